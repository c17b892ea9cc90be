"""A time as a page writes it → its parts. Says what is written, never what it must have meant: dating.py settles that.

A stamp is read word by word with the tables of calendar_words and zones: any order of day, month, clock, zone and
label that is made only of their words is one. So "13 Sep 2023 - 19:33", "Uhr 14:03", "há 5 minutos" need no pattern.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from stoppress.archive.plaintext.calendar_words import (
    AFTER_NOON,
    AGO,
    BEFORE_NOON,
    DUALS_S,
    FILLERS,
    MONTHS,
    NOW,
    PUBLISHED,
    TODAY,
    UNITS_S,
    UPDATED,
    WEEKDAYS,
    YESTERDAY,
)
from stoppress.archive.plaintext.stamp_parts import Clock, Stamp
from stoppress.archive.plaintext.stamp_reading import BREAKS, read
from stoppress.archive.plaintext.stamp_tokens import TOKEN, normal
from stoppress.archive.plaintext.zones import ZONE_WORDS

__all__ = ["Clock", "Stamp", "leading_day", "leading_stamp", "trailing_day", "trailing_stamp", "whole_stamp"]

_HEAD_CHARS: Final = 120
_TAIL_CHARS: Final = 70
_TAIL_STARTS_MAX: Final = 14
_SEPARATORS: Final = " :|-–—−·•,;)]/،：>*_~+"


@functools.lru_cache(maxsize=4096)
def whole_stamp(text: str) -> Stamp | None:
    """The stamp that a line is, with nothing else on it; None when there is more, or no time or day."""
    if minute := _MATCH_MINUTE.fullmatch(text.strip()):
        return _of_match(minute)
    if len(text) > _HEAD_CHARS or not (
        _has_digit(text) or text.casefold().strip(" .").replace(" ", "-") in NOW or _has_dual(text)
    ):
        return None
    if not _may_begin(text):
        return None
    reading = read(normal(text))
    return reading.stamp(text) if reading.complete else None


def leading_stamp(text: str) -> tuple[Stamp, str] | None:
    """A stamp with a time at the beginning of a line, and what follows it on that line; None when there is none."""
    if (minute := _MATCH_MINUTE.match(text)) and text[minute.end() :].strip():
        return _of_match(minute), text[minute.end() :].lstrip(_SEPARATORS)
    if not _has_digit(text[:40]) or not _may_begin(text[:_HEAD_CHARS]):
        return None
    plain = normal(text[:_HEAD_CHARS])
    reading = read(plain)
    stamp = reading.stamp(plain[: reading.end].strip(_SEPARATORS + "(["))
    if stamp is None or not stamp.has_time:
        return None
    rest = plain[reading.end :] + text[_HEAD_CHARS:]
    return (stamp, rest.lstrip(_SEPARATORS)) if _separated(plain, reading.end) and not _goes_on(rest) else None


_MATCH_MINUTE: Final = re.compile(
    r"(\d{1,3})(?:\s?\+\s?(\d{1,2}))?(?:\s?['’′](?!\w)|\.\s?Min(?:ute|\.)?(?!\w))\s?[:.]?"
)


def _of_match(minute: re.Match[str]) -> Stamp:
    return Stamp(text=minute[0].strip(" :."), match_minute=(int(minute[1]), int(minute[2] or 0)))


def trailing_stamp(text: str) -> tuple[str, Stamp] | None:
    """What stands before a stamp with a time at the end of a line, and the stamp; None when there is none."""
    if (
        len(text) > 300
        or not _has_digit(text[-40:])
        or ((last := _LAST.search(text[-40:])) and last[1].casefold() not in _WORDS)
    ):
        return None
    plain = normal(text)
    base = max(0, len(plain) - _TAIL_CHARS)
    starts = [base + match.start() for match in TOKEN.finditer(plain[base:])][-_TAIL_STARTS_MAX:]
    for start in starts:
        if start == 0 or (start and plain[start - 1].isalnum() and not plain[start].isdigit()):
            continue
        reading = read(plain[start:])
        stamp = reading.stamp(plain[start:].strip(" -–—|:·•,()")) if reading.complete else None
        if stamp and stamp.has_time and plain[start] not in BREAKS and not _DECIMAL.fullmatch(stamp.text):
            return plain[:start].rstrip(" -–—|:·•,(/").rstrip(), stamp
    return None


def trailing_day(text: str) -> Stamp | None:
    """A full date at the end of a line ("Politics, 6 December 2023"); None when there is none."""
    if len(text) > 120 or not _has_digit(text[-6:]):
        return None
    plain = normal(text)
    starts = [match.start() for match in TOKEN.finditer(plain)][-8:]
    for start in starts:
        reading = read(plain[start:])
        stamp = reading.stamp(plain[start:].strip()) if reading.complete else None
        if stamp and stamp.has_date and stamp.year and plain[start] not in BREAKS:
            return stamp
    return None


def leading_day(text: str) -> Stamp | None:
    """A full date at the beginning of a line ("Tuesday 5 March 2024 (all times GMT)"); None when there is none."""
    if len(text) > 120 or not _has_digit(text[:30]) or not _may_begin(text):
        return None
    plain = normal(text)
    reading = read(plain)
    stamp = reading.stamp(plain[: reading.end].strip(_SEPARATORS))
    return stamp if stamp and stamp.has_date and stamp.year and not stamp.has_time else None


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _may_begin(text: str) -> bool:
    """True when the first word may belong to a stamp: most lines are told apart here, cheaply."""
    first = _FIRST.match(text)
    return first is None or first[1].casefold() in _WORDS


_DIGIT: Final = re.compile(r"\d")
_FIRST: Final = re.compile(r"\W{0,6}([^\W\d_]+)")
_LAST: Final = re.compile(r"([^\W\d_]+)[^\w]*$")
_WORDS: Final = frozenset(
    {
        *MONTHS,
        *WEEKDAYS,
        *BEFORE_NOON,
        *AFTER_NOON,
        *UNITS_S,
        *AGO,
        *DUALS_S,
        *NOW,
        *YESTERDAY,
        *TODAY,
        *FILLERS,
        *PUBLISHED,
        *UPDATED,
    }
    | {part for name in (*ZONE_WORDS, *AGO, *NOW, *UPDATED, *YESTERDAY, *TODAY) for part in re.split(r"[ -]", name)}
    | {"p", "a", "m", "gmt", "utc", "t", "s", "h"}
)
"""Every word that a stamp may begin or end with."""


def _has_dual(text: str) -> bool:
    return any(word in DUALS_S for word in text.split())


def _separated(plain: str, end: int) -> bool:
    """True when what follows the stamp begins apart from it."""
    if end >= len(plain):
        return True
    return plain[end] in " :|-–—·•,;)]/،：" or plain[end - 1] in " :|-–—)]"


_DECIMAL: Final = re.compile(r"(?:[^\W\d_]+\s)?\d{1,2}\.\d{1,2}\W*")
"""At the end of a line this is a number, not a time of day."""


def _goes_on(rest: str) -> bool:
    """True where a sentence goes on behind the time ("14:03 on Tuesday") or a version stands ("3.11 and later")."""
    bare = rest.lstrip(" ")
    return bare[:1].islower() and not bare.startswith(("by ", "von ", "par ", "por ", "di ", "da "))
