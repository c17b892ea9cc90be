"""Pages and frames."""

from __future__ import annotations

from typing import Final

PAGE_ENTRIES: Final = 40
"""Updates on one page of a story: about an hour of a busy night, under 60 KB compressed."""

FEED_ENTRIES: Final = 50
"""Updates in a feed; feed readers fetch at least once while 50 are written."""

FRONT_STORIES_MAX: Final = 50
"""Stories on the front page: what is live, and about a month of closed ones."""

CHANGES_PER_READ_MAX: Final = 200
"""Facts or frames in one read: about 1 MB, so that catching up never holds a lock or the loop for long."""

LOG_RANGE_FRAMES: Final = 100
"""Frames in one full range /log/a-b.json; a starts at 1, 101, 201 …, so that caches share them."""

FRAMES_KEPT_PER_STORY: Final = 20_000
"""Frames kept on the shelf for one story, about 60 MB. A reader further behind is told to fetch the page anew."""

RING_FRAMES_MAX: Final = 512
"""Frames kept per story in memory. 512 × about 4 KiB ≈ 2 MiB a story; a reader further behind reads from the shelf."""
