"""Bytes → text: which encoding, and whether it is text at all. Says nothing about what the text is."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.imports import IMPORT_BYTES_MAX
from stoppress.base.text import without_turns

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OLD_ENCODINGS: Final = {
    "cp1252": "LATIN",
    "cp1251": "CYRILLIC",
    "cp1256": "ARABIC",
    "cp1253": "GREEK",
    "cp1255": "HEBREW",
}
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_HIGH_IN_1252: Final = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
)
_MANGLED: Final = re.compile(f"[\u00c2-\u00f4][{_HIGH_IN_1252}]")
_MANGLED_RUN: Final = re.compile(f"[\u00c2-\u00f4][{_HIGH_IN_1252}]{{1,3}}")
_MANGLED_MIN: Final = 3
"""Fewer such pairs may be meant."""
_SAMPLE_BYTES: Final = 20_000


def decoded(data: bytes) -> str:
    """The text of a file, in UTF-8, UTF-16, UTF-32 or a common 8-bit encoding.

    Raises   Refusal empty, too-large, not-text.
    """
    if len(data) > IMPORT_BYTES_MAX:
        raise Refusal(
            "too-large",
            f"The file has more than {IMPORT_BYTES_MAX / 1e6:,.0f} MB; a text capture of at most that is read. "
            "Cut it in parts, or export the page as text only.",
        )
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise Refusal(
            "empty",
            "The file has no text in it: a text capture of a live blog was expected. Save the page again as text.",
        )
    text = _text_of(data)
    if text is None:
        raise Refusal(
            "not-text",
            f"The file is not text ({_looks_like(data)}): it was tried as UTF-8, UTF-16 and common 8-bit encodings. "
            "Save the live blog's page as plain text and import that.",
        )
    text = without_turns(text)
    if not text.strip("\ufeff\u200b\u200e\u200f \t\r\n\x0b\x0c\xa0"):
        raise Refusal("empty", "The file has only white space in it: a text capture of a live blog was expected.")
    return text


def _text_of(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plausible(_tried(data[len(mark) :], encoding))
    if data.count(b"\x00", 0, _SAMPLE_BYTES) > min(len(data), _SAMPLE_BYTES) // 5:
        zeros_even = data[0:_SAMPLE_BYTES:2].count(0)
        zeros_odd = data[1:_SAMPLE_BYTES:2].count(0)
        return _plausible(_tried(data, "utf-16-be" if zeros_even > zeros_odd else "utf-16-le"))
    text = _plausible(_tried(data, "utf-8"))
    return _unmangled(text) if text is not None else _old_text(data)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str | None) -> str | None:
    """The text, unless one character in a hundred is a control."""
    if text is None or len(_CONTROLS.findall(text)) * 100 > len(text):
        return None
    return text


def _old_text(data: bytes) -> str | None:
    """Eight-bit text: the encoding whose high bytes read as letters of its own script."""
    if len(_CONTROLS.findall(data[:_SAMPLE_BYTES].decode("latin-1"))) * 200 > min(len(data), _SAMPLE_BYTES):
        return None
    high = b"".join(_HIGH.findall(data[:_SAMPLE_BYTES]))
    share = len(high) / min(len(data), _SAMPLE_BYTES)
    if share < 0.2:
        return _plausible(data.decode("cp1252", errors="replace"))
    best, encoding = max(
        (_reads_as(data[:_SAMPLE_BYTES].decode(name, errors="replace"), script) / len(high), name)
        for name, script in _OLD_ENCODINGS.items()
        if name != "cp1252"
    )
    return _plausible(data.decode(encoding, errors="replace")) if best > 0.85 and share < 0.95 else None


def _reads_as(text: str, script: str) -> int:
    """The number of letters of a script, less what stands in capitals behind small letters as no word does."""
    letters = sum(_is_letter_of(char, script) for char in text)
    jumps = sum(before.islower() and after.isupper() for before, after in itertools.pairwise(text))
    return letters - 4 * jumps


def _is_letter_of(char: str, script: str) -> bool:
    return char.isalpha() and unicodedata.name(char, "").startswith(script)


def _unmangled(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 and saved again, put right where that is reversible."""
    if len(_MANGLED.findall(text)) < _MANGLED_MIN:
        return text
    return _MANGLED_RUN.sub(_put_right, text)


def _put_right(run: re.Match[str]) -> str:
    try:
        return run[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return run[0]


def _looks_like(data: bytes) -> str:
    known = {
        b"\xff\xd8\xff": "a JPEG picture",
        b"\x89PNG": "a PNG picture",
        b"GIF8": "a GIF picture",
        b"%PDF": "a PDF document",
        b"PK\x03\x04": "a ZIP archive or an office document",
        b"\x1f\x8b": "a gzip archive",
        b"RIFF": "a picture, sound or film",
        b"\x7fELF": "a program",
        b"SQLite format 3": "a SQLite database",
    }
    return next((name for magic, name in known.items() if data.startswith(magic)), "it holds binary data")
