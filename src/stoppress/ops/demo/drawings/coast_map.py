"""The map of the Saltmark coast: the earlier and the newer track of the storm, and where it is expected to land."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from stoppress.ops.demo.drawings import stencil as s

_WATER: Final = (214, 221, 219)
_LAND: Final = (240, 234, 219)
_KM: Final = 13.3
"""Pixels for a kilometre."""
_SHORE: Final = (
    (1030, -30), (985, 60), (905, 95), (872, 140), (900, 186), (962, 206), (948, 250), (960, 292), (1012, 345),
    (1030, 410), (1072, 450), (1090, 498), (1150, 520), (1215, 538), (1268, 546), (1330, 566),
    (1268, 564), (1205, 562), (1142, 566), (1112, 596), (1066, 640), (1012, 668), (948, 690), (902, 752),
    (918, 830), (884, 900), (902, 970), (880, 1040),
)  # fmt: skip
"""The coast from north to south, with the estuary of the Tamsel in it."""
_RIVER: Final = ((1325, 566), (1392, 596), (1440, 580), (1500, 622), (1640, 640))
_ISLANDS: Final = (
    (
        (606, 262),
        (618, 236),
        (650, 240),
        (668, 214),
        (694, 236),
        (688, 262),
        (704, 288),
        (664, 300),
        (632, 292),
        (606, 262),
    ),
    ((520, 186), (530, 164), (552, 166), (562, 150), (572, 178), (556, 190), (548, 208), (520, 186)),
    ((716, 322), (728, 312), (738, 324), (726, 336), (716, 322)),
)
_OLD_TRACK: Final = ((-40, 600), (200, 588), (470, 520), (730, 405), (958, 272))
_TRACK: Final = ((-40, 600), (200, 588), (480, 566), (800, 536), (1090, 498))
_TOWNS: Final = (
    ("Cape Sorrel", 880, 142, -14, "rm", 24),
    ("Hallow Quay", 960, 272, 18, "lm", 24),
    ("Tollmouth", 1090, 498, 30, "lb", 30),
    ("Brannick", 1288, 556, 10, "lb", 26),
    ("Port Ellery", 1066, 640, 20, "lm", 30),
    ("Inner Vay", 650, 318, 0, "mt", 22),
    ("Outer Vay", 546, 216, 0, "mt", 22),
)
"""Name, place, distance of the name to the right, its anchor, its size."""


def coast_map() -> bytes:
    """Draw it."""
    image = s.sheet(_WATER)
    land = _land_mask()
    _waterlines(image, land)
    s.lay(image, _LAND, land)
    _relief(image, land)
    _tracks(image, land)
    _names(image)
    _scale_and_north(image)
    return s.pressed(image, 90, 0.1)


def _land_mask() -> Image.Image:
    stencil = s.Stencil().polygon([*s.rough(s.curve(_SHORE, 9), 91, 2.4), (1640, 1040), (1640, -30)])
    for number, island in enumerate(_ISLANDS):
        stencil.polygon(s.rough(s.curve(island, 5), 92 + number, 1.4))
    return stencil.mask()


def _waterlines(image: Image.Image, land: Image.Image) -> None:
    """Lines along the shore, fainter with the distance, as on a chart; and the graticule."""
    for radius, strength in ((5, 0.55), (13, 0.4), (26, 0.28), (46, 0.18)):
        near = s.soft(land, radius)
        band = s.without(s.stepped(near, 34, 46), s.stepped(near, 52, 64))
        s.lay(image, s.SEA, band, strength)
    lines = s.Stencil()
    for x in range(120, s.WIDTH, 266):
        lines.line([(x, 0), (x, s.HEIGHT)], 1)
    for y in range(100, s.HEIGHT, 266):
        lines.line([(0, y), (s.WIDTH, y)], 1)
    s.lay(image, s.SEA, lines.mask(), 0.3)


def _relief(image: Image.Image, land: Image.Image) -> None:
    hills = s.both(s.stepped(s.clouds(95, (11, 8), 3), 120, 230), land, s.across(1080, 1500))
    s.lay(image, s.mixed(_LAND, s.SEA, 0.5), hills, 0.3)
    shore, river = s.Stencil(), s.Stencil()
    shore.line(s.rough(s.curve(_SHORE, 9), 91, 2.4), 2.6)
    for number, island in enumerate(_ISLANDS):
        shore.line(s.rough(s.curve(island, 5), 92 + number, 1.4), 2.2)
    river.line(s.curve(_RIVER, 10), 3.4)
    s.lay(image, s.SEA, river.mask())
    s.lay(image, s.SLATE, shore.mask())


def _tracks(image: Image.Image, land: Image.Image) -> None:
    old, new = s.curve(_OLD_TRACK, 30), s.curve(_TRACK, 30)
    upper = [(x, y - 8 - 62 * i / len(new)) for i, (x, y) in enumerate(new)]
    lower = [(x, y + 8 + 62 * i / len(new)) for i, (x, y) in enumerate(new)]
    s.lay(image, s.SLATE, s.without(s.Stencil().polygon([*upper, *reversed(lower)]).mask(), land), 0.22)
    dashes = s.Stencil()
    for start in range(34, len(old) - 4, 7):
        dashes.line(old[start : start + 5], 3.4)
    s.lay(image, s.SLATE, dashes.mask())
    s.lay(image, s.SLATE, s.Stencil().ring(old[-1], 11, 3).mask())
    line = s.Stencil().line(new[30:], 6)
    for place in range(44, len(new) - 8, 14):
        line.ellipse(new[place], 8)
    s.lay(image, s.INK, line.mask())
    _storm_sign(image, new[30])
    end = new[-1]
    s.lay(image, s.RED, s.Stencil().ring(end, 26, 5).ellipse(end, 9).mask())


def _storm_sign(image: Image.Image, centre: s.Point) -> None:
    """The chart sign of a storm: a ring with two arms, turning against the clock."""
    sign = s.Stencil()
    for half in (0, math.pi):
        arm = [(half - 0.5 + 0.24 * i, 27 + 3.4 * i) for i in range(10)]
        points = [(centre[0] + r * math.cos(a), centre[1] + r * math.sin(a)) for a, r in arm]
        for i, (a, b) in enumerate(pairwise(points)):
            sign.stroke([a, b], 19 - 1.8 * i)
    sign.ellipse(centre, 36).ellipse(centre, 20, tone=0)
    s.lay(image, s.INK, sign.mask())
    s.lay(image, _WATER, s.Stencil().ellipse(centre, 20).mask())


def _names(image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    dots = s.Stencil()
    for name, x, y, right, anchor, size in _TOWNS:
        if "Vay" not in name and name != "Tollmouth":
            dots.ellipse((x, y), 7)
        lift = -8 if anchor == "lb" else 0
        pen.text(
            (x + right, y + lift), name, s.INK, _face(size), anchor=anchor, stroke_width=4,
            stroke_fill=_WATER if anchor in {"rm", "mt"} else _LAND,
        )  # fmt: skip
    s.lay(image, s.INK, dots.mask())
    pen.text((1350, 352), "S A L T M A R K", s.SEA, _face(32), anchor="mm")


def _face(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that comes with Pillow."""
    return ImageFont.load_default(size)


def _scale_and_north(image: Image.Image) -> None:
    left, y, long = 90.0, 918.0, 20 * _KM
    bar = s.Stencil().box(left, y, left + long / 2, y + 9)
    frame = s.Stencil().box(left - 2, y - 2, left + long + 2, y + 11).box(left, y, left + long, y + 9, tone=0)
    arrow = s.Stencil().polygon([(100, 60), (118, 132), (100, 116)])
    arrow.line([(100, 62), (82, 132), (100, 116)], 2.4)
    s.lay(image, s.INK, bar.mask())
    s.lay(image, s.INK, frame.mask())
    s.lay(image, s.INK, arrow.mask())
    pen = ImageDraw.Draw(image)
    for x, text in ((left, "0"), (left + long / 2, "10"), (left + long, "20 km")):
        pen.text((x, y - 12), text, s.INK, _face(22), anchor="mb")
    pen.text((100, 52), "N", s.INK, _face(26), anchor="mb")
