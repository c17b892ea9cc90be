"""A city on hills in the evening: its right half has light again, its left half is dark; power lines between."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random
from typing import Final

from PIL import Image

from stoppress.ops.demo.drawings import stencil as s

_BORDER: Final = 770
"""About where the lit quarters begin."""
_ROWS: Final = (
    # level, height of the hill, width and height of houses, tone
    (560, 190, (34, 62), (40, 92), 0.16),
    (655, 190, (44, 78), (52, 110), 0.38),
    (770, 140, (58, 104), (70, 140), 0.62),
    (930, 80, (84, 150), (100, 175), 0.84),
)


def city_dusk() -> bytes:
    """Draw it."""
    image = s.sheet(s.SLATE)
    s.lay(image, s.DEEP, s.falling(360, -60))
    s.lay(image, s.MIST, s.both(s.falling(120, 520)), 0.75)
    s.lay(image, s.LAMP, s.both(s.falling(230, 560)), 0.85)
    s.lay(image, s.SLATE, s.both(s.stepped(s.clouds(101, (4, 17), 4), 130, 225), s.falling(470, 120)), 0.6)
    lights = s.Stencil()
    plate = s.Plate(image)
    for number, row in enumerate(_ROWS):
        _quarter(plate, lights, number, *row)
    image = plate.image()
    lit = lights.mask()
    s.lay(image, s.LAMP, s.soft(lit, 26), 0.55)
    s.lay(image, s.LAMP, lit)
    _pylons(image)
    return s.pressed(image, 100, 0.13)


def _ground(x: float, level: float, hill: float) -> float:
    """Height of the ground: one hill to the left with the old town, one to the right."""
    left, right = math.exp(-(((x - 420) / 330) ** 2)), 0.72 * math.exp(-(((x - 1270) / 300) ** 2))
    return level - hill * (left + right)


def _quarter(
    plate: s.Plate, lights: s.Stencil, number: int, level: float, hill: float,
    wide: tuple[int, int], high: tuple[int, int], tone: float,
) -> None:  # fmt: skip
    """One row of houses, from edge to edge; nearer rows are darker."""
    chance, x = s.dice(102 + number), -40.0
    near = s.mixed(s.mixed(s.SEA, s.SLATE, 0.6), s.INK, tone)
    plate.polygon([*((i, _ground(i, level, hill) + 30) for i in range(-40, 1681, 40)), (1680, 1040), (-40, 1040)], near)
    if number == 0:
        _landmarks(plate, level, hill, s.mixed(near, s.INK, 0.35))
    while x < s.WIDTH + 40:
        width, height = chance.uniform(*wide), chance.uniform(*high)
        foot = _ground(x + width / 2, level, hill) + 60
        top = foot - 60 - height
        wall = s.mixed(near, s.INK, chance.uniform(0.0, 0.25))
        plate.polygon([(x, foot), (x, top), (x + width, top), (x + width, foot)], wall)
        _roof(plate, x, top, width, wall, chance)
        is_lit = x + chance.uniform(-45, 45) > _BORDER + 60 * math.sin(number * 2.1)
        _windows(plate, lights, (x, top, width, height), wall, chance, is_lit=is_lit)
        x += width + chance.uniform(-8, -1)


def _roof(plate: s.Plate, x: float, top: float, width: float, wall: s.Colour, chance: Random) -> None:
    """Flat roofs, with what stands on them: a stair house, a tank, a mast."""
    kind = chance.random()
    if kind < 0.3:
        a = x + width * chance.uniform(0.1, 0.5)
        plate.polygon(
            [(a, top), (a, top - width * 0.22), (a + width * 0.32, top - width * 0.22), (a + width * 0.32, top)], wall
        )
    elif kind < 0.5:
        a = x + width * chance.uniform(0.2, 0.7)
        plate.line([(a, top), (a, top - width * 0.5)], 1.6, wall)
        plate.line([(a - 7, top - width * 0.42), (a + 7, top - width * 0.42)], 1.2, wall)
    elif kind < 0.65:
        plate.line([(x - 2, top), (x + width + 2, top)], 4, s.mixed(wall, s.INK, 0.4))


def _windows(
    plate: s.Plate,
    lights: s.Stencil,
    house: tuple[float, float, float, float],
    wall: s.Colour,
    chance: Random,
    *,
    is_lit: bool,
) -> None:
    x, top, width, height = house
    size = 4 + width * 0.075
    columns, floors = max(2, round(width / (size * 2.7))), max(1, round((height - 8) / (size * 3)))
    for column in range(columns):
        for floor in range(floors):
            left = x + width * (column + 0.5) / columns - size / 2
            up = top + 10 + floor * size * 3
            pane = [(left, up), (left + size, up), (left + size, up + size * 1.45), (left, up + size * 1.45)]
            if chance.random() < (0.62 if is_lit else 0.012):
                lights.polygon(pane, chance.choice((255, 255, 210, 150)) if is_lit else 110)
            else:
                plate.polygon(pane, s.mixed(wall, s.INK, 0.35))


def _landmarks(plate: s.Plate, level: float, hill: float, tone: s.Colour) -> None:
    """On the old town's hill a dome and a tower, on the other one a fortress."""
    ground = _ground(420, level, hill) - 46
    dome = [(420 + 58 * math.cos(a / 20 * math.pi), ground - 62 - 66 * math.sin(a / 20 * math.pi)) for a in range(21)]
    plate.polygon([(478, ground), *dome, (362, ground)], tone)
    plate.line([(420, ground - 120), (420, ground - 156)], 3, tone)
    plate.polygon(
        [
            (508, ground + 30),
            (508, ground - 170),
            (514, ground - 182),
            (524, ground - 214),
            (534, ground - 182),
            (540, ground - 170),
            (540, ground + 30),
        ],
        tone,
    )
    plate.polygon([(502, ground - 136), (546, ground - 136), (546, ground - 124), (502, ground - 124)], tone)
    keep = _ground(1270, level, hill) - 40
    wall = [(1170, keep + 20), (1170, keep - 74)]
    for i in range(10):
        a = 1170 + i * 20
        wall += [(a, keep - 74), (a + 10, keep - 74), (a + 10, keep - 62), (a + 20, keep - 62)]
    plate.polygon([*wall, (1370, keep + 20)], tone)


