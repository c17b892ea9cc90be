"""The storm from above: a spiral of cloud off a ragged coast."""

from __future__ import annotations

import math
from typing import Final

from PIL import Image

from stoppress.ops.demo.drawings import stencil as s

_EYE: Final = (655.0, 505.0)
_COLUMNS, _ROWS = 480, 300
_TABLE: Final = 64
"""Cells of the noise that is wound up, in both directions."""


def satellite() -> bytes:
    """Draw it."""
    image = s.sheet(s.DEEP)
    s.lay(image, s.INK, s.falling(500, 1250), 0.8)
    _land(image)
    cloud = _wound_up()
    torn = Image.blend(cloud, s.clouds(41, (34, 21), 4), 0.2)
    for colour, low, high, strength in (
        (s.SLATE, 72, 104, 0.9),
        (s.SEA, 96, 128, 0.9),
        (s.MIST, 122, 150, 0.9),
        (s.FOAM, 146, 178, 0.95),
        (s.PAPER, 172, 208, 1.0),
    ):
        s.lay(image, colour, s.stepped(torn, low, high), strength)
    s.lay(image, s.INK, s.soft(s.Stencil().ellipse(_EYE, 19, 17).mask(), 5), 0.95)
    _frame(image)
    return s.pressed(image, 11)


def _wound_up() -> Image.Image:
    """Noise wound round the eye along a logarithmic spiral: long streaks that follow the wind."""
    table = s.dice(7).randbytes(_TABLE * _TABLE)
    rows = bytearray()
    step = s.WIDTH / _COLUMNS
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            rows.append(_density((column + 0.5) * step - _EYE[0], (row + 0.5) * step - _EYE[1], table))
    return Image.frombytes("L", (_COLUMNS, _ROWS), bytes(rows)).resize(s.SIZE, Image.Resampling.BICUBIC)


def _density(x: float, y: float, table: bytes) -> int:
    y *= 1.12
    far = math.hypot(x, y) + 1e-6
    log_far = math.log(far)
    turn = math.atan2(y, x) - 2.05 * log_far  # inward against the clock, as north of the equator
    arms = 0.5 + 0.5 * math.cos(2 * turn) * min(1.0, far / 130)
    streak = (
        _sample(table, turn / math.tau * _TABLE, log_far * 9) * 0.6
        + _sample(table, turn / math.tau * _TABLE * 2, log_far * 22) * 0.4
    )
    fade = 1 / (1 + math.pow(far / 470, 3.2))
    eye = min(1.0, max(0.0, (far - 14) / 40))
    core = math.exp(-((far / 175) ** 2)) * 0.62
    return round(255 * min(1.0, max(0.0, (core + fade * (0.30 * arms + 0.68 * streak * (0.45 + 0.55 * arms))) * eye)))


def _sample(table: bytes, u: float, v: float) -> float:
    """Smooth value of the table at a place; it repeats in both directions."""
    i, j = math.floor(u), math.floor(v)
    a, b = u - i, v - j
    a, b = a * a * (3 - 2 * a), b * b * (3 - 2 * b)
    i, k, j, m = i % _TABLE, (i + 1) % _TABLE, j % _TABLE * _TABLE, (j + 1) % _TABLE * _TABLE
    top = table[j + i] * (1 - a) + table[j + k] * a
    bottom = table[m + i] * (1 - a) + table[m + k] * a
    return (top * (1 - b) + bottom * b) / 255


def _land(image: Image.Image) -> None:
    shore = s.rough(
        s.curve(
            [
                (1290, -20),
                (1262, 90),
                (1322, 190),
                (1268, 290),
                (1300, 372),
                (1410, 420),
                (1330, 470),
                (1285, 560),
                (1330, 660),
                (1262, 770),
                (1300, 880),
                (1245, 1020),
            ],
            26,
        ),
        3,
        3.5,
    )
    land = s.Stencil().polygon([*shore, (1620, 1020), (1620, -20)]).mask()
    s.lay(image, s.SLATE, land, 0.55)
    s.lay(image, s.SEA, s.both(land, s.stepped(s.clouds(5, (12, 8)), 120, 200)), 0.35)
    islands = s.Stencil()
    islands.polygon(
        s.rough(
            s.curve([(1120, 312), (1136, 280), (1160, 268), (1152, 300), (1172, 330), (1144, 352), (1120, 312)], 8),
            4,
            3,
        )
    )
    islands.polygon(s.rough(s.curve([(1080, 262), (1092, 244), (1100, 262), (1094, 282), (1080, 262)], 6), 6, 2))
    s.lay(image, s.SLATE, islands.mask(), 0.8)
    s.lay(image, s.MIST, s.Stencil().line(shore, 2).mask(), 0.7)


def _frame(image: Image.Image) -> None:
    """The graticule of the receiver, and the mark at the eye."""
    lines, ticks = s.Stencil(), s.Stencil()
    for meridian in range(160, s.WIDTH, 320):
        lines.line([(meridian - 40, 0), (meridian + 40, s.HEIGHT)], 1)
    for parallel in range(140, s.HEIGHT, 240):
        lines.line([(0, parallel + 14), (s.WIDTH, parallel - 14)], 1)
    s.lay(image, s.PAPER, lines.mask(), 0.16)
    x, y = _EYE
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        ticks.line([(x + dx * 52, y + dy * 52), (x + dx * 84, y + dy * 84)], 4)
    ticks.ring(_EYE, 42, 4)
    s.lay(image, s.RED, ticks.mask())
