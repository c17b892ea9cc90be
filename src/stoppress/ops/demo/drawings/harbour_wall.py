"""Waves over a long harbour wall, seen from inside the harbour; a red light at its end."""

from __future__ import annotations

import math
from typing import Final

from PIL import Image

from stoppress.ops.demo.drawings import stencil as s

_HORIZON: Final = 470
_BURSTS: Final = ((1015, 505, 0.42, 31), (700, 522, 0.72, 32), (300, 545, 1.25, 33))
"""Where waves break, far ones first: foot of the plume, its scale, its seed."""


def harbour_wall() -> bytes:
    """Draw it."""
    image = s.sheet(s.SEA)
    _sky(image)
    _open_sea(image)
    for burst in _BURSTS:
        _plume(image, *burst)
    _wall(image)
    for burst in _BURSTS:
        _sheets(image, *burst)
    _light(image)
    _harbour(image)
    s.lay(image, s.FOAM, s.rain(38, 420, -0.42, 70), 0.16)
    return s.pressed(image, 30, 0.13)


def _sky(image: Image.Image) -> None:
    s.lay(image, s.SLATE, s.falling(_HORIZON, -120))
    bands = s.clouds(21, (5, 13), 4)
    s.lay(image, s.DEEP, s.both(s.stepped(bands, 120, 215), s.falling(430, 40)), 0.85)
    s.lay(image, s.FOAM, s.both(s.stepped(s.clouds(27, (4, 16), 4), 150, 220), s.falling(120, 420)), 0.6)


def _open_sea(image: Image.Image) -> None:
    s.lay(image, s.SLATE, s.Stencil().box(0, _HORIZON, s.WIDTH, 640).mask())
    chance, crests, troughs = s.dice(22), s.Stencil(), s.Stencil()
    for _ in range(240):
        down = chance.random() ** 1.6
        x, y, long = chance.uniform(-80, s.WIDTH), _HORIZON + 4 + 120 * down, 24 + 150 * down
        (crests if chance.random() < 0.5 else troughs).line(
            s.curve([(x, y), (x + long * 0.4, y - 5 - 9 * down), (x + long, y + 2)], 6), 1.2 + 3.5 * down
        )
    s.lay(image, s.DEEP, troughs.mask(), 0.8)
    s.lay(image, s.FOAM, crests.mask(), 0.75)


def _plume(image: Image.Image, x: float, y: float, scale: float, seed: int) -> None:
    """A wave that has hit the wall: jets thrown up and carried to the right, white water below them."""
    foot = ((x - 165 * scale, y + 20 * scale), (x + 165 * scale, y + 12 * scale))
    haze = s.jets(seed, foot, 160, (420 * scale, 170 * scale), 120 * scale, 34 * scale)
    s.lay(image, s.FOAM, s.soft(haze, 22 * scale), 0.6)
    for colour, count, high, strength in (
        (s.MIST, 170, 500, 0.8),
        (s.FOAM, 150, 450, 0.9),
        (s.PAPER, 130, 400, 1.0),
        (s.SEA, 60, 290, 0.6),
        (s.PAPER, 90, 270, 1.0),
    ):
        thrown = s.jets(seed + count, foot, count, (high * scale, 140 * scale), 150 * scale, 14 * scale)
        s.lay(image, colour, thrown, strength)
    _white_water(image, x, y, scale, seed)
    drops = s.spray(seed, (x + 90 * scale, y - 190 * scale), 420, (300 * scale, 260 * scale), 4 * scale)
    s.lay(image, s.PAPER, drops)


def _white_water(image: Image.Image, x: float, y: float, scale: float, seed: int) -> None:
    """The heap behind the wall, with shadows in it."""
    torn = s.stepped(s.noise(seed + 40, (150, 95)), 20, 110)
    for colour, puffs, lift, size in (
        (s.MIST, 120, 26, 24),
        (s.PAPER, 150, 22, 17),
        (s.MIST, 70, 34, 8),
        (s.PAPER, 130, 12, 7),
    ):
        chance, mass = s.dice(seed + puffs), s.Stencil()
        for _ in range(puffs):
            up = chance.random() ** 1.7
            px, py = x + scale * (chance.gauss(0, 84) + up * 30), y + scale * (lift - up * 150)
            wide = scale * size * (1 - 0.6 * up) * chance.uniform(0.4, 1.1)
            mass.ellipse((px, py), wide, wide * chance.uniform(0.5, 0.9))
        s.lay(image, colour, s.both(mass.mask(), torn), 0.95)


def _edge(x: float) -> tuple[float, float]:
    """Top and foot of the wall at x: it runs away to the right."""
    far = min(1.0, (x + 40) / 1300)
    return 552 - 46 * far, 775 - 218 * far


def _wall(image: Image.Image) -> None:
    top = [(x, _edge(x)[0]) for x in (-40, 1260)]
    foot = [(x, _edge(x)[1]) for x in (1260, -40)]
    s.lay(image, s.INK, s.Stencil().polygon([*top, *foot]).mask())
    joints, chance = s.Stencil(), s.dice(24)
    for course in range(1, 7):
        part = course / 7
        line = [(x, _edge(x)[0] + (_edge(x)[1] - _edge(x)[0]) * part) for x in (-40, 1260)]
        joints.line(line, 1.5)
        for _ in range(46):
            x = 1260 - 1300 * chance.random() ** 0.7
            t, f = _edge(x)
            joints.line([(x, t + (f - t) * part), (x, t + (f - t) * (part + 1 / 7))], 1.4)
    s.lay(image, s.SLATE, joints.mask(), 0.55)
    wet = s.Stencil().line([(x, _edge(x)[0] + 2) for x in (-40, 1260)], 7).mask()
    s.lay(image, s.MIST, wet, 0.9)


