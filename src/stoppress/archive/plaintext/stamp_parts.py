"""What one time on a page may consist of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

Label = Literal["", "published", "updated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day; zone is the page's word for it, casefolded, "" when it says none."""

    hour: int
    minute: int
    second: int = 0
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The parts of one time. What the page does not write is None or empty."""

    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    slashed: tuple[int, int] | None = None
    """Two numbers of which it is not said which is the day ("2/3/2022")."""
    clocks: tuple[Clock, ...] = ()
    relative_s: int | None = None
    """Seconds before the page was saved, as coarse as it says ("2 hours ago")."""
    moment: datetime | None = None
    """A moment that needs nothing else: ISO with zone, or seconds since 1970."""
    label: Label = ""
    match_minute: tuple[int, int] | None = None
    """Minute of a match and of its extra time: 90+3'."""
    days_back: int | None = None
    """0 for "today", 1 for "yesterday", as seen by whoever saved the page."""

    @property
    def has_time(self) -> bool:
        """True when it tells more than a day."""
        return bool(self.clocks or self.match_minute or self.moment) or self.relative_s is not None

    @property
    def has_date(self) -> bool:
        """True when it tells a day, with or without a year."""
        return self.moment is not None or (self.day is not None and self.month is not None) or self.slashed is not None


_BARE_SPAN: Final = re.compile(r"\d{1,2}\s?(?:m|h|d|min|mins|мин|dk)\.?")
"""Spans that count without a word like "ago", alone on their line."""


@dataclass(slots=True)
class Reading:
    """A stamp while it is read."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    slashed: tuple[int, int] | None = None
    clocks: list[Clock] = field(default_factory=list)
    relative_s: int | None = None
    moment: datetime | None = None
    label: Label = ""
    days_back: int | None = None
    ago: bool = False
    span_s: int | None = None
    afternoon: bool | None = None
    """A half of the day that was read before its hour."""
    weekday_at: int = 0
    number: tuple[int, int] | None = None
    """A bare number that waits for a unit or a month, and where it begins."""
    end: int = 0
    """Where the last part that says something ends."""
    complete: bool = False

    def stamp(self, text: str) -> Stamp | None:
        """What was read, when it is a time or a day."""
        relative = self.relative_s
        if relative is None and self.complete and _BARE_SPAN.fullmatch(text.strip()):
            relative = self.span_s
        stamp = Stamp(
            text=text.strip(),
            year=self.year,
            month=self.month,
            day=self.day,
            weekday=self.weekday if self.complete or self.weekday_at <= self.end else None,
            slashed=self.slashed,
            clocks=tuple(self.clocks),
            relative_s=relative,
            moment=self.moment,
            label=self.label,
            days_back=self.days_back,
        )
        return stamp if stamp.has_time or stamp.has_date else None
