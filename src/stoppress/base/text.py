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


def clean_text(text: str) -> str:
    """Text of several lines: NFC, line ends as \\n, nothing that can't stand in XML. Nothing else changes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return unicodedata.normalize("NFC", _UNUSABLE.sub("", text))


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
    return cut.rstrip(" ,;:–-") + "…"
