"""A time as a page writes it → its parts. Says what is written, never what it must have meant: dating.py settles that.

A stamp is read word by word with the tables of calendar_words and zones: any order of day, month, clock, zone and
label that is made only of their words is one. So "13 Sep 2023 - 19:33", "Uhr 14:03", "há 5 minutos" need no pattern.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Literal

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
from stoppress.archive.plaintext.zones import ZONE_WORDS

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
    days_back: int | None = None
    """0 for "today", 1 for "yesterday", as seen by whoever saved the page."""

    @property
    def has_time(self) -> bool:
        """True when it tells more than a day."""
        return bool(self.clocks) or self.relative_s is not None or self.moment is not None

    @property
    def has_date(self) -> bool:
        """True when it tells a day, with or without a year."""
        return (
            self.moment is not None
            or (self.day is not None and self.month is not None)
            or self.slashed is not None
        )


_HEAD_CHARS: Final = 120
_TAIL_CHARS: Final = 70
_TAIL_STARTS_MAX: Final = 14

_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T\s?|\s{1,2})(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z\b|[+-]\d\d:?\d\d(?!\d))?"
)
_TOKEN: Final = re.compile(
    r"(?P<ymd>(?:19|20)\d\d([-/.])\d{1,2}\2\d{1,2}(?!\d))"
    r"|(?P<cjk>(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])"
    r"|(?P<dmy>\d{1,2}([-/.])\d{1,2}\5(?:(?:19|20)\d\d|\d\d)(?![\d.:]))"
    r"|(?P<dm>\d{1,2}\.\d{1,2}\.(?!\d)|\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<cjkclock>\d{1,2}\s?[時时点시](?:\s?\d{1,2}\s?[分분]|半)?)"
    r"|(?P<clock>\d{1,2}(?::|٫|\s?[hH]\s?|(?<=\d)[.](?=\d\d))\d\d(?!\d)(?:[:.]\d\d(?!\d)(?:[.,]\d{3})?)?)"
    r"|(?P<hour>\d{1,2}\s?[hH](?![^\W\d_])|\d{1,2}(?=\s?(?:[aApP]\.\s?[mM]|[aApP][mM]\b)))"
    r"|(?P<offset>(?:GMT|UTC)\s?[+−–-]\s?\d{1,2}(?::?\d{2})?(?!\d)|(?<=\d)[+-]\d{2}:?\d{2}(?!\d))"
    r"|(?P<epoch>1[0-9]{9}(?:\d{3})?(?!\d))"
    r"|(?P<number>\d{1,4}(?!\d))(?P<ordinal>st|nd|rd|th|er|ère|[ºª°])?(?![^\W\d_]{4})"
    r"|(?P<half>[aApP]\.\s?[mM]\.?|[πμ]\.\s?μ\.)"
    r"|(?P<word>[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
_GLUED: Final = (
    (re.compile(r"((?:19|20)\d\d)(?=\d{1,2}(?:\s?[^\W\d_]|[:.h]\d\d|[/.-]\d))"), r"\1 "),
    (re.compile(r"(\d\d:\d\d)(?=\d\d?[:.]\d\d)"), r"\1 "),
    (re.compile(r"(?<=[^\W\d_])(?=\d{1,2}[:.]\d\d)"), " "),
)
_BIDI: Final = {
    ord(char): None for char in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}
_PHRASES: Final[dict[str, list[tuple[str, str]]]] = {}
for _phrase, _key in [
    *((zone, zone) for zone in ZONE_WORDS if " " in zone),
    *(
        (word.replace("-", " "), word)
        for table in (AGO, NOW, UPDATED, YESTERDAY, TODAY, MONTHS)
        for word in table
        if "-" in word
    ),
    ("last updated", "updated"),
    ("last update", "updated"),
    ("il y a", "il-y-a"),
    ("segunda feira", "segunda"),
]:
    _PHRASES.setdefault(_phrase.split(" ", 1)[0], []).append((_phrase, _key))
_SHOUTED: Final = frozenset(
    "et pt mt ct est eat cat art west wit pet ist ast clt cot wat z ut tu pst sst uk brt eastern pacific gst amt adt".split()
)
"""Zones that are words too: they count only in capitals."""
_BREAKS: Final = frozenset("/|,;:·•–—-−()[]{}.*_~+@>‹›«»،、：\"'#")
_SEPARATORS: Final = " :|-–—−·•,;)]/،：>*_~+"
_BARE_SPAN: Final = re.compile(r"\d{1,2}\s?(?:s|m|h|d|min|mins|мин|dk)\.?")
"""Spans that count without a word like "ago", alone on their line."""


def whole_stamp(text: str) -> Stamp | None:
    """The stamp that a line is, with nothing else on it; None when there is more, or no time or day."""
    if len(text) > _HEAD_CHARS or not (
        _has_digit(text) or text.casefold().strip(" .").replace(" ", "-") in NOW or _has_dual(text)
    ):
        return None
    if not _may_begin(text):
        return None
    reading = _read(_normal(text), whole=True)
    return reading.stamp(text) if reading.complete else None


def leading_stamp(text: str) -> tuple[Stamp, str] | None:
    """A stamp with a time at the beginning of a line, and what follows it on that line; None when there is none."""
    if not _has_digit(text[:40]) or not _may_begin(text[:_HEAD_CHARS]):
        return None
    plain = _normal(text[:_HEAD_CHARS])
    reading = _read(plain)
    stamp = reading.stamp(plain[: reading.end].strip(_SEPARATORS + "(["))
    if stamp is None or not stamp.has_time:
        return None
    rest = plain[reading.end :] + text[_HEAD_CHARS:]
    return (stamp, rest.lstrip(_SEPARATORS)) if _separated(plain, reading.end) else None


def trailing_stamp(text: str) -> tuple[str, Stamp] | None:
    """What stands before a stamp with a time at the end of a line, and the stamp; None when there is none."""
    if len(text) > 300 or not _has_digit(text[-40:]) or ((last := _LAST.search(text[-40:])) and last[1].casefold() not in _WORDS):
        return None
    plain = _normal(text)
    base = max(0, len(plain) - _TAIL_CHARS)
    starts = [base + match.start() for match in _TOKEN.finditer(plain[base:])][-_TAIL_STARTS_MAX:]
    for start in starts:
        if start == 0 or (start and plain[start - 1].isalnum() and not plain[start].isdigit()):
            continue
        reading = _read(plain[start:], whole=True)
        stamp = reading.stamp(plain[start:].strip(" -–—|:·•,()")) if reading.complete else None
        if stamp and stamp.has_time and plain[start] not in _BREAKS:
            return plain[:start].rstrip(" -–—|:·•,(/").rstrip(), stamp
    return None


def trailing_day(text: str) -> Stamp | None:
    """A full date at the end of a line ("Politics, 6 December 2023"); None when there is none."""
    if len(text) > 120 or not _has_digit(text[-6:]):
        return None
    plain = _normal(text)
    starts = [match.start() for match in _TOKEN.finditer(plain)][-8:]
    for start in starts:
        reading = _read(plain[start:], whole=True)
        stamp = reading.stamp(plain[start:].strip()) if reading.complete else None
        if stamp and stamp.has_date and stamp.year and plain[start] not in _BREAKS:
            return stamp
    return None


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
    {*MONTHS, *WEEKDAYS, *BEFORE_NOON, *AFTER_NOON, *UNITS_S, *AGO, *DUALS_S, *NOW, *YESTERDAY, *TODAY, *FILLERS, *PUBLISHED, *UPDATED}
    | {part for name in (*ZONE_WORDS, *AGO, *NOW, *UPDATED, *YESTERDAY, *TODAY) for part in re.split(r"[ -]", name)}
    | {"p", "a", "m", "gmt", "utc", "t", "s", "h"}
)
"""Every word that a stamp may begin or end with."""


def _has_dual(text: str) -> bool:
    return any(word in DUALS_S for word in text.split())


def _normal(text: str) -> str:
    """Digits of any script as 0–9, no invisible marks, spaces plain, glued times apart."""
    if not text.isascii():
        text = "".join(
            str(unicodedata.digit(c))
            if c.isdigit() and not c.isascii() and unicodedata.category(c) == "Nd"
            else c
            for c in text
        )
        text = " ".join(text.translate(_BIDI).replace("：", ":").split())
    for pattern, instead in _GLUED:
        text = pattern.sub(instead, text)
    return text


def _separated(plain: str, end: int) -> bool:
    """True when what follows the stamp begins apart from it."""
    if end >= len(plain):
        return True
    return plain[end] in " :|-–—·•,;)]/،：" or plain[end - 1] in " :|-–—)]"


@dataclass(slots=True)
class _Reading:
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


def _read(plain: str, *, whole: bool = False) -> _Reading:
    """Read as many words of a stamp as there are from the beginning of plain."""
    reading = _Reading()
    position = 0
    for kind, token, start, stop in _tokens(plain):
        if not _take(reading, kind, token, start, stop, plain):
            break
        position = stop
    else:
        reading.complete = reading.number is None and not plain[position:].strip()
    return reading


def _tokens(plain: str) -> Iterator[tuple[str, str, int, int]]:
    position = 0
    while position < len(plain):
        if plain[position].isspace():
            position += 1
            continue
        if plain[position].isdigit() and (match := _ISO.match(plain, position)):
            yield "iso", match[0], position, match.end()
            position = match.end()
            continue
        match = _TOKEN.match(plain, position)
        if not match:
            yield "other", plain[position], position, position + 1
            position += 1
            continue
        kind = next(name for name in _KINDS if match[name] is not None)
        stop = match.end()
        if kind == "word" and (phrase := _phrase_at(plain, position)):
            stop = position + phrase[0]
            yield "word", phrase[1], position, stop
        else:
            yield kind, match[0], position, stop
        position = stop


_KINDS: Final = (
    "ymd",
    "cjk",
    "dmy",
    "dm",
    "cjkclock",
    "clock",
    "hour",
    "offset",
    "epoch",
    "number",
    "half",
    "word",
    "mark",
)


def _phrase_at(plain: str, position: int) -> tuple[int, str] | None:
    """The longest name of several words that begins here: its length, and the one word it stands for."""
    tail = plain[position : position + 40].casefold()
    first = re.match(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", tail)
    for phrase, key in _PHRASES.get(first[0] if first else "", ()):
        if tail.startswith(phrase) and not tail[len(phrase) : len(phrase) + 1].isalnum():
            return len(phrase), key
    return None


def _take(reading: _Reading, kind: str, token: str, start: int, stop: int, plain: str) -> bool:
    """Read one token; False when it is no part of a stamp."""
    if kind == "mark":
        return token in _BREAKS or unicodedata.category(token) == "So"
    if kind == "word":
        return _take_word(reading, token, stop, plain)
    if kind == "number":
        return _take_number(reading, token, start, stop, plain)
    if kind == "hour":
        return _take_hour(reading, token, stop, plain)
    if kind == "other":
        return unicodedata.category(token) == "So"
    taken = _PARTS[kind](reading, token)
    if taken:
        reading.end = stop
    return taken


def _take_iso(reading: _Reading, token: str) -> bool:
    match = _ISO.fullmatch(token)
    if not match:
        return False
    year, month, day, hour, minute = (int(match[i]) for i in range(1, 6))
    try:
        local = datetime(year, month, day, hour, minute, int(match[6] or 0))  # noqa: DTZ001 (the zone is set below or unknown)
    except ValueError:
        return False
    if match[7]:
        aware = datetime.fromisoformat(local.isoformat() + match[7].replace("Z", "+00:00"))
        reading.moment = aware.astimezone(UTC)
        return True
    return _set_day(reading, year, month, day) and _add_clock(reading, hour, minute, local.second)


def _take_ymd(reading: _Reading, token: str) -> bool:
    year, month, day = (int(part) for part in re.split(r"[-/.]", token))
    return _set_day(reading, year, month, day)


def _take_cjk(reading: _Reading, token: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", token)]
    return _set_day(reading, parts[0] if len(parts) == 3 else None, parts[-2], parts[-1])


def _take_dmy(reading: _Reading, token: str) -> bool:
    first, second, year = (int(part) for part in re.split(r"[-/.]", token))
    year = year + 2000 if year < 100 else year
    if "." in token or first > 12:
        return _set_day(reading, year, second, first)
    if second > 12:
        return _set_day(reading, year, first, second)
    if not 1 <= first <= 12 or second < 1:
        return False
    reading.year = year
    if first == second:
        return _set_day(reading, year, first, second)
    reading.slashed = (first, second)
    return True


def _take_dm(reading: _Reading, token: str) -> bool:
    first, second = (int(part) for part in re.findall(r"\d+", token))
    if "/" not in token or first > 12:
        return _set_day(reading, None, second, first)
    if second > 12:
        return _set_day(reading, None, first, second)
    reading.slashed = (first, second)
    return 1 <= first <= 12 and second >= 1


def _take_clock(reading: _Reading, token: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", token)][:3]
    return _add_clock(reading, *parts)


def _take_hour(reading: _Reading, token: str, stop: int, plain: str) -> bool:
    """ "14h" is a time of day in French, and "4h" a span in English: alone it is kept as both."""
    hour = int(re.match(r"\d+", token)[0])  # type: ignore[index]
    if "h" not in token.casefold():
        taken = _add_clock(reading, hour, 0)
    elif reading.ago or _AGO_FOLLOWS.match(plain, stop):
        reading.span_s = (reading.span_s or 0) + hour * 3600
        reading.relative_s = reading.span_s if reading.ago else reading.relative_s
        taken = True
    else:
        reading.span_s = hour * 3600
        taken = _add_clock(reading, hour, 0)
    reading.end = stop if taken else reading.end
    return taken


_AGO_FOLLOWS: Final = re.compile(r",?\s*(?:\d{1,2}\s?m[a-z]*\s*)?(?:ago\b|назад|fa\b|önce)", re.IGNORECASE)


def _take_cjk_clock(reading: _Reading, token: str) -> bool:
    parts = [int(part) for part in re.findall(r"\d+", token)]
    return _add_clock(reading, parts[0], parts[1] if len(parts) > 1 else 30 if "半" in token else 0)


def _take_offset(reading: _Reading, token: str) -> bool:
    if not reading.clocks or reading.clocks[-1].zone not in {"", "gmt", "utc"}:
        return False
    reading.clocks[-1] = replace(reading.clocks[-1], zone="".join(token.split()).casefold())
    return True


def _take_epoch(reading: _Reading, token: str) -> bool:
    if not 1_100_000_000 <= int(token[:10]) <= 1_999_999_999:
        return False
    reading.moment = datetime.fromtimestamp(int(token) / (1000 if len(token) == 13 else 1), UTC)
    return True


def _take_half(reading: _Reading, token: str) -> bool:
    return _take_meridiem(reading, afternoon=token[0].casefold() in {"p", "μ"})


def _take_meridiem(reading: _Reading, *, afternoon: bool) -> bool:
    if reading.number is not None and not reading.clocks and 1 <= reading.number[0] <= 12:
        hour, reading.number = reading.number[0], None
        _add_clock(reading, hour, 0)
    if not reading.clocks:
        reading.afternoon = afternoon
        return True
    halved = _halved(reading.clocks[-1], afternoon=afternoon)
    if halved is None:
        return False
    reading.clocks[-1] = halved
    return True


def _halved(clock: Clock, *, afternoon: bool) -> Clock | None:
    if clock.hour > 12:
        return clock if afternoon else None  # "14:03 p. m." is written, and clear
    return replace(clock, hour=clock.hour % 12 + (12 if afternoon else 0))


_PARTS: Final = {
    "iso": _take_iso,
    "ymd": _take_ymd,
    "cjk": _take_cjk,
    "dmy": _take_dmy,
    "dm": _take_dm,
    "clock": _take_clock,
    "cjkclock": _take_cjk_clock,
    "offset": _take_offset,
    "epoch": _take_epoch,
    "half": _take_half,
}


def _set_day(reading: _Reading, year: int | None, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    if reading.day is not None and reading.month is not None and (reading.month, reading.day) != (month, day):
        return False
    reading.year, reading.month, reading.day = year or reading.year, month, day
    return True


def _add_clock(reading: _Reading, hour: int, minute: int, second: int = 0) -> bool:
    if (
        hour > 24
        or minute > 59
        or second > 59
        or (hour == 24 and minute)
        or reading.number
        or len(reading.clocks) == 3
    ):
        return False
    clock = Clock(hour=hour % 24, minute=minute, second=second)
    if reading.afternoon is not None:
        clock, reading.afternoon = _halved(clock, afternoon=reading.afternoon) or clock, None
    reading.clocks.append(clock)
    return True


def _take_number(reading: _Reading, token: str, start: int, stop: int, plain: str) -> bool:
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


def _take_word(reading: _Reading, token: str, stop: int, plain: str) -> bool:
    word = token.casefold()
    if reading.number is not None:
        return _take_after_number(reading, word, stop)
    if (
        word in MONTHS
        and reading.month is None
        and reading.span_s is None
        and _NUMBER_FOLLOWS.match(plain, stop)
    ):
        reading.month, reading.end = MONTHS[word], stop
        return True
    if word in BEFORE_NOON or word in AFTER_NOON:
        taken = _take_meridiem(reading, afternoon=word in AFTER_NOON)
        reading.end = stop if taken and reading.clocks else reading.end
        return taken
    if _take_zone(reading, word, token, plain, stop):
        reading.end = stop
        return True
    return _take_small_word(reading, word, stop)


def _take_after_number(reading: _Reading, word: str, stop: int) -> bool:
    """The word after a bare number: a month, a unit, or a filler between day and month."""
    number = reading.number[0] if reading.number else 0
    if (
        word in MONTHS
        and 1 <= number <= 31
        and (reading.month, reading.day) in {(None, None), (MONTHS[word], number)}
    ):
        reading.day, reading.month, reading.number, reading.end = number, MONTHS[word], None, stop
        return True
    if word in UNITS_S:
        reading.span_s = max(reading.span_s or 0, 0) + number * UNITS_S[word]
        reading.number = None
        if reading.ago:
            reading.relative_s, reading.end = reading.span_s, stop
        return True
    if word in BEFORE_NOON or word in AFTER_NOON:
        taken = 1 <= number <= 12 and _take_meridiem(reading, afternoon=word in AFTER_NOON)
        reading.end = stop if taken else reading.end
        return taken
    return word in {"de", "of", "di", "d"}


def _take_zone(reading: _Reading, word: str, token: str, plain: str, stop: int) -> bool:
    if not reading.clocks or word not in _ZONES:
        return False
    if word in _SHOUTED and (not token.isupper() or re.match(r"\s[A-Z]{3,}", plain[stop:])):
        return False
    if reading.clocks[-1].zone:
        return reading.clocks[-1].zone == word
    reading.clocks[-1] = replace(reading.clocks[-1], zone=word)
    return True


_ZONES: Final = frozenset(ZONE_WORDS)


def _take_small_word(reading: _Reading, word: str, stop: int) -> bool:
    if word in AGO:
        reading.ago = True
        if reading.span_s is not None and reading.span_s >= 0:
            reading.relative_s, reading.end = reading.span_s, stop
        return True
    if word in DUALS_S:
        reading.span_s = DUALS_S[word]
        reading.relative_s, reading.end = (reading.span_s, stop) if reading.ago else (None, reading.end)
        return True
    if word in NOW and not reading.clocks:
        reading.relative_s, reading.end = 0, stop
        return True
    if word in UNITS_S and reading.ago and UNITS_S[word] >= 60:
        reading.relative_s, reading.end = reading.relative_s or UNITS_S[word], stop
        return True
    if word in YESTERDAY or word in TODAY:
        reading.days_back = 1 if word in YESTERDAY else 0
        return True
    if word in UPDATED or word in PUBLISHED:
        if reading.clocks or reading.day:
            return False
        label: Label = "updated" if word in UPDATED else "published"
        reading.label = reading.label or label
        return True
    if word in WEEKDAYS:
        reading.weekday, reading.weekday_at = WEEKDAYS[word], stop
        return True
    if word in {"uhr", "h", "hs", "hrs", "uur", "ч", "horas", "heures"} and reading.clocks:
        reading.end = stop
    return word in FILLERS
