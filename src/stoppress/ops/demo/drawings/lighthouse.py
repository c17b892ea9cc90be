"""A lighthouse on a headland at night, its beam through the rain."""

from __future__ import annotations

from typing import Final

from PIL import Image

from stoppress.ops.demo.drawings import stencil as s

_LAMP: Final = (467.0, 292.0)


def lighthouse() -> bytes:
    """Draw it."""
    image = s.sheet(s.INK)
    s.lay(image, s.DEEP, s.falling(40, 760))
    s.lay(image, s.SLATE, s.both(s.stepped(s.clouds(51, (6, 9), 4), 135, 235), s.falling(800, 250)), 0.5)
    _beam(image)
    _sea(image)
    _headland(image)
    _tower(image)
    s.lay(image, s.MIST, s.rain(54, 620, 0.36, 62), 0.22)
    return s.pressed(image, 50, 0.13)


def _beam(image: Image.Image) -> None:
    x, y = _LAMP
    wide = s.Stencil().polygon([(x, y - 9), (1760, 60), (1760, 560), (x, y + 9)]).mask()
    core = s.Stencil().polygon([(x, y - 6), (1760, 178), (1760, 430), (x, y + 6)]).mask()
    back = s.Stencil().polygon([(x, y - 6), (-60, 232), (-60, 344), (x, y + 6)]).mask()
    thick = s.stepped(s.clouds(52, (16, 10), 4), 10, 230)
    s.lay(image, s.MIST, s.both(s.soft(wide, 9), s.across(1750, 420)), 0.5)
    s.lay(image, s.LAMP, s.both(s.soft(core, 6), s.across(1500, 430)), 0.75)
    s.lay(image, s.LAMP, s.both(s.soft(core, 6), s.across(1700, 430), thick), 0.4)
    s.lay(image, s.MIST, s.both(s.soft(back, 5), s.across(-40, 460)), 0.42)
    lit = s.both(s.rain(55, 900, 0.36, 40, 1.6), s.soft(wide, 9), s.across(1700, 430))
    s.lay(image, s.PAPER, lit, 0.75)


def _sea(image: Image.Image) -> None:
    s.lay(image, s.INK, s.Stencil().box(0, 720, s.WIDTH, s.HEIGHT).mask(), 0.9)
    chance, crests, glints = s.dice(53), s.Stencil(), s.Stencil()
    for _ in range(420):
        down = chance.random() ** 1.4
        x, y, long = chance.uniform(-100, s.WIDTH), 724 + 285 * down, 20 + 190 * down * chance.random()
        line = s.curve(
            [(x, y), (x + long * chance.uniform(0.2, 0.5), y - 3 - 9 * down), (x + long, y + chance.uniform(-2, 4))], 6
        )
        (glints if y < 850 and x > 800 and chance.random() < 0.5 else crests).line(line, 1 + 4 * down * chance.random())
    s.lay(image, s.SLATE, crests.mask(), 0.75)
    s.lay(image, s.FOAM, glints.mask(), 0.5)


def _headland(image: Image.Image) -> None:
    ridge = [
        (-20, 640),
        (90, 652),
        (180, 612),
        (300, 600),
        (360, 566),
        (420, 560),
        (540, 562),
        (600, 590),
        (660, 602),
        (720, 668),
        (770, 690),
        (830, 770),
        (905, 800),
        (960, 880),
    ]
    outline = s.rough(s.curve(ridge, 7), 56, 4)
    rock = s.Stencil().polygon([*outline, (1000, 1040), (-20, 1040)]).mask()
    s.lay(image, (12, 14, 17), rock)
    s.lay(image, s.SLATE, s.both(_facets(), rock), 0.6)
    s.lay(image, s.SEA, s.Stencil().line(outline, 2.2).mask(), 0.55)
    _surf(image)


def _facets() -> Image.Image:
    """Broken faces of the rock that catch a little light from the sea side."""
    chance, stencil = s.dice(57), s.Stencil()
    for _ in range(120):
        x, y = chance.uniform(-20, 960), chance.uniform(600, 1000)
        long, wide = chance.uniform(18, 90), chance.uniform(5, 30)
        bend = chance.uniform(0.1, 0.7)
        stencil.polygon(
            [
                (x, y),
                (x + wide, y + wide * 0.5),
                (x + wide + long * bend, y + long),
                (x + long * bend * 0.8, y + long * 0.9),
            ]
        )
        stencil.polygon(
            [(x + 3, y + 6), (x + wide * 0.7, y + wide * 0.6), (x + wide * 0.5 + long * bend, y + long * 0.9)], tone=60
        )
    return s.both(stencil.mask(), s.stepped(s.clouds(64, (9, 6), 2), 60, 190))


