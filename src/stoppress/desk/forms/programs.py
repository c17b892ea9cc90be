"""The forms of tokens and webhooks, as typed."""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.base.limits.api import API_TOKEN_DAYS_USUAL
from stoppress.desk.forms.typed import Typed, number_from


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTyped:
    """A token to make."""

    name: str = ""
    scopes: tuple[str, ...] = ("read",)
    days: str = str(API_TOKEN_DAYS_USUAL)

    @property
    def days_count(self) -> int:
        """The days as a number; 0 for nothing.

        Raises   Refusal number-not-readable.
        """
        return number_from(self.days.strip(), "days") or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HookTyped:
    """A webhook to add."""

    name: str = ""
    url: str = ""
    story: str = ""
    events: tuple[str, ...] = ()


def token_typed(form: Typed) -> TokenTyped:
    """A posted form.

    Raises   Refusal too-many.
    """
    return TokenTyped(
        name=form.text("name"),
        scopes=tuple(row[0] for row in form.rows("scopes")),
        days=form.text("days", str(API_TOKEN_DAYS_USUAL)),
    )


def hook_typed(form: Typed) -> HookTyped:
    """A posted form.

    Raises   Refusal too-many.
    """
    return HookTyped(
        name=form.text("name"),
        url=form.text("url").strip(),
        story=form.text("story").strip(),
        events=tuple(row[0] for row in form.rows("events")),
    )
