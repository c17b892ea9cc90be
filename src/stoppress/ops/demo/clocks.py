"""When a script's acts happen, and the times of day inside their texts. Pure: the start is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from stoppress.base.errors import Fault
from stoppress.ops.demo.script import DemoStory

CLOCK: Final = re.compile(r"\{clock ([^{}]*)\}")
"""A time of day in a text: {clock -12} or {clock landfall}."""
_MINUTES: Final = re.compile(r"[+-]?\d{1,6}")


def origin(story: DemoStory, started_at: datetime) -> datetime:
    """The moment from which a story's minutes count.

    started_at  when the demo starts; aware.
    Returns     aware, in the story's zone: the start itself, or the clock of a day before it.
    """
    local = started_at.astimezone(ZoneInfo(story.zone))
    if story.days_before is None or story.clock is None:
        return local
    day = local.date() - timedelta(days=story.days_before)
    return datetime.combine(day, story.clock, tzinfo=local.tzinfo)


@dataclass(frozen=True, slots=True)
class Teller:
    """Fills in the times of one act's texts."""

    act_at: datetime
    """When the act happens; aware, in the story's zone."""
    origin: datetime
    moments: Mapping[str, int]

    def filled(self, text: str) -> str:
        """The text with each {clock …} as hours and minutes in the story's zone: 14:05.

        Raises   Fault for a moment that the script does not name; checks.py refuses such scripts.
        """
        return CLOCK.sub(lambda found: f"{self._moment(found[1]):%H:%M}", text)

    def before(self, minutes: int) -> datetime:
        """The moment so many minutes from the act; minutes are negative for the past."""
        return self.act_at + timedelta(minutes=minutes)

    def _moment(self, name: str) -> datetime:
        if name in self.moments:
            return self.origin + timedelta(minutes=self.moments[name])
        if not _MINUTES.fullmatch(name):
            raise Fault(f"the script has no moment {name!r}")
        return self.before(int(name))


def unknown_clocks(text: str, moments: Mapping[str, int]) -> list[str]:
    """What {clock …} names in a text without a meaning, and any brace that is left; [] when all is well."""
    names = [name for name in CLOCK.findall(text) if name not in moments and not _MINUTES.fullmatch(name)]
    return names + re.findall(r"[{}]", CLOCK.sub("", text))
