"""Times as written → moments. What the page, taken whole, makes certain is used; what it leaves open stays unknown.

A time without a day takes the day of its neighbours, across midnight too; a day without a year the year of the page; a
time without a zone the zone that the page or the caller names. Nothing else is supplied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from stoppress.archive.capture import Order
from stoppress.archive.plaintext.stamp_parts import Clock, Stamp
from stoppress.archive.plaintext.zones import AMBIGUOUS, moment_in, zone_of

MIDNIGHT_JUMP: Final = timedelta(hours=6)
"""A step against the page's order is a new day from here on; a smaller one is an update out of its place."""


@dataclass(slots=True, kw_only=True)
class PageTimes:
    """What the page says about time beside its updates' own times."""

    released: Stamp | None = None
    """When the page was first out."""
    revised: Stamp | None = None
    """When it was last changed."""
    bare: Stamp | None = None
    """A day in its head of which it is not said what happened then."""
    zone_note: str = ""
    """The zone that a line names for all times, casefolded."""
    year: int | None = None
    """A year that the saving program wrote, where it wrote no day."""
    others: list[Stamp] = field(default_factory=list)
    """Every other time on the page."""

    def all(self) -> list[Stamp]:
        """All of them."""
        return [stamp for stamp in (self.released, self.revised, self.bare, *self.others) if stamp is not None]


@dataclass(frozen=True, slots=True)
class Settled:
    """One update's time: the moment; or, without the zone, the local time; or neither."""

    at: datetime | None
    local: datetime | None


@dataclass(slots=True)
class Times:
    """The times of all updates, and what was found out about the page."""

    settled: list[Settled]
    order: Order
    order_known: bool
    day: date | None
    zone: str
    notes: list[str] = field(default_factory=list)


def settle(
    stamps: Sequence[Stamp | None],
    days: Sequence[Stamp | None],
    page: PageTimes,
    zone: tzinfo | None,
    zone_name: str,
) -> Times:
    """Settle the times of the updates, which come in the order of the page.

    days     for each update the day that a line above it names.
    zone     what the caller says that times without a zone are in.
    """
    reader = _Reader([stamp for stamp in [*stamps, *days, *page.all()] if stamp is not None], page)
    clocks = [_clock_of(stamp, reader) for stamp in stamps]
    dates = [
        reader.day_of(stamp) or (reader.day_of(day) if day else None) if stamp else None
        for stamp, day in zip(stamps, days, strict=True)
    ]
    order, known = _order(stamps, clocks, dates)
    notes: list[str] = []
    dates = _filled(clocks, dates, order, page, reader, notes)
    shared, shared_name = (zone, zone_name) if zone else _zone_of_page(stamps, page)
    settled = [_settled(stamp, clock, day, shared) for stamp, clock, day in zip(stamps, clocks, dates, strict=True)]
    _note_unknown(settled, stamps, shared, notes)
    return Times(settled, order, known, _day_of_page(page, reader, dates), shared_name, notes)


class _Reader:
    """Reads days: knows the page's years, and which number of 2/3 is the day."""

    def __init__(self, stamps: list[Stamp], page: PageTimes) -> None:
        full = [stamp for stamp in stamps if stamp.year and stamp.month and stamp.day]
        self._anchor = next((date(s.year, s.month, s.day) for s in full if _is_day(s)), None)  # type: ignore[arg-type]
        self._day_first = _day_first(stamps)
        self.clocks_are_hours = any(stamp.clocks and stamp.relative_s is None for stamp in stamps)
        moments = [stamp.moment.date() for stamp in stamps if stamp.moment]
        self._anchor = self._anchor or (moments[0] if moments else None)
        if self._anchor is None and page.year:
            self._anchor = date(page.year, 7, 1)  # far from the turn of the year: the year as it is

    def day_of(self, stamp: Stamp) -> date | None:
        """The day that a stamp names, None when it names none or not enough of one."""
        if stamp.moment:
            return stamp.moment.date()
        month, day = stamp.month, stamp.day
        if stamp.slashed:
            if self._day_first is None:
                return None
            day, month = stamp.slashed if self._day_first else stamp.slashed[::-1]
        if not month or not day:
            return None
        for year in [stamp.year] if stamp.year else self._years(month):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if stamp.weekday is None or stamp.year or found.weekday() == stamp.weekday:
                return found
        return None

    def _years(self, month: int) -> list[int]:
        """The year of the page, and at its turn the one beside it."""
        if not self._anchor:
            return []
        year = self._anchor.year
        if self._anchor.month == 12 and month == 1:
            return [year + 1]
        return [year - 1] if self._anchor.month == 1 and month == 12 else [year]


