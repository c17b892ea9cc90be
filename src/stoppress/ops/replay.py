"""Tells a captured live blog again: the first half at once, the rest one update after the other, in its order.

Every command has an id made from the file (archive/telling.py), so a replay that was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections import deque

from stoppress.archive.telling import Telling
from stoppress.story.commands import Command
from stoppress.story.write import Door


class Replay:
    """One story on its way. Needs Django; one thread tells it."""

    def __init__(self, telling: Telling, door: Door) -> None:
        half = len(telling.updates) // 2
        self.slug = telling.slug
        self._door = door
        self._to_come: deque[Command] = deque((*telling.updates[half:], *telling.ending))
        self._told = (telling.opening, *telling.updates[:half])

    @property
    def is_over(self) -> bool:
        """True when all is told."""
        return not self._to_come

    def begin(self) -> int:
        """Tell the first half, in one transaction.

        Returns  how many updates readers find.
        Raises   Refusal of the door: a story of another source stands at its address.
        """
        self._door.carry_out_all(self._told)
        return len(self._told) - 1

    def step(self) -> None:
        """Tell what comes next; what an earlier replay told is passed over.

        Raises   Refusal: an editor closed the story, say.
        """
        while self._to_come:
            if not self._door.carry_out(self._to_come.popleft()).repeated:
                return
