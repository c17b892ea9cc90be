"""A lifeboat climbs a steep wave; behind it the masts of a trawler lean against the sky."""

from __future__ import annotations

import math
from typing import Final

from PIL import Image

from stoppress.ops.demo.drawings import stencil as s

_CREST: Final = (
    (-40, 815), (110, 800), (260, 775), (420, 735), (570, 668), (690, 582), (790, 486), (870, 412), (940, 366),
    (992, 326), (1010, 284), (990, 246), (948, 236), (912, 254), (930, 206), (985, 160), (1060, 128), (1140, 132),
    (1210, 170), (1280, 240), (1360, 304), (1470, 345), (1660, 370),
)  # fmt: skip
"""The line of the great wave, from left to right; its top hangs over to the left."""
_LIP: Final = (
    (940, 366), (992, 326), (1010, 284), (990, 246), (948, 236), (912, 254), (930, 206), (985, 160), (1060, 128),
    (1140, 132), (1210, 170), (1280, 240),
)  # fmt: skip
"""The part of it that breaks."""
_FACE: Final = (
    (-40, 815), (110, 800), (260, 775), (420, 735), (570, 668), (690, 582), (800, 470), (900, 350), (980, 250),
    (1060, 175), (1140, 150), (1210, 180), (1280, 240), (1360, 304), (1470, 345), (1660, 370),
)  # fmt: skip
"""The same without the overhang, for the lines on its face."""


def rescue_boat() -> bytes:
    """Draw it."""
    image = s.sheet(s.FOAM)
    _sky(image)
    _far_waves(image)
    _trawler(image)
    _great_wave(image)
    _boat(image)
    _near_water(image)
    s.lay(image, s.PAPER, s.rain(78, 420, -0.5, 66), 0.25)
    return s.pressed(image, 70, 0.13)


def _sky(image: Image.Image) -> None:
    s.lay(image, s.SEA, s.falling(480, -160))
    s.lay(image, s.SLATE, s.both(s.stepped(s.clouds(71, (5, 10), 4), 120, 220), s.falling(520, 60)), 0.6)
    s.lay(image, s.PAPER, s.both(s.stepped(s.clouds(75, (4, 14), 4), 130, 220), s.falling(150, 420)), 0.6)


def _far_waves(image: Image.Image) -> None:
    _ridge(image, s.MIST, 440, 8, 1)
    _ridge(image, s.mixed(s.MIST, s.SEA, 0.6), 476, 13, 2)


def _ridge(image: Image.Image, colour: s.Colour, level: float, height: float, seed: int) -> None:
    """A line of pointed waves with white on their tips, seen small."""
    chance, ridge, tips, x = s.dice(seed), [(-60.0, level)], s.Stencil(), -60.0
    while x < s.WIDTH + 100:
        wide, high = chance.uniform(60, 190), height * chance.uniform(0.4, 1.6)
        peak = (x + wide * 0.62, level - high)
        ridge += [
            (x + wide * 0.25, level - high * 0.18),
            (x + wide * 0.48, level - high * 0.62),
            peak,
            (x + wide * 0.7, level - high * 0.5),
        ]
        tips.line(
            [(peak[0] - wide * 0.07, peak[1] + high * 0.16), peak, (peak[0] + wide * 0.05, peak[1] + high * 0.3)],
            1.5 + height * 0.04,
        )
        x += wide
        ridge.append((x, level + chance.uniform(-4, 4)))
    s.lay(image, colour, s.Stencil().polygon([*ridge, (1800, 1040), (-60, 1040)]).mask())
    chance, threads = s.dice(seed + 5), s.Stencil()
    for _ in range(170):
        tx, ty, long = chance.uniform(-60, s.WIDTH), level + 6 + 150 * chance.random(), chance.uniform(20, 110)
        threads.line(s.curve([(tx, ty), (tx + long * 0.6, ty - long * 0.08), (tx + long, ty + 2)], 5), 1.3)
    s.lay(image, s.mixed(colour, s.SLATE, 0.5), threads.mask(), 0.55)
    s.lay(image, s.PAPER, tips.mask(), 0.6)


