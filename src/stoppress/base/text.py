"""Text from outside: made safe to store, without changing what it says."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UNUSABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
"""Controls, surrogates and noncharacters: no XML document may hold them, no reader can see them."""


_OVERRIDES: Final = re.compile("[\u202d\u202e]")
"""They write letters in an order that they don't have: "gpj.exe" as "exe.jpg". No language needs them."""
_DIRECTIONS: Final = re.compile("[\u202a-\u202c\u2066-\u2069]")
_OPENS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def clean_text(text: str) -> str:
    """Text of several lines: NFC, line ends as \\n, nothing that can't stand in XML, and no sign of direction that
    would turn what stands beside the text. Nothing else changes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return without_turns(unicodedata.normalize("NFC", _UNUSABLE.sub("", text)))


def without_turns(text: str) -> str:
    """The text without signs of direction that would turn what stands beside it, line by line."""
    if not _OVERRIDES.search(text) and not _DIRECTIONS.search(text):
        return text
    return "\n".join(map(_turned_back, _OVERRIDES.sub("", text).split("\n")))


def _turned_back(line: str) -> str:
    """The line as it is, if each direction that begins in it ends in it; else without any."""
    waiting: list[str] = []
    for sign in _DIRECTIONS.findall(line):
        if sign in _OPENS:
            waiting.append(_OPENS[sign])
        elif not waiting or waiting.pop() != sign:
            return _DIRECTIONS.sub("", line)
    return _DIRECTIONS.sub("", line) if waiting else line


def is_hidden(character: str) -> bool:
    """True for what nobody can see, or what moves others: controls, signs of direction or of no width."""
    return character > "~" and unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}


def is_half(character: str) -> bool:
    """True for half of a pair of surrogates: no character, and no bytes."""
    return "\ud800" <= character <= "\udfff"


def clean_line(text: str) -> str:
    """Text of one line: as clean_text, white space of every kind folded to single spaces, none at the ends."""
    return " ".join(clean_text(text).split())


def shortened(text: str, chars_max: int) -> str:
    """At most chars_max characters, cut at a word where one ends in the last third, with an ellipsis."""
    if len(text) <= chars_max:
        return text
    cut = text[: chars_max - 1]
    space = cut.rfind(" ")
    if space > chars_max * 2 // 3:
        cut = cut[:space]
    return without_turns(cut.rstrip(" ,;:–-")) + "…"