def _surf(image: Image.Image) -> None:
    """The sea goes up where it meets the headland."""
    foot = ((800.0, 815.0), (1110.0, 900.0))
    s.lay(image, s.MIST, s.soft(s.jets(61, foot, 150, (350, 150), -120, 30), 24), 0.5)
    for colour, count, high, strength in (
        (s.SEA, 170, 390, 0.85),
        (s.MIST, 150, 340, 0.9),
        (s.FOAM, 130, 280, 1.0),
        (s.SEA, 50, 210, 0.8),
        (s.PAPER, 110, 200, 1.0),
    ):
        s.lay(image, colour, s.jets(59 + count, foot, count, (high, 150), -110, 14), strength)
    for colour, puffs, rise, size in (
        (s.SEA, 150, 120, 32),
        (s.PAPER, 150, 95, 24),
        (s.MIST, 60, 60, 15),
        (s.PAPER, 90, 40, 13),
    ):
        chance, mass = s.dice(60 + puffs), s.Stencil()
        for _ in range(puffs):
            along, up = chance.random(), chance.random() ** 1.8
            x, y = 760 + along * 380 - up * 30, 812 + along * 105 - up * rise + 16
            mass.ellipse(
                (x, y), (size - size * 0.6 * up) * chance.uniform(0.3, 1.0), size * 0.6 * chance.uniform(0.3, 1.0)
            )
        s.lay(image, colour, s.soft(mass.mask(), 1.1), 0.95)
    s.lay(image, s.PAPER, s.spray(60, (900, 640), 420, (260, 260), 3.4))
    _foam_on_water(image)


def _foam_on_water(image: Image.Image) -> None:
    chance, white, grey = s.dice(63), s.Stencil(), s.Stencil()
    for _ in range(330):
        out = abs(chance.gauss(0, 0.42))
        y = chance.uniform(885, 1000)
        x = 985 + (y - 885) * 0.35 + out * 420 + chance.uniform(-26, 26)
        (white if chance.random() < 0.5 else grey).ellipse(
            (x, y), 36 * chance.random() * (1.1 - min(1.0, out)), 4.5 * chance.random()
        )
    s.lay(image, s.SEA, grey.mask(), 0.9)
    s.lay(image, s.FOAM, white.mask(), 0.95)


def _tower(image: Image.Image) -> None:
    x, _y = _LAMP
    shaft = s.Stencil().polygon([(x - 47, 572), (x + 47, 572), (x + 29, 330), (x - 29, 330)]).mask()
    s.lay(image, s.FOAM, shaft)
    s.lay(image, s.SEA, s.both(shaft, s.across(x + 18, x - 44)), 0.85)
    band = s.Stencil().polygon([(x - 39.4, 470), (x + 39.4, 470), (x + 35, 412), (x - 35, 412)]).mask()
    s.lay(image, s.RED, band, 0.95)
    s.lay(image, s.INK, s.both(band, s.across(x + 18, x - 60)), 0.5)
    dark = s.Stencil().box(x - 41, 322, x + 41, 331).box(x - 22, 262, x + 22, 268)
    dark.polygon([(x - 26, 263), (x + 26, 263), (x + 6, 236), (x - 6, 236)]).box(x - 1.5, 214, x + 1.5, 240)
    for post in range(-38, 39, 19):
        dark.box(x + post - 1.5, 304, x + post + 1.5, 324)
    dark.box(x - 40, 303, x + 40, 306).box(x - 6, 520, x + 6, 545).box(x - 4, 372, x + 4, 386)
    house = s.Stencil().polygon([(x + 44, 572), (x + 44, 528), (x + 84, 506), (x + 124, 528), (x + 124, 572)])
    s.lay(image, s.INK, dark.mask())
    s.lay(image, s.MIST, house.mask(), 0.85)
    s.lay(
        image,
        s.INK,
        s.Stencil()
        .polygon([(x + 38, 531), (x + 84, 502), (x + 130, 531), (x + 124, 534), (x + 84, 512), (x + 44, 534)])
        .mask(),
    )
    s.lay(image, s.LAMP, s.Stencil().box(x + 76, 538, x + 92, 554).mask())
    s.lay(image, s.LAMP, s.Stencil().box(x - 19, 268, x + 19, 304).mask())
    s.lay(image, s.INK, s.Stencil().box(x - 9, 268, x - 7, 304).box(x + 7, 268, x + 9, 304).mask(), 0.7)
    s.lay(image, s.PAPER, s.glow(_LAMP, 130), 0.95)
