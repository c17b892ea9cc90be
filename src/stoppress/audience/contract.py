"""What any store of readers' counts must do. tests/contract/test_audience.py holds every adapter to it.

A count is how many streams of a story one reader process had open as a minute of the clock began: pages and embeds
with script, no names, no addresses. A process tells each minute once, also when nobody is there: so that "nobody" and
"nobody knows" are apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Count:
    """How many were there as a minute began, in all processes together."""

    minute: int
    """Minutes since 1970-01-01T00:00Z."""
    readers: int


class Audience(Protocol):
    """Counts of the last AUDIENCE_KEPT_MINUTES. Safe from several threads and processes."""

    def tell(self, process: str, minute: int, readers: Mapping[str, int]) -> None:
        """Note what one process counted. Told again, the later word counts. Forgets what is too old.

        process  a name that no other process has.
        readers  by slug; what is not in it has none. At most AUDIENCE_STORIES_MAX are kept, the greatest.
        Raises   Fault: it can't be written now. Nothing depends on it.
        """
        ...

    def counts(self, slug: str, first: int, last: int) -> list[Count]:
        """A story's readers in the minutes first … last, oldest first.

        Returns  only minutes of which some process told; 0 where none of them had any.
        Raises   Fault: it can't be read now.
        """
        ...
