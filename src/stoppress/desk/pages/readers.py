"""How many readers a story has now, and had over the evening: a sentence, and a plot drawn from minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from django.conf import settings

from stoppress.audience.contract import Count
from stoppress.base.errors import Fault
from stoppress.base.limits.audience import AUDIENCE_FRESH_MINUTES, PLOT_MINUTES, PLOT_STEP_MINUTES

WIDTH: Final = 2 * PLOT_MINUTES // PLOT_STEP_MINUTES
"""Of the plot, in its own units: two for each step."""
HEIGHT: Final = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadersShown:
    """What the workspace says of a story's readers."""

    now: int | None
    """None: nobody has told in the last AUDIENCE_FRESH_MINUTES."""
    most: int
    most_at: datetime | None
    """None: nothing is known of the whole time."""
    since: datetime
    until: datetime
    line: str
    """The plot as the data of an SVG path; parts of which nobody told are left out."""
    area: str
    """The same, down to nobody."""
    width: int = WIDTH
    height: int = HEIGHT


def readers_now(slug: str, at: datetime) -> ReadersShown:
    """The readers of a story until a moment. Where the counts can't be read, nothing is known."""
    last = _minute(at)
    try:
        counts = settings.AUDIENCE.counts(slug, last - PLOT_MINUTES + 1, last)
    except Fault:
        counts = []
    return shown(counts, last)


def shown(counts: Sequence[Count], last: int) -> ReadersShown:
    """Counts as they are shown. Pure.

    counts   of minutes in the PLOT_MINUTES until last, oldest first.
    last     the minute that is now.
    """
    first = last - PLOT_MINUTES + 1
    most = max(counts, key=lambda count: count.readers, default=None)
    fresh = counts[-1] if counts and counts[-1].minute > last - AUDIENCE_FRESH_MINUTES else None
    runs = _runs(_points(counts, first, max(most.readers, 1) if most else 1))
    return ReadersShown(
        now=fresh.readers if fresh else None,
        most=most.readers if most else 0,
        most_at=_moment(most.minute) if most else None,
        since=_moment(first),
        until=_moment(last),
        line=" ".join(_line(run) for run in runs),
        area=" ".join(f"{_line(run)} L{run[-1][0]} {HEIGHT} L{run[0][0]} {HEIGHT} Z" for run in runs),
    )


def _points(counts: Iterable[Count], first: int, top: int) -> list[tuple[int, int]]:
    """The greatest count of each step of which somebody told, in the plot's units."""
    steps: dict[int, int] = {}
    for count in counts:
        step = (count.minute - first) // PLOT_STEP_MINUTES
        steps[step] = max(steps.get(step, 0), count.readers)
    # One unit stays free above and below, for the width of the line.
    return [(2 * step + 1, HEIGHT - 1 - round((HEIGHT - 2) * readers / top)) for step, readers in steps.items()]


def _runs(points: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Points side by side; a step of which nobody told stands between two runs."""
    runs = [points[:1]] if points else []
    for before, point in pairwise(points):
        if point[0] - before[0] > 2:
            runs.append([])
        runs[-1].append(point)
    return runs


def _line(run: list[tuple[int, int]]) -> str:
    """A lone point is drawn as a dash, one step wide."""
    ends = [*run, (run[-1][0] + 1, run[-1][1])] if len(run) == 1 else run
    return "M" + " L".join(f"{x} {y}" for x, y in ends)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