def _trawler(image: Image.Image) -> None:
    """Half hidden by the sea, heeling to the left."""
    x, y, lean = 355.0, 520.0, -0.17
    turn = math.cos(lean), math.sin(lean)

    def at(dx: float, dy: float) -> s.Point:
        return x + dx * turn[0] - dy * turn[1], y + dx * turn[1] + dy * turn[0]

    ship = s.Stencil()
    ship.polygon([at(-168, -42), at(-120, -34), at(70, -30), at(170, -78), at(150, 40), at(-150, 40)])
    ship.polygon([at(10, -20), at(10, -118), at(84, -124), at(94, -20)])
    for mast, top in ((-70, -265), (50, -305)):
        ship.line([at(mast, -30), at(mast, top)], 6)
    for line in (
        [(-70, -262), (-165, -42)],
        [(-70, -262), (50, -300)],
        [(50, -302), (168, -78)],
        [(-70, -240), (-8, -60)],
    ):
        ship.line([at(*end) for end in line], 1.6)
    ship.line([at(-70, -120), at(-150, -210)], 4).line([at(50, -118), at(-20, -170)], 4)
    s.lay(image, s.INK, ship.mask(), 0.92)
    s.lay(image, s.LAMP, s.Stencil().polygon([at(24, -104), at(70, -107), at(72, -84), at(24, -80)]).mask())
    _ridge(image, s.mixed(s.SEA, s.SLATE, 0.3), 548, 20, 6)
    s.lay(image, s.PAPER, s.jets(76, (at(-185, 24), at(165, 24)), 110, (26, 30), 20, 6), 0.95)


def _great_wave(image: Image.Image) -> None:
    crest = s.curve(_CREST, 10)
    body = s.Stencil().polygon([*crest, (1660, 1040), (-40, 1040)]).mask()
    s.lay(image, s.SLATE, body)
    s.lay(image, s.DEEP, s.both(body, s.falling(420, 900)), 0.9)
    s.lay(image, s.INK, s.both(body, s.falling(700, 1080)), 0.9)
    s.lay(image, s.SEA, s.both(body, s.glow((1120, 300), 330)), 0.85)
    _veins(image, body)
    _breaking(image)


def _veins(image: Image.Image, body: Image.Image) -> None:
    """Lines that follow the face of the wave downward, like those of a woodcut."""
    chance, light, dark = s.dice(72), s.Stencil(), s.Stencil()
    crest = s.curve(_FACE, 40)
    for _ in range(430):
        start = chance.randrange(10, len(crest) - 60)
        drop = chance.random() ** 0.8 * 520 + 10
        steep = 1 - drop / 900
        piece = crest[start : start + chance.randrange(18, 90)]
        line = [(x - drop * 0.32, y * steep + (1 - steep) * 620 + drop * 0.86) for x, y in piece[::6]]
        if len(line) > 2:
            (light if chance.random() < 0.55 else dark).line(line, chance.uniform(1.0, 4.2))
    s.lay(image, s.INK, s.both(dark.mask(), body), 0.5)
    s.lay(image, s.MIST, s.both(light.mask(), body), 0.5)


def _breaking(image: Image.Image) -> None:
    """The top of the wave topples to the left, over the boat's way; the wind tears it off to the right."""
    back = ((1010.0, 170.0), (1270.0, 225.0))
    s.lay(image, s.PAPER, s.soft(s.jets(82, back, 150, (150, 90), 360, 30), 20), 0.55)
    s.lay(image, s.FOAM, s.jets(83, back, 160, (140, 90), 380, 12), 0.95)
    hollow = s.Stencil().polygon(
        s.curve([(1010, 284), (990, 246), (948, 236), (912, 254), (930, 330), (880, 430), (990, 360), (1010, 284)], 8)
    )
    s.lay(image, s.INK, s.soft(hollow.mask(), 14), 0.45)
    for colour, count, depth, seed in (
        (s.SEA, 260, 150, 74),
        (s.MIST, 300, 118, 75),
        (s.PAPER, 420, 92, 76),
        (s.MIST, 120, 74, 77),
        (s.PAPER, 220, 52, 78),
    ):
        s.lay(image, colour, _tumbling(seed, count, depth), 0.95)
    s.lay(image, s.PAPER, s.jets(84, ((912, 262), (990, 180)), 70, (46, 60), -70, 10))
    s.lay(image, s.PAPER, s.spray(85, (1170, 160), 560, (440, 160), 4))
    s.lay(image, s.PAPER, s.spray(86, (900, 330), 160, (120, 110), 4))


def _tumbling(seed: int, count: int, depth: float) -> Image.Image:
    """White water below the breaking edge: strokes that hang from it in fingers, longest at the lip."""
    edge, chance, stencil = s.curve(_LIP, 40), s.dice(seed), s.Stencil()
    for _ in range(count):
        part = chance.betavariate(2.2, 1.7)
        x, y = edge[round(part * (len(edge) - 1))]
        thick = max(0.12, 1 - abs(part - 0.56) * 1.9)
        down = chance.random() ** 1.3 * depth * thick * (0.5 + 0.5 * math.sin(part * 70 + seed))
        long = (6 + 26 * thick) * chance.uniform(0.3, 1.0)
        lean = -0.5 + 1.1 * part
        a, b = (x + lean * down, y + down), (x + lean * (down + long), y + down + long)
        stencil.stroke([a, b], (2 + 11 * thick) * chance.uniform(0.2, 1.0))
    return stencil.mask()


