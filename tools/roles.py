"""The tables of docs/roles.md and docs/api.md: role × action, what each route asks, which operation does the same.

tools/docs.py puts them there.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def tables() -> str:
    """Both tables of roles as Markdown."""
    with set_up():
        return "\n".join(["", *by_action(), "", *by_route(), ""])


def operations() -> str:
    """The tables of docs/api.md as Markdown: what the API can do, and what it can't."""
    with set_up():
        return "\n".join(["", *by_operation(), "", *without_operation(), ""])


@contextmanager
def set_up() -> Iterator[None]:
    """Django, with no data folder of anybody's."""
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STOPPRESS_")}
        os.environ.clear()
        os.environ.update(kept, STOPPRESS_DATA=folder, DJANGO_SETTINGS_MODULE="stoppress.project.settings")
        import django

        django.setup()
        yield


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


def by_operation() -> Iterator[str]:
    """What a program can ask for, by subject, with the page of the desk that does the same."""
    from django.urls import get_resolver

    from stoppress.desk.api.address import API, DECLARED
    from stoppress.desk.scopes import scopes_for

    pages = {str(view_name): address for address, view_name in _named(get_resolver(), "")}
    subjects = {
        one["operationId"]: one["tags"][0]
        for methods in API.get_openapi_schema(path_prefix="")["paths"].values()
        for one in methods.values()
    }
    yield "| Subject | Operation | Scope | The desk's page |"
    yield "|---|---|---|---|"
    for one in DECLARED:
        subject, scopes = subjects[one.view.__name__], " or ".join(f"`{scope}`" for scope in scopes_for(one.action))
        page = f"`{pages[one.act]}`" if one.act in pages else "–"
        yield f"| {subject} | `{one.method} {one.path}` | {scopes} | {page} |"


def without_operation() -> Iterator[str]:
    """What the desk does and no program, with the reasons."""
    from django.urls import get_resolver

    from stoppress.desk.api.apart import APART, IN_PART

    pages = {name: address for address, name in _named(get_resolver(), "")}
    yield "| No operation for | Since |"
    yield "|---|---|"
    for reason in dict.fromkeys(APART.values()):
        names = [name for name in APART if APART[name] == reason]
        yield f"| {', '.join(dict.fromkeys(f'`{pages[name]}`' for name in names))} | {reason} |"
    for name, reason in IN_PART.items():
        yield f"| `{pages[name]}`, a part of it | {reason} |"


def _named(resolver: Any, before: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _named(pattern, address)
        elif pattern.name:
            yield f"/{re.sub(r'<[a-z]+:', '<', address)}", pattern.name


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
