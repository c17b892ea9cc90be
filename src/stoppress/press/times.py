"""Moments as a page shows them: in the story's zone, the zone named, relative to nothing. Pure.

Digits are Western in every language, Arabic too, as large Arabic newsrooms write times and tolls, so that a time on
the page, in a feed and in what people quote is the same. Months have the names of Egypt, the Gulf and most agencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from stoppress.press.phrases import catalogue


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment, ready for a template."""

    iso: str
    """RFC 3339, UTC, whole seconds: for datetime attributes."""
    clock: str
    """Hours and minutes in the story's zone: 14:03."""
    zone: str
    """The zone's short name at that moment, EET or GMT; UTC+3 where it has none."""
    date: str
    """Day and month: 22 Nov."""
    year: str
    full: str
    """Date, time and zone for titles: 22 November 2026, 14:03 EET."""
    day: str
    """The date in full: 22 November 2026."""
    weekday: str
    """The same with the day of the week: Sunday, 22 November 2026."""


@lru_cache(maxsize=4096)
def moment(at: datetime, zone: str, language: str) -> Moment:
    """A moment as a story of this zone and language shows it.

    at       aware.
    zone     IANA name, checked.
    """
    there = at.astimezone(ZoneInfo(zone))
    clock, named = f"{there:%H:%M}", zone_name(there)
    _ = catalogue(language).gettext
    date = _("{day} {month}").format(day=there.day, month=_months(language, short=True)[there.month - 1])
    day = _("{day} {month} {year}").format(
        day=there.day, month=_months(language, short=False)[there.month - 1], year=there.year
    )
    full = _("{date}, {time} {zone}").format(date=day, time=clock, zone=named)
    weekday = _("{weekday}, {day}").format(weekday=_weekdays(language)[there.weekday()], day=day)
    return Moment(iso_seconds(at), clock, named, date, str(there.year), full, day, weekday)


def iso_seconds(at: datetime) -> str:
    """RFC 3339 in UTC without fractions: 2026-11-22T12:03:07Z."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def rfc822(at: Moment) -> str:
    """The moment as RSS writes it: Sun, 22 Nov 2026 12:03:07 +0000."""
    return format_datetime(datetime.fromisoformat(at.iso))


def zone_name(there: datetime) -> str:
    """The zone of an aware local time: its abbreviation if it has one in letters, else its distance from UTC."""
    name = there.tzname() or ""
    if name.isalpha():
        return name
    minutes = int((there.utcoffset() or there - there).total_seconds()) // 60
    sign, minutes = ("−" if minutes < 0 else "+"), abs(minutes)
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02d}" if minutes % 60 else "")


@lru_cache(maxsize=64)
def _weekdays(language: str) -> tuple[str, ...]:
    pgettext = catalogue(language).pgettext
    return (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )


@lru_cache(maxsize=64)
def _months(language: str, *, short: bool) -> tuple[str, ...]:
    pgettext = catalogue(language).pgettext
    if short:
        return (
            pgettext("month, short", "Jan"),
            pgettext("month, short", "Feb"),
            pgettext("month, short", "Mar"),
            pgettext("month, short", "Apr"),
            pgettext("month, short", "May"),
            pgettext("month, short", "Jun"),
            pgettext("month, short", "Jul"),
            pgettext("month, short", "Aug"),
            pgettext("month, short", "Sep"),
            pgettext("month, short", "Oct"),
            pgettext("month, short", "Nov"),
            pgettext("month, short", "Dec"),
        )
    return (
        pgettext("month", "January"),
        pgettext("month", "February"),
        pgettext("month", "March"),
        pgettext("month", "April"),
        pgettext("month", "May"),
        pgettext("month", "June"),
        pgettext("month", "July"),
        pgettext("month", "August"),
        pgettext("month", "September"),
        pgettext("month", "October"),
        pgettext("month", "November"),
        pgettext("month", "December"),
    )
