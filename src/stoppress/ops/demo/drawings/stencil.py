"""The tools of the demo's drawings: stencils, noise, gradients, paper grain. Pure; every chance is seeded."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH: Final = 1600
HEIGHT: Final = 1000
SIZE: Final = (WIDTH, HEIGHT)
JPEG_QUALITY: Final = 86

Colour = tuple[int, int, int]
Point = tuple[float, float]

INK: Final = (22, 25, 30)
DEEP: Final = (38, 48, 57)
SLATE: Final = (66, 80, 90)
SEA: Final = (104, 120, 128)
MIST: Final = (152, 164, 168)
FOAM: Final = (203, 209, 206)
PAPER: Final = (245, 241, 231)
LAMP: Final = (240, 222, 178)
RED: Final = (190, 38, 33)
"""The one signal colour: one small thing in a picture has it."""

_FINE: Final = 2
"""Stencils are cut at this many times the size, so that edges come out smooth."""


class Stencil:
    """A mask that is cut shape by shape, in pixels of the finished picture."""

    def __init__(self) -> None:
        self._image = Image.new("L", (WIDTH * _FINE, HEIGHT * _FINE))
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: Iterable[Point], tone: int = 255) -> Stencil:
        """Cut a filled outline. tone 0 closes again what was cut."""
        self._draw.polygon(_finer(points), fill=tone)
        return self

    def line(self, points: Iterable[Point], width: float, tone: int = 255) -> Stencil:
        """Cut a line through the points, with round joints."""
        self._draw.line(_finer(points), fill=tone, width=max(1, round(width * _FINE)), joint="curve")
        return self

    def stroke(self, points: Sequence[Point], width: float) -> Stencil:
        """Cut a line with round ends."""
        self.line(points, width)
        return self.ellipse(points[0], width / 2).ellipse(points[-1], width / 2)

    def ellipse(self, centre: Point, rx: float, ry: float | None = None, tone: int = 255) -> Stencil:
        """Cut a filled ellipse; a circle when ry is left out."""
        x, y = centre
        ry = rx if ry is None else ry
        self._draw.ellipse(_finer([(x - rx, y - ry), (x + rx, y + ry)]), fill=tone)
        return self

    def ring(self, centre: Point, radius: float, width: float, tone: int = 255) -> Stencil:
        """Cut a circle's outline."""
        x, y = centre
        box = _finer([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, outline=tone, width=max(1, round(width * _FINE)))
        return self

    def box(self, left: float, top: float, right: float, bottom: float, tone: int = 255) -> Stencil:
        """Cut a rectangle."""
        self._draw.rectangle(_finer([(left, top), (right, bottom)]), fill=tone)
        return self

    def mask(self) -> Image.Image:
        """The stencil at the size of the picture; 255 where colour goes through."""
        return self._image.reduce(_FINE)


class Plate:
    """Shapes of many colours, cut in order and printed at once; quicker than a stencil for each."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image.resize((WIDTH * _FINE, HEIGHT * _FINE), Image.Resampling.NEAREST)
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled outline."""
        self._draw.polygon(_finer(points), fill=colour)

    def line(self, points: Iterable[Point], width: float, colour: Colour) -> None:
        """A line through the points, with round joints."""
        self._draw.line(_finer(points), fill=colour, width=max(1, round(width * _FINE)), joint="curve")

    def image(self) -> Image.Image:
        """What has been printed, at the size of the picture."""
        return self._image.reduce(_FINE)


def dice(seed: int) -> Random:
    """Chance that falls the same way each time."""
    return Random(seed)


def _finer(points: Iterable[Point]) -> list[Point]:
    return [(x * _FINE, y * _FINE) for x, y in points]


def sheet(colour: Colour) -> Image.Image:
    """An empty sheet of one colour."""
    return Image.new("RGB", SIZE, colour)


def lay(image: Image.Image, colour: Colour, mask: Image.Image, strength: float = 1.0) -> None:
    """Print a colour through a mask."""
    image.paste(colour, mask=mask if strength >= 1 else mask.point([round(i * strength) for i in range(256)]))


def falling(top: float, bottom: float) -> Image.Image:
    """A mask that is 0 above top, 255 below bottom, even in between. top may lie below bottom: it rises then."""
    rows = bytes(round(255 * min(1.0, max(0.0, (y - top) / (bottom - top)))) for y in range(HEIGHT))
    return Image.frombytes("L", (1, HEIGHT), rows).resize(SIZE)


def across(left: float, right: float) -> Image.Image:
    """A mask that is 0 left of left, 255 right of right, even in between. left may lie right of right."""
    columns = bytes(round(255 * min(1.0, max(0.0, (x - left) / (right - left)))) for x in range(WIDTH))
    return Image.frombytes("L", (WIDTH, 1), columns).resize(SIZE)


def glow(centre: Point, radius: float) -> Image.Image:
    """A mask that is 255 at the centre and fades to 0 at the radius."""
    disc = ImageChops.invert(Image.radial_gradient("L")).point([round(255 * max(0, i - 75) / 180) for i in range(256)])
    side = max(2, round(radius * 2))
    mask = Image.new("L", SIZE)
    mask.paste(disc.resize((side, side)), (round(centre[0] - radius), round(centre[1] - radius)))
    return mask


def noise(seed: int, cells: tuple[int, int], size: tuple[int, int] = SIZE) -> Image.Image:
    """Smooth noise: so many cells across and down."""
    return Image.frombytes("L", cells, dice(seed).randbytes(cells[0] * cells[1])).resize(size, Image.Resampling.BICUBIC)


def clouds(seed: int, cells: tuple[int, int], octaves: int = 4) -> Image.Image:
    """Noise upon finer noise, stretched to the whole range of tones."""
    total = noise(seed, cells)
    for octave in range(1, octaves):
        finer = noise(seed + octave, (cells[0] * 2**octave, cells[1] * 2**octave))
        total = Image.blend(total, finer, 0.5 ** (octave + 0.35))
    return stepped(total, 70, 185)


def stepped(mask: Image.Image, low: int, high: int) -> Image.Image:
    """A mask made harder: 0 below low, 255 above high, even in between."""
    return mask.point([round(255 * min(1.0, max(0.0, (i - low) / max(1, high - low)))) for i in range(256)])


def both(*masks: Image.Image) -> Image.Image:
    """Open where all masks are."""
    result = masks[0]
    for mask in masks[1:]:
        result = ImageChops.multiply(result, mask)
    return result


def without(mask: Image.Image, hole: Image.Image) -> Image.Image:
    """Open where the mask is and the hole is not."""
    return ImageChops.multiply(mask, ImageChops.invert(hole))


def soft(mask: Image.Image, radius: float) -> Image.Image:
    """A mask with blurred edges."""
    return mask.filter(ImageFilter.GaussianBlur(radius))


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A smooth line through the points (Catmull-Rom), steps pieces between two of them."""
    ends = [points[0], *points, points[-1]]
    line: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        line.extend(
            (_between(a[0], b[0], c[0], d[0], i / steps), _between(a[1], b[1], c[1], d[1], i / steps))
            for i in range(steps)
        )
    return [*line, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def rough(points: Sequence[Point], seed: int, amount: float) -> list[Point]:
    """The points, each moved by chance by at most amount pixels."""
    chance = dice(seed)
    return [(x + chance.uniform(-amount, amount), y + chance.uniform(-amount, amount)) for x, y in points]


def rain(seed: int, strokes: int, slant: float, length: float, width: float = 1.0) -> Image.Image:
    """Slanted strokes all over. slant: pixels to the right for each pixel down."""
    chance, stencil = dice(seed), Stencil()
    for _ in range(strokes):
        x, y, part = chance.uniform(-200, WIDTH + 200), chance.uniform(-100, HEIGHT), chance.uniform(0.4, 1.0)
        stencil.line([(x, y), (x + slant * length * part, y + length * part)], width)
    return stencil.mask()


def spray(seed: int, centre: Point, drops: int, reach: tuple[float, float], size: float) -> Image.Image:
    """Drops round a centre, dense inside and fine outside; reach is how far they fly across and up."""
    chance, stencil = dice(seed), Stencil()
    for _ in range(drops):
        distance, angle = abs(chance.gauss(0, 0.5)), chance.uniform(0, math.tau)
        x = centre[0] + math.cos(angle) * distance * reach[0]
        y = centre[1] - abs(math.sin(angle)) * distance * reach[1]
        stencil.ellipse((x, y), max(0.6, size * chance.random() ** 2 * (1.15 - min(1.0, distance))))
    return stencil.mask()


def jets(
    seed: int, foot: tuple[Point, Point], count: int, speed: tuple[float, float], wind: float, width: float
) -> Image.Image:
    """Water thrown up between two points, each jet thinning as it flies and falls.

    speed    the highest it is thrown, and how far it spreads to the sides; pixels, roughly.
    wind     how far the highest is carried to the right; negative for the left.
    """
    chance, stencil = dice(seed), Stencil()
    for _ in range(count):
        part = chance.random()
        x0, y0 = (foot[0][i] + (foot[1][i] - foot[0][i]) * part for i in (0, 1))
        middle = math.exp(-(((part - 0.5) / 0.3) ** 2))
        up = speed[0] * (0.25 + 0.75 * middle) * chance.uniform(0.3, 1.0)
        side = (part - 0.5) * 2 * speed[1] * chance.uniform(0.3, 1.2) + chance.gauss(0, speed[1] * 0.18)
        last = chance.uniform(0.55, 1.3)
        line = [
            (x0 + side * t + wind * t * t * up / speed[0], y0 - up * (2 * t - t * t))
            for t in (last * i / 13 for i in range(14))
        ]
        _jet(stencil, line, width * chance.uniform(0.3, 1.0), chance)
    return stencil.mask()


def _jet(stencil: Stencil, line: list[Point], thick: float, chance: Random) -> None:
    """A whole thread at first, then a string of drops."""
    whole = chance.randrange(5, 12)
    for i, (a, b) in enumerate(pairwise(line)):
        left = 1 - i / len(line)
        if i < whole:
            stencil.line([a, b], max(0.7, thick * left))
        elif chance.random() < 0.8:
            drop = max(0.6, thick * left * chance.uniform(0.2, 0.75))
            stencil.ellipse(
                (a[0] + chance.uniform(-3, 3), a[1] + chance.uniform(-3, 3)), drop, drop * chance.uniform(0.7, 1.3)
            )


def mixed(a: Colour, b: Colour, part: float) -> Colour:
    """The colour between two: a at 0, b at 1."""
    return (round(a[0] + (b[0] - a[0]) * part), round(a[1] + (b[1] - a[1]) * part), round(a[2] + (b[2] - a[2]) * part))


def pressed(image: Image.Image, seed: int, strength: float = 0.16) -> bytes:
    """The finished picture as JPEG, with the grain of paper and an uneven hand on the press."""
    fine = Image.frombytes("L", SIZE, dice(seed).randbytes(WIDTH * HEIGHT)).filter(ImageFilter.GaussianBlur(0.7))
    fine = fine.point([min(255, max(0, round(128 + (i - 128) * 1.5))) for i in range(256)])
    uneven = Image.blend(fine, noise(seed + 1, (9, 6)), 0.25)
    grained = ImageChops.soft_light(image, Image.merge("RGB", (uneven, uneven, uneven)))
    out = io.BytesIO()
    Image.blend(image, grained, min(1.0, strength * 4)).save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()
