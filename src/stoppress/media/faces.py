"""The type of share cards: which face has the letters of a text, and how wide a line of it is.

Faces come as packages under the SIL Open Font License: Noto Serif for Latin, Greek and Cyrillic, Amiri for Arabic,
Frank Ruhl Libre for Hebrew. A house whose language they lack names a file of its own, which is then asked first.
Runs in the drawing process only: what Pillow loads is not needed elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from PIL import ImageFont, features

_BUNDLED: Final = (
    ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
    ("fontpkg_amiri", "Amiri-Bold.ttf"),
    ("fontpkg_frank_ruhl_libre", "FrankRuhlLibre[wght].ttf"),
)
_MISSING_MAX: Final = 0.2
"""The part of a text's letters that may be missing; beyond it the text says nothing any more."""

_NO_CHARACTER: Final = "\uffff"


class Face:
    """One font file in bold, in any size."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._has: dict[str, bool] = {}

    def sized(self, pixels: int) -> ImageFont.FreeTypeFont:
        """The face in a size."""
        if pixels not in self._sizes:
            font = ImageFont.truetype(str(self._path), pixels)
            _embolden(font)
            self._sizes[pixels] = font
        return self._sizes[pixels]

    def has(self, letter: str) -> bool:
        """Whether the face can show a character: it is drawn otherwise than one that doesn't exist."""
        if letter not in self._has:
            self._has[letter] = letter.isspace() or self._drawn(letter) != self._drawn(_NO_CHARACTER)
        return self._has[letter]

    def missing(self, text: str) -> int:
        """How many characters of a text it can't show."""
        return sum(not self.has(letter) for letter in text)

    def _drawn(self, letter: str) -> tuple[tuple[int, int], bytes]:
        mask = self.sized(24).getmask(letter)
        return mask.size, bytes(mask)


def faces(own: Path | None) -> tuple[Face, ...]:
    """All faces, the house's own first. Raises OSError when its file is none."""
    found = [Path(str(files(package) / "files" / name)) for package, name in _BUNDLED]
    mine = [Face(own)] if own else []
    if mine:
        mine[0].sized(24)
    return (*mine, *map(_face, found))


@cache
def _face(path: Path) -> Face:
    return Face(path)


def best_face(text: str, known: Sequence[Face]) -> tuple[Face, str]:
    """The face that shows most of a text, and what of the text it shows; "" when that would be too little to read."""
    face = min(known, key=lambda one: one.missing(text))
    shown = "".join(letter for letter in text if face.has(letter))
    letters = sum(not letter.isspace() for letter in text)
    if letters and sum(not letter.isspace() for letter in shown) < letters * (1 - _MISSING_MAX):
        return face, ""
    return face, shown


def can_shape() -> bool:
    """Whether Pillow joins Arabic letters and orders mixed directions; its own packages can."""
    return bool(features.check("raqm"))


def _embolden(font: ImageFont.FreeTypeFont) -> None:
    """Bold, where the file holds all weights."""
    try:
        axes = font.get_variation_axes()
    except OSError:
        return
    font.set_variation_by_axes([700 if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])
