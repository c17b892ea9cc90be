"""The plan of a country's power grid: six stations, their lines, and the one that went out first."""

from __future__ import annotations

import math
from typing import Final

from PIL import Image

from stoppress.ops.demo.drawings import stencil as s

_GROUND: Final = (240, 234, 219)
_BORDER: Final = (
    (250, 330), (330, 190), (520, 140), (720, 170), (900, 110), (1120, 150), (1290, 120), (1400, 250), (1370, 420),
    (1430, 560), (1330, 700), (1350, 840), (1160, 900), (960, 860), (780, 910), (560, 850), (380, 880), (270, 740),
    (310, 600), (200, 470), (250, 330),
)  # fmt: skip
"""The country's outline."""
_DARK: Final = (
    (250, 330), (330, 190), (520, 140), (720, 170), (800, 142), (860, 300), (985, 395), (1010, 560), (900, 690),
    (860, 885), (780, 910), (560, 850), (380, 880), (270, 740), (310, 600), (200, 470), (250, 330),
)  # fmt: skip
"""The four provinces without power."""
_STATIONS: Final = {
    "capital": (720.0, 480.0, 40.0),
    "plain": (400.0, 390.0, 27.0),
    "dam": (560.0, 740.0, 30.0),
    "marble": (610.0, 240.0, 24.0),
    "hill": (1130.0, 330.0, 36.0),
    "port": (1170.0, 720.0, 30.0),
}
_LINES: Final = (
    ("capital", "plain", 2), ("capital", "dam", 2), ("capital", "marble", 1), ("plain", "marble", 1),
    ("plain", "dam", 1), ("capital", "port", 1), ("hill", "port", 2), ("marble", "hill", 1),
)  # fmt: skip
"""From, to, number of circuits. The line from the hill to the capital is drawn apart."""


def grid_map() -> bytes:
    """Draw it."""
    image = s.sheet(_GROUND)
    country = s.Stencil().polygon(s.rough(s.curve(_BORDER, 12), 111, 2.5)).mask()
    s.lay(image, s.PAPER, country)
    _hatched(image, country)
    edge = s.soft(country, 9)
    s.lay(image, s.MIST, s.without(s.stepped(edge, 30, 46), country), 0.5)
    s.lay(image, s.SLATE, s.Stencil().line(s.rough(s.curve(_BORDER, 12), 111, 2.5), 2.4).mask())
    _network(image)
    _cut(image)
    for name, (x, y, radius) in _STATIONS.items():
        _station(image, name, (x, y), radius)
    return s.pressed(image, 110, 0.1)


def _hatched(image: Image.Image, country: Image.Image) -> None:
    """The dark provinces: ink lines, closer than the eye counts."""
    dark = s.both(s.Stencil().polygon(s.curve(_DARK, 12)).mask(), country)
    hatch, chance = s.Stencil(), s.dice(112)
    for start in range(-1000, s.WIDTH, 13):
        shift = chance.uniform(-1.5, 1.5)
        hatch.line([(start + shift, 1000), (start + 1000 + shift, 0)], 3.2)
    s.lay(image, s.MIST, dark, 0.55)
    s.lay(image, s.SLATE, s.both(hatch.mask(), dark), 0.75)
    rim = s.without(s.stepped(s.soft(dark, 4), 60, 110), s.stepped(s.soft(dark, 4), 150, 200))
    s.lay(image, s.SLATE, s.both(rim, s.stepped(s.soft(country, 6), 215, 250)), 0.8)


def _network(image: Image.Image) -> None:
    halo, ink = s.Stencil(), s.Stencil()
    for start, end, circuits in _LINES:
        (ax, ay, _), (bx, by, _) = _STATIONS[start], _STATIONS[end]
        long = math.hypot(bx - ax, by - ay)
        off = (-(by - ay) / long * 7, (bx - ax) / long * 7)
        for side in (0,) if circuits == 1 else (-1, 1):
            line = [(ax + off[0] * side, ay + off[1] * side), (bx + off[0] * side, by + off[1] * side)]
            halo.line(line, 16)
            ink.line(line, 5)
    s.lay(image, s.PAPER, halo.mask())
    s.lay(image, s.INK, ink.mask())


def _cut(image: Image.Image) -> None:
    """The line that went out first, open in the middle, with the red mark in the gap."""
    (ax, ay, _), (bx, by, _) = _STATIONS["hill"], _STATIONS["capital"]
    halo, ink = s.Stencil(), s.Stencil()
    for first, last in ((0.0, 0.40), (0.60, 1.0)):
        line = [(ax + (bx - ax) * part, ay + (by - ay) * part) for part in (first, last)]
        halo.line(line, 22)
        ink.line(line, 10)
    x, y, arm = (ax + bx) / 2, (ay + by) / 2, 27
    s.lay(image, s.PAPER, halo.mask())
    s.lay(image, s.INK, ink.mask())
    s.lay(image, s.PAPER, s.Stencil().ellipse((x, y), 46).mask())
    cross = (
        s.Stencil()
        .stroke([(x - arm, y - arm), (x + arm, y + arm)], 13)
        .stroke([(x - arm, y + arm), (x + arm, y - arm)], 13)
    )
    s.lay(image, s.RED, cross.mask())


def _station(image: Image.Image, name: str, centre: s.Point, radius: float) -> None:
    x, y = centre
    s.lay(image, s.PAPER, s.Stencil().ellipse(centre, radius + 9).mask())
    ring = s.Stencil().ellipse(centre, radius)
    if name in {"hill", "dam", "port"}:
        ring.ellipse(centre, radius - 6, tone=0)
        ring.line(_wave(centre, radius), 5.5)
    else:
        ring.ellipse(centre, radius * 0.45, tone=0)
    if name == "dam":
        ring.polygon([(x - 52, y + 74), (x + 52, y + 74), (x + 30, y + 44), (x - 30, y + 44)])
    if name == "port":
        ring.stroke(s.curve([(x + 60, y - 14), (x + 76, y - 26), (x + 92, y - 14), (x + 108, y - 26)], 8), 5)
        ring.stroke(s.curve([(x + 60, y + 8), (x + 76, y - 4), (x + 92, y + 8), (x + 108, y - 4)], 8), 5)
    s.lay(image, s.INK, ring.mask())


def _wave(centre: s.Point, radius: float) -> list[s.Point]:
    """The sign of a generator: one turn of a sine."""
    wide, high = radius * 0.56, radius * 0.36
    return [(centre[0] - wide + wide * 2 * i / 20, centre[1] - high * math.sin(i / 20 * math.tau)) for i in range(21)]
