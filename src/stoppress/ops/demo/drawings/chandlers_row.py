"""A narrow street under water, two lamps lit, a basket on a line between the houses.

The street is drawn twice, as it is and upside down below the water, from heights above the water.
"""

from __future__ import annotations

from random import Random
from typing import Final, Literal

from PIL import Image, ImageFilter

from stoppress.ops.demo.drawings import stencil as s

Side = Literal[-1, 1]
"""The left and the right row of houses."""

_VANISH_X: Final = 835.0
_EYE_Y: Final = 490.0
_EYE_OVER_WATER: Final = 300.0
_HOUSES: Final = (
    (0.155, 0.105, 640, 1),
    (0.21, 0.155, 560, 2),
    (0.30, 0.21, 690, 1),
    (0.44, 0.30, 600, 2),
    (0.66, 0.44, 720, 2),
    (1.10, 0.66, 640, 3),
)
"""From far to near: scale of the near and of the far edge, height of the eaves, columns of windows."""
_CHURCH: Final = (
    (-260, 0), (-260, 520), (-150, 640), (-40, 520), (-40, 1150),
    (45, 1560), (130, 1150), (130, 560), (330, 560), (330, 0),
)  # fmt: skip
_SIDES: Final[tuple[Side, Side]] = (-1, 1)
_LAMPS: Final[tuple[tuple[Side, float, float], ...]] = ((1, 0.36, 400.0), (-1, 0.56, 415.0))
"""Side, scale, height of the lantern."""


def chandlers_row() -> bytes:
    """Draw it."""
    image = _street(1)
    _flood(image, _street(-1))
    s.lay(image, s.FOAM, s.rain(68, 380, -0.2, 64), 0.17)
    return s.pressed(image, 60, 0.13)


def _at(side: Side, scale: float, height: float, up: int) -> s.Point:
    """Where a place on a row of houses is seen. up = -1 for its image in the water."""
    reach = _VANISH_X if side < 0 else s.WIDTH - _VANISH_X
    return _VANISH_X + side * reach * scale, _EYE_Y + scale * (_EYE_OVER_WATER - up * height)


def _street(up: int) -> Image.Image:
    plate = s.Plate(_sky(up))
    _far_end(plate, up)
    for side in _SIDES:
        chance = s.dice(62 + side)
        for near, far, eaves, columns in _HOUSES:
            _house(plate, side, (near, far), eaves + chance.uniform(-60, 60), columns, up, chance)
    image = plate.image()
    _line_with_basket(image, up)
    for lamp in _LAMPS:
        _lamp(image, *lamp, up)
    return image


def _sky(up: int) -> Image.Image:
    image = s.sheet(s.SEA)
    s.lay(image, s.SLATE, s.falling(430, -80))
    s.lay(image, s.DEEP, s.both(s.stepped(s.clouds(61, (7, 9), 4), 110, 220), s.falling(470, 40)), 0.75)
    s.lay(image, s.FOAM, s.glow((_VANISH_X, 430), 400), 0.8)
    if up > 0:
        return image
    # The far waterline is where the sky and its image meet.
    meet = round(_EYE_Y + 0.1 * _EYE_OVER_WATER)
    flipped = s.sheet(s.SLATE)
    flipped.paste(image.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, 2 * meet - s.HEIGHT))
    return flipped


def _far_end(plate: s.Plate, up: int) -> None:
    """The church where the street ends."""
    scale = 0.105
    y = _EYE_Y + scale * _EYE_OVER_WATER
    plate.polygon([(_VANISH_X - 8 + x * scale * 2.1, y - up * h * scale) for x, h in _CHURCH], s.SEA)


def _house(
    plate: s.Plate, side: Side, edges: tuple[float, float], eaves: float, columns: int, up: int, chance: Random
) -> None:
    near, far = edges
    wall = s.mixed(s.SLATE, s.INK, min(1.0, 0.22 + near * 0.95))
    trim = s.mixed(wall, s.SEA, 0.35)
    roof = [_at(side, near, eaves, up), _at(side, (near * far) ** 0.5, eaves + 190, up), _at(side, far, eaves, up)]
    plate.polygon([_at(side, near, 0, up), *roof, _at(side, far, 0, up)], wall)
    plate.line([*roof[1:], _at(side, far, 0, up)], 1.2, trim)
    for column in range(columns):
        span = _slice(near, far, (column + 0.28) / columns, (column + 0.72) / columns)
        for sill in (165, 330, 495):
            if sill + 125 <= eaves:
                _window(plate, side, span, sill, up, wall, lit=sill > 165 and chance.random() < 0.27)
        plate.polygon(_pane(side, span, 0, 78, up), s.mixed(wall, s.SEA, 0.16))


def _window(
    plate: s.Plate, side: Side, span: tuple[float, float], sill: float, up: int, wall: s.Colour, *, lit: bool
) -> None:
    """Four panes; those that are lit have a candle behind them."""
    plate.polygon(
        _pane(side, span, sill, sill + 105, up), s.mixed(s.LAMP, wall, 0.12) if lit else s.mixed(wall, s.SEA, 0.16)
    )
    middle = _slice(*span, 0.5, 0.5)[0]
    bars = wall if lit else s.mixed(wall, s.SEA, 0.05)
    plate.line([_at(side, middle, sill, up), _at(side, middle, sill + 105, up)], max(0.6, 7 * span[0]), bars)
    plate.line([_at(side, span[0], sill + 62, up), _at(side, span[1], sill + 62, up)], max(0.6, 7 * span[0]), bars)


def _slice(near: float, far: float, first: float, last: float) -> tuple[float, float]:
    """The scales at two parts of a wall's length; equal lengths grow shorter with the distance."""
    z_near, z_far = 1 / near, 1 / far
    return 1 / (z_near + (z_far - z_near) * first), 1 / (z_near + (z_far - z_near) * last)


