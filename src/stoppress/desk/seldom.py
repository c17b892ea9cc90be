"""Refusals of programs, which come by the thousand: one row of the trail a while, with how often it was.

In the memory of the one desk process: a restart begins anew. What is only counted writes nothing, so that nobody
can make the desk write by being refused.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from stoppress.base.limits.people import (
    TRAIL_REFUSALS_COUNTED_MAX,
    TRAIL_SAME_REFUSAL_S,
    TRAIL_STRANGERS_PER_HOUR,
)

Sameness = tuple[str, ...]
"""What makes two refusals one: who, by what, at what, why."""


class Seldom:
    """Counts refusals, and says when one of them is worth a row."""

    def __init__(
        self,
        same_s: float = TRAIL_SAME_REFUSAL_S,
        strangers_per_hour: int = TRAIL_STRANGERS_PER_HOUR,
        kept_max: int = TRAIL_REFUSALS_COUNTED_MAX,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._same_s = same_s
        self._strangers_per_hour = strangers_per_hour
        self._kept_max = kept_max
        self._seconds = seconds
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew, as a restart does."""
        self._since: OrderedDict[Sameness, tuple[float, int]] = OrderedDict()
        """When the last row was written, and how many came after it."""
        self._left, self._filled_at = float(self._strangers_per_hour), self._seconds()

    def times(self, same: Sameness, *, stranger: bool) -> int:
        """Count one refusal.

        stranger  True: of nobody that we know; of these, however different, some rows an hour.
        Returns   how many it were since the last row, this one counted, when a row is due; else 0.
        """
        now = self._seconds()
        with self._lock:
            at, count = self._since.pop(same, (-self._same_s + now, 0))
            is_due = now - at >= self._same_s and (not stranger or self._has_room(now))
            self._since[same] = (now, 0) if is_due else (at, count + 1)
            if len(self._since) > self._kept_max:
                self._since.popitem(last=False)
        return count + 1 if is_due else 0

    def _has_room(self, now: float) -> bool:
        filled = (now - self._filled_at) * self._strangers_per_hour / 3_600
        self._left, self._filled_at = min(self._strangers_per_hour, self._left + filled), now
        if self._left < 1:
            return False
        self._left -= 1
        return True


REFUSALS: Final = Seldom()
"""Of this process."""
