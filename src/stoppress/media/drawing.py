"""A share card as a file: the house, a label, the title as large as it fits, and beside it the picture there is.

Runs in the drawing process only. It is given our own words and our own copies of pictures, nothing from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

from stoppress.base.pictures import CARD_HEIGHT, CARD_WIDTH
from stoppress.media.card import Card, Tone
from stoppress.media.faces import Face, best_face

PAPER, INK, QUIET = "#fffdf9", "#14130f", "#5c5a52"
TONES: Final[dict[Tone, str]] = {"now": "#b3101f", "changed": "#8a5200", "gone": QUIET, "plain": INK}
"""The colours of the reader's page, in the light."""

MARGIN: Final = 64
_PICTURE_WIDTH: Final = 420
_TITLE_SIZES: Final = (84, 76, 68, 60, 54, 48, 42, 36)
_BELOW_SIZE, _SMALL_SIZE = 32, 30
_LABEL_SIZE: Final = 36
_TITLE_TOP, _FOOT_TOP = 178, CARD_HEIGHT - MARGIN - _SMALL_SIZE
_COLOURS: Final = 64
"""Of the PNG where there is no picture: paper, ink, three tones, and the steps between for smooth edges."""


@dataclass(frozen=True, slots=True)
class _Box:
    """Where words stand, in pixels, and which way they run."""

    left: int
    right: int
    direction: str
    language: str

    @property
    def width(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class _Lines:
    font: ImageFont.FreeTypeFont
    leading: int
    lines: list[str]

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def drawn(card: Card, faces: tuple[Face, ...], pictures: Path) -> bytes:
    """The card's PNG, or JPEG where it has a picture.

    pictures   the folder in which card.picture is looked for; one that has gone is left out.
    """
    image = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), PAPER)
    mirrored = card.direction == "rtl"
    has_picture = _paste_picture(image, card.picture, pictures, mirrored=mirrored)
    taken = _PICTURE_WIDTH if has_picture else 0
    left, right = (taken, 0) if mirrored else (0, taken)
    box = _Box(MARGIN + left, CARD_WIDTH - MARGIN - right, card.direction, card.language)
    _draw_words(ImageDraw.Draw(image), card, faces, box)
    target = BytesIO()
    if card.picture:
        image.save(target, "JPEG", quality=84, optimize=True)
    else:
        few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(target, "PNG")
    return target.getvalue()


def _paste_picture(image: Image.Image, name: str, pictures: Path, *, mirrored: bool) -> bool:
    if not name:
        return False
    try:
        with Image.open(pictures / name, formats=["JPEG"]) as opened:
            part = ImageOps.fit(opened.convert("RGB"), (_PICTURE_WIDTH, CARD_HEIGHT), Image.Resampling.LANCZOS)
    except OSError:
        return False
    image.paste(part, (0 if mirrored else CARD_WIDTH - _PICTURE_WIDTH, 0))
    return True


def _draw_words(draw: ImageDraw.ImageDraw, card: Card, faces: tuple[Face, ...], box: _Box) -> None:
    draw.rectangle((box.left, MARGIN - 22, box.right, MARGIN - 16), fill=TONES[card.tone])
    house = _fitted(card.house, faces, (_SMALL_SIZE,), box, height=_SMALL_SIZE * 2, lines_max=1)
    _write(draw, house, box, MARGIN, INK)
    label = _fitted(card.label, faces, (_LABEL_SIZE,), box, height=_LABEL_SIZE * 2, lines_max=1)
    _write(draw, label, box, MARGIN + 48, TONES[card.tone])
    room = _FOOT_TOP - 24 - _TITLE_TOP
    title = _fitted(card.title, faces, _TITLE_SIZES, box, height=room, lines_max=7)
    _write(draw, title, box, _TITLE_TOP, INK)
    spare = room - title.height - 16
    if spare >= _BELOW_SIZE * 3 // 2:
        below = _fitted(card.below, faces, (_BELOW_SIZE,), box, height=spare, lines_max=3)
        _write(draw, below, box, _TITLE_TOP + title.height + 16, QUIET)
    foot = _fitted(card.foot, faces, (_SMALL_SIZE - 2,), box, height=_SMALL_SIZE * 2, lines_max=1)
    _write(draw, foot, box, _FOOT_TOP, QUIET)


def _write(draw: ImageDraw.ImageDraw, text: _Lines, box: _Box, top: int, colour: str) -> None:
    at, anchor = (box.right, "ra") if box.direction == "rtl" else (box.left, "la")
    for i, line in enumerate(text.lines):
        draw.text(
            (at, top + i * text.leading),
            line,
            fill=colour,
            font=text.font,
            anchor=anchor,
            direction=box.direction,
            language=box.language,
        )


def _fitted(
    text: str, faces: tuple[Face, ...], sizes: tuple[int, ...], box: _Box, *, height: int, lines_max: int
) -> _Lines:
    """The text in the greatest size in which it fits, cut with an ellipsis where it fits in none."""
    face, text = best_face(" ".join(text.split()), faces)
    for size in sizes:
        font = face.sized(size)
        found = _Lines(font, _leading(font), _wrapped(text, font, box))
        if found.height <= height and len(found.lines) <= lines_max:
            return found
    room = max(1, min(lines_max, height // _leading(font)))
    return _Lines(font, _leading(font), _cut(found.lines, room, font, box))


def _leading(font: ImageFont.FreeTypeFont) -> int:
    """From line to line: tight, but no face may touch itself; Arabic needs more than Latin."""
    ascent, descent = font.getmetrics()
    return min(ascent + descent, round(font.size * 1.6))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, box: _Box) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, font, box) <= box.width:
            lines[-1] = longer
        else:
            lines += _broken(word, font, box)
    return lines


def _broken(word: str, font: ImageFont.FreeTypeFont, box: _Box) -> list[str]:
    """A word that is wider than a line, in parts."""
    parts = [""]
    for letter in word:
        if parts[-1] and _width(parts[-1] + letter, font, box) > box.width:
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(lines: list[str], room: int, font: ImageFont.FreeTypeFont, box: _Box) -> list[str]:
    if len(lines) <= room:
        return lines
    last = lines[room - 1]
    while last and _width(f"{last}…", font, box) > box.width:
        last = last[:-1].rstrip()
    return [*lines[: room - 1], f"{last}…"]


def _width(text: str, font: ImageFont.FreeTypeFont, box: _Box) -> float:
    return font.getlength(text, direction=box.direction, language=box.language)
