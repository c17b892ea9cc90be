"""All routes of the project, with an address that can be asked and a form that is filled in: for tests of every route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver, reverse

KEY: Final = "aaaaaaaaaa"
ARGUMENTS: Final = {"slug": "storm", "key": KEY, "token": "x" * 43, "name": "0" * 32 + "-480.webp"}
BY_CONVERTER: Final = {
    "int": 1,
    "slug": "xxxxxxxxxx",
    "str": "xxxxxxxxxx",
    "path": "x",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}

WHATEVER: Final[dict[str, Any] | None] = None
"""For a route whose form a test like this can't fill in: the role decides all the same, the rest is its own tests'."""

FORMS: Final[dict[str, dict[str, Any] | None]] = {
    "login": WHATEVER,
    "login-link": WHATEVER,
    "logout": {},
    "upload": WHATEVER,
    "house-role": {"name": "target", "role": "contributor"},
    "switched": {"name": "target", "on": "no"},
    "open": {"headline": "A flood", "slug": "flood", "language": "en", "zone": "UTC"},
    "settings": {"headline": "A storm is here", "language": "en", "zone": "Europe/London"},
    "key-points": {"point_text": "The harbour is closed."},
    "story-role": {"name": "target", "role": "contributor"},
    "pause": {},
    "close": {"note": "It is over."},
    "reopen": {},
    "publish": {"headline": "The bridge is closed", "body": "Since noon."},
    "preview": {"headline": "The bridge is closed"},
    "amend": {"headline": "The harbour is shut", "body": "Since noon.", "amendment": "typo"},
    "here": {"page": "somepage01"},
    "draft-save": {"draft": "dddddddddd", "key": "eeeeeeeeee", "headline": "Typed"},
    "draft-submit": {"draft": "dddddddddd", "key": "eeeeeeeeee", "headline": "Typed"},
    **dict.fromkeys(
        ("draft-schedule", "draft-merge", "draft-approve", "draft-return", "draft-take-back", "amend-preview"), WHATEVER
    ),
    **dict.fromkeys(("draft-lift-embargo", "draft-discard", "draft-restore"), WHATEVER),
    "withdraw": {"reason": "It was another harbour."},
    "pin": {},
    "unpin": {},
    "move": {"under": ""},
}
"""What each route that takes a form takes; a route that is missing here fails a test with its name."""


@dataclass(frozen=True)
class Route:
    """One address."""

    name: str
    view: Any
    arguments: dict[str, Any]

    @property
    def address(self) -> str:
        return reverse(self.name, kwargs=self.arguments)

    @property
    def form(self) -> dict[str, Any] | None:
        return FORMS.get(self.name.removeprefix("desk:"))

    def __str__(self) -> str:
        return self.name


def routes() -> list[Route]:
    """Every route of the project, those of included parts too."""
    return list(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
            continue
        arguments = {
            name: ARGUMENTS.get(
                name, BY_CONVERTER[type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")]
            )
            for name, converter in pattern.pattern.converters.items()
        }
        yield Route(f"{space}{pattern.name}", pattern.callback, arguments)