def _is_day(stamp: Stamp) -> bool:
    try:
        date(stamp.year or 0, stamp.month or 0, stamp.day or 0)
    except ValueError:
        return False
    return True


def _day_first(stamps: list[Stamp]) -> bool | None:
    """Whether 2/3 is the second of March: from dates on the page that leave no doubt."""
    pairs = [stamp.slashed for stamp in stamps if stamp.slashed]
    if not pairs:
        return None
    sure = {(stamp.year, stamp.month, stamp.day) for stamp in stamps if stamp.month and stamp.day}
    for a, b in pairs:
        as_day, as_month = (
            any((m, d) == (b, a) for _, m, d in sure),
            any((m, d) == (a, b) for _, m, d in sure),
        )
        if as_day != as_month:
            return as_day
    american = any(
        "/" in stamp.text
        and stamp.month
        and stamp.day
        and stamp.day > 12
        and f"{stamp.month}/{stamp.day}" in stamp.text
        for stamp in stamps
    )
    european = any(
        "/" in stamp.text and stamp.month and stamp.day and stamp.day > 12 and f"{stamp.day}/" in stamp.text
        for stamp in stamps
    )
    return european if american != european else None


def _clock_of(stamp: Stamp | None, reader: _Reader) -> Clock | None:
    """The clock that goes with the stamp's day; None for spans, and for "4h" where no other time is one of the day."""
    if stamp is None or not stamp.clocks:
        return None
    if stamp.relative_s is not None and stamp.text.strip()[-1:] in "hH" and not reader.clocks_are_hours:
        return None
    return stamp.clocks[0]


def _order(stamps: Sequence[Stamp | None], clocks: list[Clock | None], dates: list[date | None]) -> tuple[Order, bool]:
    """The page's order, and whether anything in it tells."""
    down = up = 0
    last: Stamp | None = None
    last_key: tuple[date | None, int] | None = None
    for stamp, clock, day in zip(stamps, clocks, dates, strict=True):
        key = (day, clock.hour * 3600 + clock.minute * 60 + clock.second) if clock else None
        if stamp and stamp.moment:
            key = (
                stamp.moment.date(),
                stamp.moment.hour * 3600 + stamp.moment.minute * 60 + stamp.moment.second,
            )
        if key and last_key and key != last_key:
            newer = key > last_key if key[0] and last_key[0] else key[1] > last_key[1]
            up, down = up + newer, down + (not newer)
        elif stamp and last and stamp.match_minute and last.match_minute:
            up, down = up + (stamp.match_minute > last.match_minute), down + (stamp.match_minute < last.match_minute)
        elif stamp and last and stamp.relative_s is not None and last.relative_s is not None and not key:
            up, down = up + (stamp.relative_s < last.relative_s), down + (stamp.relative_s > last.relative_s)
        last, last_key = stamp or last, key or last_key
    if up == down:
        return "newest-first", False
    return ("newest-first", True) if down > up else ("oldest-first", True)


# Days


def _filled(
    clocks: list[Clock | None],
    dates: list[date | None],
    order: Order,
    page: PageTimes,
    reader: _Reader,
    notes: list[str],
) -> list[date | None]:
    """Give days to times that have none: from their neighbours, or else from the page's own day."""
    steps = _steps(clocks, order)
    if not any(dates):
        dates = _anchored(steps, dates, order, page, reader, notes)
    forward = _carried(dates, steps)
    backward = _carried(dates[::-1], [0, *(-step for step in steps[:0:-1])])[::-1] if steps else []
    return [own or ahead or behind for own, ahead, behind in zip(dates, forward, backward, strict=True)]


def _steps(clocks: list[Clock | None], order: Order) -> list[int]:
    """For each update how many days it lies after the one above it, from the clocks alone."""
    steps: list[int] = []
    last: Clock | None = None
    for clock in clocks:
        step = 0
        if clock and last:
            ahead = timedelta(hours=clock.hour - last.hour, minutes=clock.minute - last.minute)
            if order == "newest-first" and ahead >= MIDNIGHT_JUMP:
                step = -1
            elif order == "oldest-first" and -ahead >= MIDNIGHT_JUMP:
                step = 1
        last = clock or last
        steps.append(step)
    return steps


