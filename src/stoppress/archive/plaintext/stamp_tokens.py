"""A line → the tokens of which a time may consist: numbers in their shapes, words, marks. Knows no meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from stoppress.archive.plaintext.calendar_words import AGO, MONTHS, NOW, TODAY, UPDATED, YESTERDAY
from stoppress.archive.plaintext.zones import ZONE_WORDS

ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T\s?|\s{1,2})(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z\b|[+-]\d\d:?\d\d(?!\d))?"
)
TOKEN: Final = re.compile(
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
    (
        re.compile(r"(\d\s?(?:GMT|UTC|BST|CES?T|EE?S?T|E[SD]?T|P[SD]?T|IST|A[EWC][SD]T|[AaPp][Mm]))(?=[A-Z][a-zà-ÿ])"),
        r"\1 ",
    ),
    (re.compile(r"((?:19|20)\d\d)(?=\d{1,2}(?:\s?[^\W\d_]|[:.h]\d\d|[/.-]\d))"), r"\1 "),
    (re.compile(r"(\d\d:\d\d)(?=\d\d?[:.]\d\d)"), r"\1 "),
    (re.compile(r"(?<=[^\W\d_])(?=\d{1,2}[:.]\d\d)"), " "),
)
_BIDI: Final = {ord(char): None for char in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
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


def normal(text: str) -> str:
    """Digits of any script as 0–9, no invisible marks, spaces plain, glued times apart."""
    if not text.isascii():
        text = "".join(
            str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.category(c) == "Nd" else c
            for c in text
        )
        text = " ".join(text.translate(_BIDI).replace("：", ":").split())
    for pattern, instead in _GLUED:
        text = pattern.sub(instead, text)
    return text


def tokens(plain: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, text and place of each token, up to the end; "other" for a sign that belongs to none."""
    position = 0
    while position < len(plain):
        if plain[position].isspace():
            position += 1
            continue
        if plain[position].isdigit() and (match := ISO.match(plain, position)):
            yield "iso", match[0], position, match.end()
            position = match.end()
            continue
        match = TOKEN.match(plain, position)
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