def _pane(side: Side, span: tuple[float, float], low: float, high: float, up: int) -> list[s.Point]:
    return [
        _at(side, span[0], low, up),
        _at(side, span[0], high, up),
        _at(side, span[1], high, up),
        _at(side, span[1], low, up),
    ]


def _line_with_basket(image: Image.Image, up: int) -> None:
    left, right = _at(-1, 0.36, 330, up), _at(1, 0.40, 345, up)
    water = _EYE_Y + 0.38 * _EYE_OVER_WATER
    x, hang = 792.0, 283.0
    y = water - up * hang * 0.38 * 1.0
    s.lay(image, s.INK, s.Stencil().line(s.curve([left, (x, y), right], 16), 2).mask())
    h = up * 1.0
    basket = s.Stencil().polygon(
        [(x - 15, y + 16 * h), (x + 15, y + 16 * h), (x + 11, y + 36 * h), (x - 11, y + 36 * h)]
    )
    basket.line(s.curve([(x - 13, y + 17 * h), (x, y - 1), (x + 13, y + 17 * h)], 8), 2)
    s.lay(image, s.RED, basket.mask())


def _lamp(image: Image.Image, side: Side, scale: float, height: float, up: int) -> None:
    wall = _at(side, scale, height + 60, up)
    x, y = wall[0] - side * 105 * scale, _at(side, scale, height, up)[1]
    iron = s.Stencil().line([wall, (x, wall[1]), (x, y)], 7 * scale)
    iron.line(
        s.curve(
            [_at(side, scale, height - 10, up), (wall[0] - side * 40 * scale, wall[1] + up * 12 * scale), (x, wall[1])],
            8,
        ),
        4 * scale,
    )
    s.lay(image, s.LAMP, s.glow((x, y), 470 * scale), 0.55)
    s.lay(image, s.INK, iron.mask())
    a, b, down = 26 * scale, 17 * scale, up * 62 * scale
    s.lay(image, s.PAPER, s.Stencil().polygon([(x - a, y), (x + a, y), (x + b, y + down), (x - b, y + down)]).mask())
    cap = s.Stencil().polygon([(x - a * 1.3, y), (x + a * 1.3, y), (x, y - up * 26 * scale)])
    s.lay(image, s.INK, cap.box(x - 1.2, min(y, y + down), x + 1.2, max(y, y + down)).mask())
    s.lay(image, s.PAPER, s.glow((x, y + down / 2), 120 * scale), 0.9)


def _flood(image: Image.Image, below: Image.Image) -> None:
    """Put the upside-down street into the water, broken by ripples."""
    shore = [_at(-1, 1.1, 0, 1), _at(-1, 0.105, 0, 1), _at(1, 0.105, 0, 1), _at(1, 1.1, 0, 1)]
    water = s.Stencil().polygon([*shore, (s.WIDTH + 90, s.HEIGHT + 9), (-90, s.HEIGHT + 9)]).mask()
    broken = _rippled(below.filter(ImageFilter.GaussianBlur(1.6)))
    s.lay(broken, s.DEEP, Image.new("L", s.SIZE, 255), 0.24)
    image.paste(broken, mask=water)
    for lamp in _LAMPS:
        s.lay(image, s.LAMP, s.both(_streak(*lamp), water), 0.8)
    chance, bright, dark = s.dice(65), s.Stencil(), s.Stencil()
    for _ in range(300):
        down = chance.random() ** 1.3
        y, x = 528 + 480 * down, chance.uniform(-60, s.WIDTH)
        long = (16 + 190 * down) * chance.uniform(0.3, 1.0)
        (bright if chance.random() < 0.45 else dark).line(
            s.curve([(x, y), (x + long / 2, y - 2 - 3 * down), (x + long, y)], 4), 0.9 + 2.3 * down
        )
    s.lay(image, s.INK, s.both(dark.mask(), water), 0.4)
    s.lay(image, s.FOAM, s.both(bright.mask(), water), 0.3)
    s.lay(image, s.INK, s.both(water, s.falling(820, 1150)), 0.8)
    s.lay(image, s.FOAM, s.Stencil().line(shore[:2], 1.4).line(shore[2:], 1.4).mask(), 0.18)


def _streak(side: Side, scale: float, height: float) -> Image.Image:
    """A lamp's light on moving water: a column of strokes, widest where its image would lie."""
    chance, stencil = s.dice(66 + side), s.Stencil()
    x = _at(side, scale, 0, 1)[0] - side * 105 * scale
    top, image_y = _at(side, scale * 0.8, 0, 1)[1], _at(side, scale, height, -1)[1]
    y = top
    while y < min(image_y + 70, s.HEIGHT):
        near = max(0.12, 1 - abs(y - image_y) / (image_y - top))
        long = 44 * scale * near * chance.uniform(0.5, 1.6)
        middle = x + chance.gauss(0, 1) * 22 * scale * near
        stencil.line([(middle - long, y), (middle + long, y + chance.uniform(-1, 1))], 1 + 4.5 * scale * near)
        y += chance.uniform(5, 11) * (0.5 + scale)
    return stencil.mask()


def _rippled(below: Image.Image) -> Image.Image:
    """Rows moved sideways by chance, the more the nearer."""
    chance, moved, drift = s.dice(64), below.copy(), 0.0
    y = 518
    while y < s.HEIGHT:
        near = (y - 500) / 500
        high = 2 + round(5 * near * chance.random())
        drift = drift * 0.55 + chance.gauss(0, 1) * (1.2 + 13 * near)
        moved.paste(below.crop((0, y, s.WIDTH, y + high)), (round(drift), y))
        y += high
    return moved
