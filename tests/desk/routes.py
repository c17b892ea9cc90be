"""All routes of the project, with an address that can be asked and a form that is filled in: for tests of every route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stoppress.desk.roles import Action
from stoppress.desk.rules import PUBLIC, rule_of

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
    "tokens": WHATEVER,
    "revoke-token": WHATEVER,
    "hooks": WHATEVER,
    "ping-hook": WHATEVER,
    "pause-hook": WHATEVER,
    "resume-hook": WHATEVER,
    "new-hook-secret": WHATEVER,
    "remove-hook": WHATEVER,
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
    "withdraw-many": {"key": KEY, "reason": "It was another harbour."},
    "pin": {},
    "unpin": {},
    "move": {"under": ""},
    "invitation": WHATEVER,
    "password": WHATEVER,
    "language": {"language": "ar"},
    "end-sessions": {},
    "end-session": WHATEVER,
    "entrance": {"role": "reader", "days": "7"},
    "policy": {"second_factor": "free"},
    "withdraw-invitation": WHATEVER,
    "entrant": WHATEVER,
    "account_login": WHATEVER,
    "account_logout": {},
    "openid_connect_login": WHATEVER,
} | dict.fromkeys(
    # django-allauth's own, with state of their own: tests/desk/test_second_factor.py, test_passkeys.py
    (
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
    ),
    WHATEVER,
)
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

    @property
    def by_session(self) -> bool:
        """True when a person's session is what lets in; False where a token of a program is."""
        return rule_of(self.view) in {PUBLIC, *Action}

    def __str__(self) -> str:
        return self.name


def all_routes() -> list[Route]:
    """Every route of the project, those of included parts too."""
    return list(_routes(get_resolver().url_patterns, ""))


def routes() -> list[Route]:
    """Every route that people use; those that ask for a token declare an action for each operation and are tested so."""
    return [route for route in all_routes() if route.by_session or rule_of(route.view) is None]


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
