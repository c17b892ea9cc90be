"""When an update goes out, as typed: at an instant to come, not before one, or as if at a time that is over."""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.desk.forms.typed import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenTyped:
    """The fields, each on the clock of the story's zone."""

    due_at: str = ""
    """Publish at this instant."""
    not_before: str = ""
    """Embargo: nobody publishes it before."""
    published_at: str = ""
    """Counts as published then."""


def when_typed(form: Typed) -> WhenTyped:
    """The fields of a posted form."""
    return WhenTyped(
        due_at=form.text("due_at"), not_before=form.text("not_before"), published_at=form.text("published_at")
    )
