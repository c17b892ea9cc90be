"""A drawing of a load test as SVG: for each update, when half, nearly all, and the last of the readers had it. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from stoppress.ops.loadtest.tally import Outcome, Update

_WIDTH: Final = 800
_HEIGHT: Final = 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 56, 44
_LINES: Final = (("p50_ms", "half", "#1b6ca8"), ("p99_ms", "99 of 100", "#b26a00"), ("last_ms", "the last", "#a3262a"))
_DRAWN_MAX: Final = 2_000
"""Updates that are drawn; of more, every second, third …"""


def drawing(outcome: Outcome, title: str) -> str:
    """An SVG of its own, light enough for an e-mail.

    title   a line above it; any text.
    """
    updates = outcome.updates[:: max(1, math.ceil(len(outcome.updates) / _DRAWN_MAX))]
    top_ms = _round_above(max((update.last_ms for update in updates), default=1.0))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12" fill="#222">',
        f"<title>{_escaped(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{_escaped(title)}</text>',
        *_grid(top_ms),
        *(_line(updates, top_ms, *line) for line in _LINES),
        *_legend(),
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 10}" text-anchor="middle">updates, in their order; '
        f"milliseconds since {_escaped(outcome.measured_from)}</text>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(top_ms: float) -> list[str]:
    out = []
    for step in range(5):
        value = top_ms * step / 4
        y = _y(value, top_ms)
        out.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:g} ms</text>')
    return out


def _line(updates: Sequence[Update], top_ms: float, figure: str, name: str, colour: str) -> str:
    width = _WIDTH - _LEFT - _RIGHT
    points = [
        (_LEFT + width * (index + 0.5) / len(updates), _y(getattr(update, figure), top_ms))
        for index, update in enumerate(updates)
    ]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if points else ""
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>' for x, y in points[:200])
    drawn = f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    return f'<g fill="{colour}"><title>{name}</title>{drawn}{dots}</g>'


def _legend() -> list[str]:
    return [
        f'<rect x="{_LEFT + 130 * index}" y="30" width="12" height="12" fill="{colour}"/>'
        f'<text x="{_LEFT + 130 * index + 18}" y="41">{name}</text>'
        for index, (_, name, colour) in enumerate(_LINES)
    ]


def _y(value_ms: float, top_ms: float) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * min(value_ms, top_ms) / top_ms


def _round_above(value: float) -> float:
    """The next of 1, 2, 4, 8 × a power of ten."""
    power = 10.0 ** math.floor(math.log10(max(value, 1e-3)))
    return next(power * factor for factor in (1, 2, 4, 8, 10) if power * factor >= value)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
