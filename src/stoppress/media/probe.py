"""What an upload is, by its first bytes: pure and quick, before anything is decoded. Decoding alone tells if it is
whole."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, Literal

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX

Form = Literal["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
"""Formats that are taken, by Pillow's names."""

_TAKEN: Final = "Take a JPEG, PNG, WebP, AVIF or GIF."

_FORMS: Final[tuple[tuple[Form, re.Pattern[bytes]], ...]] = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("AVIF", re.compile(rb".{4}ftyp(?:avi[fs]|mif1.{4}(?:.{4}){0,8}?avif)", re.DOTALL)),
)

_OTHERS: Final = (
    (re.compile(rb".{4}ftyp(?:hei|hev|mif1|msf1)", re.DOTALL), "a HEIC picture; set the phone to “most compatible”"),
    (re.compile(rb".{4}ftyp", re.DOTALL), "a video"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "a TIFF or a camera's raw picture"),
    (re.compile(rb"%PDF"), "a PDF document"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<"), "HTML, SVG or XML text"),
    (re.compile(rb"PK\x03\x04"), "a ZIP archive or an office document"),
)
"""What people upload by mistake, told by name so that they know what to do."""


@dataclass(frozen=True, slots=True)
class Probe:
    """asset names the upload (base/pictures.py): the same bytes have the same asset."""

    asset: str
    form: Form


def probe(content: bytes) -> Probe:
    """Name an upload and its format.

    Raises   Refusal picture-empty, picture-too-large, picture-kind-not-taken.
    """
    if not content:
        raise Refusal("picture-empty", "The file is empty. Choose the picture again.", field="picture")
    if len(content) > PICTURE_BYTES_MAX:
        raise Refusal(
            "picture-too-large",
            f"The file has {len(content) / 1e6:.0f} MB; at most {PICTURE_BYTES_MAX / 1e6:.0f} MB are taken. "
            "Export it smaller: readers get at most 1,600 pixels of width.",
            field="picture",
        )
    for form, begins in _FORMS:
        if begins.match(content[:64]):
            return Probe(hashlib.sha256(content).hexdigest()[:32], form)
    raise Refusal("picture-kind-not-taken", f"The file is {_other_kind(content)}. {_TAKEN}", field="picture")


def _other_kind(content: bytes) -> str:
    return next((kind for begins, kind in _OTHERS if begins.match(content[:64])), "no picture that we know")
