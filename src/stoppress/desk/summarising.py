"""Setting the key points: the deed, for the page and the API; and what it says when nothing had to change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stoppress.base.clock import iso
from stoppress.base.errors import Refusal
from stoppress.desk.models import PointsLook
from stoppress.desk.pages.points import Doubt, Flag
from stoppress.story import commands as c
from stoppress.story.write import Door, Receipt


def set_points(command: c.SetKeyPoints, door: Door, looked_at: datetime | None) -> Receipt:
    """Set key points. Who sets them as they stand has looked at them, and finds them right.

    looked_at  the moment as of which all corrections of cited updates were known; None = nobody can say.
    Raises     Refusal: as story.write.Door.carry_out().
    """

    def also(receipt: Receipt) -> None:
        if looked_at and receipt.last < receipt.first:
            PointsLook.objects.update_or_create(story=command.slug, defaults={"at": looked_at})

    return door.carry_out(command, also)


def corrections_in(flags: Iterable[tuple[Flag, ...]]) -> str:
    """The corrections that a page of key points shows: one word each, for the form to say what was seen."""
    found = {flag for of_point in flags for flag in of_point if flag.doubt is Doubt.CITED_CORRECTED}
    return " ".join(sorted(f"{flag.key}@{iso(flag.at)}" for flag in found if flag.at))


def check_seen(seen: str, now: Iterable[tuple[Flag, ...]]) -> None:
    """Check that no cited update was corrected after the page was read.

    seen     corrections_in() of then.
    now      the flags as they stand.
    Raises   Refusal correction-unseen.
    """
    if not set(corrections_in(now).split()) <= set(seen.split()):
        raise Refusal(
            "correction-unseen",
            "An update that a key point cites was corrected meanwhile; it is marked below. "
            "Look at it, then send again.",
            field="corrections_seen",
        )