def _boat(image: Image.Image) -> None:
    """The lifeboat, bow up, on the face of the wave."""
    x, y, lean = 662.0, 612.0, -0.66
    turn = math.cos(lean), math.sin(lean)

    def at(dx: float, dy: float) -> s.Point:
        return x + dx * turn[0] - dy * turn[1], y + dx * turn[1] + dy * turn[0]

    hull = s.curve([at(-128, -34), at(-60, -28), at(40, -32), at(110, -52), at(146, -72)], 6)
    keel = s.curve([at(146, -72), at(112, -4), at(60, 26), at(-70, 32), at(-122, 14), at(-128, -34)], 6)
    s.lay(image, s.RED, s.Stencil().polygon([*hull, *keel]).mask())
    s.lay(
        image,
        s.INK,
        s.Stencil()
        .polygon([at(-124, 4), at(70, 4), at(128, -28), at(112, -4), at(60, 26), at(-70, 32), at(-122, 14)])
        .mask(),
        0.85,
    )
    s.lay(image, s.PAPER, s.Stencil().line(hull, 5).mask())
    cabin = s.Stencil().polygon([at(-78, -28), at(-72, -76), at(-14, -80), at(20, -74), at(44, -32)]).mask()
    s.lay(image, s.PAPER, cabin)
    dark = s.Stencil().polygon([at(-60, -44), at(-58, -66), at(-30, -68), at(-30, -45)])
    dark.polygon([at(-20, -45), at(-20, -68), at(8, -66), at(22, -45)])
    dark.line([at(-44, -78), at(-48, -150)], 4).line([at(-60, -118), at(-34, -120)], 3).line(
        [at(-62, -96), at(-62, -76)], 3
    )
    for rail in range(50, 141, 22):
        dark.line([at(rail, -34 - (rail - 50) * 0.36), at(rail + 1, -58 - (rail - 50) * 0.36)], 2)
    dark.line([at(50, -58), at(141, -92)], 2)
    s.lay(image, s.INK, dark.mask())
    _wake(image, at(-120, 20), at(140, -40))


def _wake(image: Image.Image, stern: s.Point, bow: s.Point) -> None:
    """White water along the hull, a bow wave, and a wake that follows the slope."""
    slope = (bow[1] - stern[1]) / (bow[0] - stern[0])
    chance, white, grey = s.dice(79), s.Stencil(), s.Stencil()
    for _ in range(230):
        along = chance.random()
        x, y = stern[0] + (bow[0] - stern[0]) * along + 26, stern[1] + (bow[1] - stern[1]) * along + 40
        x, y, long = x + chance.gauss(0, 9), y + chance.gauss(0, 9), chance.uniform(6, 34)
        (white if chance.random() < 0.6 else grey).stroke(
            [(x, y), (x + long, y + long * slope)], chance.uniform(1.5, 8)
        )
    for _ in range(150):
        back, long = chance.random() ** 1.3, chance.uniform(10, 70)
        x, y = stern[0] - 330 * back, stern[1] + 42 + 330 * back * 0.42 + chance.gauss(0, 4 + 26 * back)
        (white if chance.random() < 0.5 else grey).line(
            [(x, y), (x + long, y + long * slope * 0.75)], 5.5 * chance.random() * (1.1 - back)
        )
    s.lay(image, s.MIST, grey.mask())
    s.lay(image, s.PAPER, white.mask())
    foot = ((bow[0] - 60, bow[1] + 84), (bow[0] + 20, bow[1] + 40))
    s.lay(image, s.PAPER, s.jets(80, foot, 34, (80, 50), -60, 6))
    s.lay(image, s.PAPER, s.spray(87, (bow[0] - 4, bow[1] + 52), 220, (120, 110), 4))


def _near_water(image: Image.Image) -> None:
    chance, foam = s.dice(81), s.Stencil()
    for _ in range(150):
        down = chance.random()
        x, y, long = chance.uniform(-100, s.WIDTH), 840 + 170 * down, 40 + 220 * chance.random()
        foam.line(s.curve([(x, y), (x + long * 0.4, y - 12 * chance.random()), (x + long, y - 16)], 6), 1 + 3 * down)
    s.lay(image, s.SEA, foam.mask(), 0.6)
