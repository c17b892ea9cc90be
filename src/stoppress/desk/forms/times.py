"""Times as people type them: on the clock of the story's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from stoppress.base.errors import Refusal


def clock_text(moment: datetime | None, zone: str) -> str:
    """A moment for a datetime-local field: "2026-11-22T14:03", with seconds where it has some; "" for None."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def moment_from(text: str, zone: str, field: str) -> datetime | None:
    """The moment that a clock in this zone showed; None for "". A time that names its own zone keeps it.

    Of an hour that the clock showed twice, the first is meant.
    Raises   Refusal time-not-readable.
    """
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        # The years at both ends overflow when they change zone.
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal(
            "time-not-readable",
            f"“{text[:40]}” is no time. Write it like 2026-11-22T14:03, on the clock of {zone}.",
            field=field,
        ) from None
