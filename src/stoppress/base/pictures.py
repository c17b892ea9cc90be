"""How finished pictures are named: one rule for who stores them (media) and for who writes their addresses (story)."""

from __future__ import annotations

import re
from typing import Final

PICTURE_WIDTHS: Final = (480, 960, 1600)
"""Widths of the stored copies in pixels: a phone, a phone of double density or a column, a wide screen."""

PICTURE_FORMATS: Final = ("webp", "jpg")
"""Formats of the stored copies, best first; the last is the one that every browser shows."""

ASSET_PATTERN: Final = re.compile(r"[0-9a-f]{32}")
"""An asset is named by the first 128 bits of the SHA-256 of what was uploaded."""

PICTURE_NAME_PATTERN: Final = re.compile(r"[0-9a-f]{32}-[0-9]{1,5}\.(?:webp|jpg)")
"""The file names that media writes and the reader plane serves; nothing else leaves the folder."""


def stored_widths(width: int) -> tuple[int, ...]:
    """The widths in which a picture of this width is kept, ascending: never larger than it is, at least one."""
    smaller = tuple(w for w in PICTURE_WIDTHS if w < width)
    return (*smaller, min(width, PICTURE_WIDTHS[-1])) if width < PICTURE_WIDTHS[-1] or not smaller else PICTURE_WIDTHS


def picture_name(asset: str, width: int, form: str) -> str:
    """File name of one copy, also the last part of its address: /media/<name>."""
    return f"{asset}-{width}.{form}"
