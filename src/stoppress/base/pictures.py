"""How finished pictures are named: one rule for who stores them (media) and for who writes their addresses (story)."""

from __future__ import annotations

import re
from typing import Final

PICTURE_WIDTHS: Final = (480, 960, 1600)
"""Widths of the stored copies in pixels: a phone, a phone of double density or a column, a wide screen."""

PICTURE_FORMATS: Final = ("avif", "webp", "jpg")
"""Formats of the stored copies, best first; the last is the one that every browser shows."""

PICTURE_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
"""The media types of the formats."""

ASSET_PATTERN: Final = re.compile(r"[0-9a-f]{32}")
"""An asset is named by the first 128 bits of the SHA-256 of what was uploaded."""

PICTURE_NAME_PATTERN: Final = re.compile(r"[0-9a-f]{32}-[0-9]{1,5}\.(?:avif|webp|jpg)")
"""The file names that media writes and the reader plane serves; nothing else leaves the folder."""


CARD_WIDTH: Final = 1200
CARD_HEIGHT: Final = 630
"""Pixels of a share card: the form in which networks show the picture beside a link."""

CARD_NAME_PATTERN: Final = re.compile(r"card-([0-9a-f]{16})\.(?:png|jpg)")
"""The last part of a share card's address; the group is its digest, which changes with what the card shows."""


def card_name(digest: str, form: str) -> str:
    """The last part of a share card's address: /<slug>/<name>, or /<slug>/e/<key>/<name> of an update's."""
    return f"card-{digest}.{form}"


def stored_widths(width: int) -> tuple[int, ...]:
    """The widths in which a picture of this width is kept, ascending: never larger than it is, at least one."""
    smaller = tuple(w for w in PICTURE_WIDTHS if w < width)
    return (*smaller, min(width, PICTURE_WIDTHS[-1])) if width < PICTURE_WIDTHS[-1] or not smaller else PICTURE_WIDTHS


def names_that_serve(name: str) -> tuple[str, ...]:
    """The file of a copy, then those that stand in for it: pictures kept before AVIF was, have none of that format.

    name     fits PICTURE_NAME_PATTERN. Whoever sends a stand-in sends it under its own media type.
    """
    copy, _, form = name.rpartition(".")
    return (name, f"{copy}.webp") if form == "avif" else (name,)


def picture_name(asset: str, width: int, form: str) -> str:
    """File name of one copy, also the last part of its address: /media/<name>."""
    return f"{asset}-{width}.{form}"