def _pylons(image: Image.Image) -> None:
    """Three of them, coming nearer from the left hill; a red lamp on the nearest."""
    steel, wires = s.Stencil(), s.Stencil()
    masts = ((120.0, 470.0, 150.0), (330.0, 640.0, 330.0), (812.0, 960.0, 800.0), (1760.0, 1400.0, 1500.0))
    arms = [_arms(*mast) for mast in masts]
    for mast in masts[:3]:
        _lattice(steel, *mast)
    for here, there in pairwise(arms):
        for a, b in zip(here, there, strict=True):
            sag = 0.11 * abs(b[0] - a[0])
            wires.line(s.curve([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + sag), b], 16), 1.7)
    s.lay(image, s.INK, wires.mask(), 0.85)
    s.lay(image, s.INK, steel.mask())
    top = (812.0, 160.0)
    s.lay(image, s.RED, s.glow(top, 60), 0.5)
    s.lay(image, s.RED, s.Stencil().ellipse(top, 7).mask())


def _arms(x: float, foot: float, height: float) -> list[s.Point]:
    """Where the wires hang: the ends of three cross-arms, left and right."""
    return [
        (x + side * height * reach, foot - height * at)
        for at, reach in ((0.68, 0.155), (0.80, 0.125), (0.91, 0.09))
        for side in (-1, 1)
    ]


def _lattice(steel: s.Stencil, x: float, foot: float, height: float) -> None:
    thick = max(1.4, height / 150)

    def half(part: float) -> float:
        return height * (0.115 * math.pow(1 - part, 1.6) + 0.014)

    parts = [i / 11 for i in range(12)]
    for side in (-1, 1):
        steel.line([(x + side * half(p), foot - height * p) for p in parts], thick)
        for a, b in pairwise(parts):
            steel.line([(x + side * half(a), foot - height * a), (x - side * half(b), foot - height * b)], thick * 0.6)
    for end in _arms(x, foot, height):
        part = (foot - end[1]) / height
        steel.line([(x, end[1] - height * 0.025), end, (x, end[1])], thick * 0.8)
        steel.line([(x - half(part), end[1]), (x + half(part), end[1])], thick * 0.6)