def _carried(dates: list[date | None], steps: list[int]) -> list[date | None]:
    carried: list[date | None] = []
    day: date | None = None
    for own, step in zip(dates, steps, strict=True):
        if own:
            day = own
        elif day:
            day += timedelta(days=step)
        carried.append(day)
    return carried


def _anchored(
    steps: list[int],
    dates: list[date | None],
    order: Order,
    page: PageTimes,
    reader: _Reader,
    notes: list[str],
) -> list[date | None]:
    """Put the page's day to its update: the day of its last change to the newest, that of its release to the oldest."""
    released, revised, bare = (
        reader.day_of(stamp) if stamp else None for stamp in (page.released, page.revised, page.bare)
    )
    newest, oldest = (0, -1) if order == "newest-first" else (-1, 0)
    crossed = any(steps)
    anchored = list(dates)
    if not anchored:
        return anchored
    if revised and (crossed or not released or released == revised):
        anchored[newest] = revised
    elif released and (crossed or not revised):
        anchored[oldest] = released
    elif bare and (not crossed or order == "oldest-first"):  # the oldest stands right below the page's day
        anchored[oldest] = bare
    elif released and revised and not crossed and abs((revised - released).days) >= 1:
        notes.append(
            "The page was out on one day and changed on another; its times without a day could be of either: "
            "they are kept as text."
        )
    elif bare:
        notes.append(
            "The page's times cross midnight and it names one day without saying which; they are kept as text."
        )
    return anchored


# Zones


def _zone_of_page(stamps: Iterable[Stamp | None], page: PageTimes) -> tuple[tzinfo | None, str]:
    """The one zone that the page names for its times: in a line of its own, or beside some of them."""
    if page.zone_note:
        return zone_of(page.zone_note), page.zone_note.upper() if len(page.zone_note) <= 5 else page.zone_note
    named = Counter(clock.zone for stamp in [*stamps, *page.all()] if stamp for clock in stamp.clocks if clock.zone)
    moments = any(stamp and stamp.moment for stamp in stamps)
    if len(named) != 1 or moments:
        return None, ""
    (name,) = named
    found = zone_of(name)
    return found, name.upper() if found and len(name) <= 5 else name if found else ""


def _settled(stamp: Stamp | None, clock: Clock | None, day: date | None, shared: tzinfo | None) -> Settled:
    if stamp is None:
        return Settled(None, None)
    if stamp.moment:
        return Settled(stamp.moment, None)
    if clock is None or day is None:
        return Settled(None, None)
    local = datetime.combine(day, datetime.min.time()).replace(
        hour=clock.hour, minute=clock.minute, second=clock.second
    )
    zoned = next((other for other in stamp.clocks if other.zone), None)
    if zoned is None:
        at = moment_in(local, shared) if shared else None
        return Settled(at, None if at else local)
    zone = zone_of(zoned.zone) or (shared if zoned.zone in AMBIGUOUS else None)
    if zone is None:
        return Settled(None, local)
    at = moment_in(_beside(local, clock, zoned), zone)
    return Settled(at, None if at else local)


def _beside(local: datetime, clock: Clock, zoned: Clock) -> datetime:
    """The zoned clock on the day nearest to the local time: 01:33 here may be 22:33 GMT of the day before."""
    if (clock.hour, clock.minute) == (zoned.hour, zoned.minute):
        return local
    same_day = local.replace(hour=zoned.hour, minute=zoned.minute, second=zoned.second)
    return min((same_day + timedelta(days=days) for days in (-1, 0, 1)), key=lambda other: abs(other - local))


def _note_unknown(
    settled: list[Settled], stamps: Sequence[Stamp | None], shared: tzinfo | None, notes: list[str]
) -> None:
    local = sum(one.at is None and one.local is not None for one in settled)
    if local and shared is None:
        notes.append(f"{local} times name no zone that is certain; name it to have them as moments.")
    relative = sum(
        bool(stamp and stamp.relative_s is not None and one.at is None)
        for stamp, one in zip(stamps, settled, strict=True)
    )
    if relative:
        notes.append(f"{relative} times are spans before the page was saved, and it does not say when that was.")


def _day_of_page(page: PageTimes, reader: _Reader, dates: list[date | None]) -> date | None:
    for stamp in (page.released, page.bare, page.revised):
        if stamp and (day := reader.day_of(stamp)):
            return day
    known = [day for day in dates if day]
    return min(known) if known else None
