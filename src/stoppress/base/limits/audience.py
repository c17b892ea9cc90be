"""How many readers are there."""

from __future__ import annotations

from typing import Final

AUDIENCE_KEPT_MINUTES: Final = 24 * 60
"""Minutes for which counts of readers are kept: a night and the day before it. With one row a process, story and
minute, a story that is always read has 1,440 rows a process, about 60 kB."""

AUDIENCE_STORIES_MAX: Final = 200
"""Stories whose readers one process tells each minute, those with the most first; the others count as none."""

AUDIENCE_BUSY_MS: Final = 2_000
"""Milliseconds that a count waits for another process's; then that minute goes untold, which harms nobody."""

AUDIENCE_FRESH_MINUTES: Final = 2
"""Minutes for which the last count is called “now”; older, nobody knows how many are there."""

PLOT_MINUTES: Final = 12 * 60
"""Minutes in the plot of a workspace: an evening and a night."""

PLOT_STEP_MINUTES: Final = 5
"""Minutes that are one point of the plot, the greatest count of them: 144 points, two pixels each."""