def _sheets(image: Image.Image, x: float, _y: float, scale: float, seed: int) -> None:
    """What comes over the wall falls down its face in white threads, and boils at its foot."""
    chance, threads, veil, boil = s.dice(seed + 5), s.Stencil(), s.Stencil(), s.Stencil()
    for _ in range(105):
        at = x + chance.gauss(18, 78) * scale
        top, foot = _edge(at)
        near = math.exp(-(((at - x) / (95 * scale)) ** 2))
        fall = top + (foot - top) * min(1.02, chance.uniform(0.15, 0.6) + 0.55 * near)
        lean, thick = chance.uniform(2, 14) * scale, scale * chance.uniform(1.2, 5.5)
        (threads if chance.random() < 0.6 else veil).polygon(
            [(at - thick, top - 4), (at + thick, top - 4), (at + lean, fall)]
        )
        if near > 0.35:
            boil.ellipse(
                (at + lean, foot + chance.uniform(-3, 12) * scale),
                21 * scale * chance.random(),
                5 * scale * chance.random(),
            )
    s.lay(image, s.SEA, veil.mask(), 0.85)
    s.lay(image, s.FOAM, threads.mask(), 0.95)
    s.lay(image, s.PAPER, boil.mask())
    crown = s.Stencil()
    for _ in range(80):
        at = x + chance.gauss(12, 84) * scale
        crown.ellipse(
            (at, _edge(at)[0] + chance.uniform(-9, 4) * scale),
            15 * scale * chance.random(),
            7 * scale * chance.random(),
        )
    s.lay(image, s.PAPER, crown.mask())


def _light(image: Image.Image) -> None:
    """The tower at the wall's end."""
    x, foot, top = 1262, 566, 388
    tower = s.Stencil().polygon([(x - 20, foot), (x + 22, foot), (x + 14, top), (x - 12, top)])
    tower.box(x - 19, top - 6, x + 21, top).box(x - 9, top - 30, x + 11, top - 4)
    tower.polygon([(x - 12, top - 30), (x + 14, top - 30), (x + 1, top - 46)])
    tower.polygon([(x - 60, foot + 4), (x + 58, foot - 2), (x + 70, foot + 22), (x - 60, foot + 26)])
    s.lay(image, s.INK, tower.mask())
    s.lay(image, s.RED, s.glow((x + 1, top - 17), 90), 0.32)
    s.lay(image, s.RED, s.Stencil().box(x - 6, top - 27, x + 8, top - 7).mask())


def _harbour(image: Image.Image) -> None:
    """The inner water, dark, with the wall's and the light's reflection, and masts before it."""
    shore = [
        (-40.0, _edge(-40)[1] - 2),
        (1260.0, _edge(1260)[1] - 2),
        (1640.0, 560.0),
        (1640.0, 1040.0),
        (-40.0, 1040.0),
    ]
    water = s.Stencil().polygon(shore).mask()
    s.lay(image, s.DEEP, water)
    s.lay(image, s.INK, s.both(water, s.falling(1000, 580)), 0.75)
    s.lay(image, s.SLATE, s.both(water, s.falling(700, 1100)), 0.8)
    chance, light, red = s.dice(25), s.Stencil(), s.Stencil()
    for _ in range(330):
        down = chance.random()
        y = 585 + 400 * down
        x = chance.uniform(-60, s.WIDTH)
        if y > _edge(x)[1] + 8:
            light.line([(x, y), (x + 18 + 95 * down * chance.random(), y + chance.uniform(-2, 2))], 1 + 2.6 * down)
    for step in range(26):
        y = 590 + step * 13
        sway = math.sin(step * 1.7) * (3 + step * 0.5) + chance.uniform(-4, 4)
        red.line([(1263 + sway - 9, y), (1263 + sway + 9 + step * 0.3, y)], 3.2)
    s.lay(image, s.SEA, s.both(light.mask(), water), 0.55)
    s.lay(image, s.RED, s.both(red.mask(), water), 0.75)
    _masts(image)


def _masts(image: Image.Image) -> None:
    """Boats of the fleet, moored close before us."""
    rig = s.Stencil()
    for x, top, beam in ((905, 690, 120), (1088, 625, 150), (1452, 585, 165)):
        lean = (1010 - top) * 0.05
        rig.line([(x, 1010), (x + lean, top)], 6)
        rig.line([(x - beam * 0.8, 985), (x + lean, top + 4), (x + beam, 960)], 1.6)
        rig.line([(x + lean * 0.5 - beam * 0.28, top + 130), (x + lean * 0.5 + beam * 0.3, top + 122)], 4)
        rig.line([(x + 3, 935), (x + beam * 0.72, 915)], 5)
        sheer = [(x - beam, 962), (x - beam * 0.3, 975), (x + beam * 0.5, 968), (x + beam * 1.12, 942)]
        rig.polygon([*s.curve(sheer, 6), (x + beam, 1010), (x - beam * 0.8, 1010)])
        rig.polygon([(x - beam * part, y) for part, y in ((0.55, 978), (0.5, 938), (0.12, 936), (0.08, 978))])
    s.lay(image, s.INK, rig.mask())
    lit = s.Stencil().polygon([(1384, 948), (1406, 947), (1406, 959), (1384, 960)])
    s.lay(image, s.LAMP, lit.mask(), 0.9)
