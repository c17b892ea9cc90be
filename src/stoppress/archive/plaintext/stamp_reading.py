"""Tokens → the parts of a time, word by word: what each may mean, after what was read before it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
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
from stoppress.archive.plaintext.stamp_numbers import PARTS, add_clock, take_half_day
from stoppress.archive.plaintext.stamp_parts import Reading
from stoppress.archive.plaintext.stamp_tokens import tokens
from stoppress.archive.plaintext.zones import ZONE_WORDS

_SHOUTED: Final = frozenset(
    [
        "et",
        "pt",
        "mt",
        "ct",
        "est",
        "eat",
        "cat",
        "art",
        "west",
        "wit",
        "pet",
        "ist",
        "ast",
        "clt",
        "cot",
        "wat",
        "z",
        "ut",
        "tu",
        "pst",
        "sst",
        "uk",
        "brt",
        "eastern",
        "pacific",
        "gst",
        "amt",
        "adt",
    ]
)
"""Zones that are words too: they count only in capitals."""
BREAKS: Final = frozenset("/|,;:·•–—-−()[]{}.*_~+@>‹›«»،、：\"'#")


def read(plain: str) -> Reading:
    """Read as many words of a stamp as there are from the beginning of plain."""
    reading = Reading()
    position = 0
    for kind, token, start, stop in tokens(plain):
        if not _take(reading, kind, token, start, stop, plain):
            break
        position = stop
    else:
        reading.complete = reading.number is None and not plain[position:].strip()
    return reading


def _take(reading: Reading, kind: str, token: str, start: int, stop: int, plain: str) -> bool:
    """Read one token; False when it is no part of a stamp."""
    if kind == "mark":
        return token in BREAKS or unicodedata.category(token) == "So"
    if kind == "word":
        return _take_word(reading, token, stop, plain)
    if kind == "number":
        return _take_number(reading, token, start, stop, plain)
    if kind == "hour":
        return _take_hour(reading, token, stop, plain)
    if kind == "other":
        return unicodedata.category(token) == "So"
    taken = PARTS[kind](reading, token)
    if taken:
        reading.end = stop
    return taken


def _take_hour(reading: Reading, token: str, stop: int, plain: str) -> bool:
    """ "14h" is a time of day in French, and "4h" a span in English: alone it is kept as both."""
    hour = int(re.match(r"\d+", token)[0])  # type: ignore[index]
    if "h" not in token.casefold():
        taken = add_clock(reading, hour, 0)
    elif reading.ago or _AGO_FOLLOWS.match(plain, stop):
        reading.span_s = (reading.span_s or 0) + hour * 3600
        reading.relative_s = reading.span_s if reading.ago else reading.relative_s
        taken = True
    else:
        reading.span_s = hour * 3600
        taken = add_clock(reading, hour, 0)
    reading.end = stop if taken else reading.end
    return taken


_AGO_FOLLOWS: Final = re.compile(r",?\s*(?:\d{1,2}\s?m[a-z]*\s*)?(?:ago\b|назад|fa\b|önce)", re.IGNORECASE)


def _take_number(reading: Reading, token: str, start: int, stop: int, plain: str) -> bool:
    number = int(re.match(r"\d+", token)[0])  # type: ignore[index]
    if 1990 <= number <= 2100 and (reading.month is not None or reading.day is not None):
        if reading.year not in {None, number}:
            return False
        reading.year, reading.end = number, stop
        return True
    if reading.month is not None and reading.day is None and 1 <= number <= 31:
        reading.day, reading.end = number, stop
        return True
    if reading.number is not None or number > 999:
        return False
    if reading.clocks and not _month_follows(plain, stop):
        return False
    if reading.ago and (unit := _unit_after(plain, stop)):
        reading.relative_s = (reading.relative_s or 0) + number * unit[0]
        reading.number, reading.end = None, stop
        return True
    reading.number = (number, start)
    return True


def _month_follows(plain: str, position: int) -> bool:
    following = re.findall(r"[^\W\d_]+", plain[position : position + 20].casefold())[:2]
    return any(word in MONTHS for word in following)


def _unit_after(plain: str, position: int) -> tuple[int, str] | None:
    match = re.match(r"\s?([^\W\d_]+)", plain[position:].casefold())
    return (UNITS_S[match[1]], match[1]) if match and match[1] in UNITS_S else None


_NUMBER_FOLLOWS: Final = re.compile(r"\.?,?\s?\d{1,4}(?![:.]\d|\d)")
"""A month without a day before it has one after it: "may" alone is no month."""


def _take_word(reading: Reading, token: str, stop: int, plain: str) -> bool:
    word = token.casefold()
    if reading.number is not None:
        return _take_after_number(reading, word, stop)
    if word in MONTHS and reading.month is None and reading.span_s is None and _NUMBER_FOLLOWS.match(plain, stop):
        reading.month, reading.end = MONTHS[word], stop
        return True
    if word in BEFORE_NOON or word in AFTER_NOON:
        taken = take_half_day(reading, afternoon=word in AFTER_NOON)
        reading.end = stop if taken and reading.clocks else reading.end
        return taken
    if _take_zone(reading, word, token, plain, stop):
        reading.end = stop
        return True
    return _take_small_word(reading, word, stop)


def _take_after_number(reading: Reading, word: str, stop: int) -> bool:
    """The word after a bare number: a month, a unit, or a filler between day and month."""
    number = reading.number[0] if reading.number else 0
    if word in MONTHS and 1 <= number <= 31 and (reading.month, reading.day) in {(None, None), (MONTHS[word], number)}:
        reading.day, reading.month, reading.number, reading.end = number, MONTHS[word], None, stop
        return True
    if word in UNITS_S:
        reading.span_s = max(reading.span_s or 0, 0) + number * UNITS_S[word]
        reading.number = None
        if reading.ago:
            reading.relative_s, reading.end = reading.span_s, stop
        return True
    if word in BEFORE_NOON or word in AFTER_NOON:
        taken = 1 <= number <= 12 and take_half_day(reading, afternoon=word in AFTER_NOON)
        reading.end = stop if taken else reading.end
        return taken
    return word in {"de", "of", "di", "d"}


def _take_zone(reading: Reading, word: str, token: str, plain: str, stop: int) -> bool:
    if not reading.clocks or word not in _ZONES:
        return False
    if word in _SHOUTED and (not token.isupper() or re.match(r"\s[A-Z]{3,}", plain[stop:])):
        return False
    if reading.clocks[-1].zone:
        return reading.clocks[-1].zone == word
    reading.clocks[-1] = replace(reading.clocks[-1], zone=word)
    return True


_ZONES: Final = frozenset(ZONE_WORDS)


def _take_small_word(reading: Reading, word: str, stop: int) -> bool:
    return (
        _take_span_word(reading, word, stop)
        or _take_day_word(reading, word, stop)
        or _take_label(reading, word)
        or _take_filler(reading, word, stop)
    )


def _take_span_word(reading: Reading, word: str, stop: int) -> bool:
    """Words like "ago", "just now", "two hours" as one word, "an hour"."""
    if word in AGO:
        reading.ago = True
        if reading.span_s is not None:
            reading.relative_s, reading.end = reading.span_s, stop
    elif word in DUALS_S:
        reading.span_s = DUALS_S[word]
        reading.relative_s, reading.end = (reading.span_s, stop) if reading.ago else (None, reading.end)
    elif word in NOW and not reading.clocks:
        reading.relative_s, reading.end = 0, stop
    elif reading.ago and UNITS_S.get(word, 0) >= 60:
        reading.relative_s, reading.end = reading.relative_s or UNITS_S[word], stop
    else:
        return False
    return True


def _take_day_word(reading: Reading, word: str, stop: int) -> bool:
    if word in YESTERDAY or word in TODAY:
        reading.days_back = 1 if word in YESTERDAY else 0
    elif word in WEEKDAYS:
        reading.weekday, reading.weekday_at = WEEKDAYS[word], stop
    else:
        return False
    return True


def _take_label(reading: Reading, word: str) -> bool:
    if word not in UPDATED | PUBLISHED or reading.clocks or reading.day:
        return False
    reading.label = reading.label or ("updated" if word in UPDATED else "published")
    return True


def _take_filler(reading: Reading, word: str, stop: int) -> bool:
    if word in {"uhr", "h", "hs", "hrs", "uur", "ч", "horas", "heures"} and reading.clocks:
        reading.end = stop
    return word in FILLERS
