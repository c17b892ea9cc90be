"""The tables of docs/roles.md: role × action, and what each route asks. tools/docs.py puts them there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def tables() -> str:
    """Both tables as Markdown. Sets Django up, with no data folder of anybody's."""
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STOPPRESS_")}
        os.environ.clear()
        os.environ.update(kept, STOPPRESS_DATA=folder, DJANGO_SETTINGS_MODULE="stoppress.project.settings")
        import django

        django.setup()
        return "\n".join(["", *by_action(), "", *by_route(), ""])


def by_action() -> Iterator[str]:
    """Role × action."""
    from stoppress.desk.ranks import Role
    from stoppress.desk.roles import SOMEWHERE, Action, allows

    yield "## What each role may do"
    yield ""
    yield f"| | {' | '.join(Role)} |"
    yield "|---|" + "---|" * len(Role)
    for action in sorted(
        Action, key=lambda action: (-sum(allows(role, action) for role in Role), list(Action).index(action))
    ):
        cells = " | ".join("yes" if allows(role, action) else "–" for role in Role)
        yield f"| {action}{' (best role anywhere)' if action in SOMEWHERE else ''} | {cells} |"


def by_route() -> Iterator[str]:
    """What each route needs, and in which state the story's rules refuse it."""
    from stoppress.desk.roles import LEAST, Action
    from stoppress.desk.rules import BY_BEARER, PUBLIC, refused_when, rule_of

    yield "## What each address asks"
    yield ""
    yield "| Address | Needs | Least role | Refused by the story's rules when |"
    yield "|---|---|---|---|"
    for address, view in routes():
        rule = rule_of(view)
        if rule == BY_BEARER:
            continue  # several operations in one address; openapi.json says of each what it needs
        least = "anybody" if rule == PUBLIC else LEAST[Action(rule)]
        states = ", ".join(f"{state} (`{code}`)" for state, code in refused_when(view).items())
        yield f"| `{address}` | {rule} | {least} | {states or '–'} |"


def routes() -> list[tuple[str, Callable[..., Any]]]:
    """All addresses of the project and their views, by address."""
    from django.urls import get_resolver

    return sorted(_below(get_resolver(), ""), key=lambda route: route[0])


def _below(resolver: Any, before: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _below(pattern, address)
        else:
            shown = address.replace("slug:", "").replace("str:", "")
            yield f"/{shown}", pattern.callback
