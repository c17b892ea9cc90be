"""How often a token asks, by the minute. In the memory of the one desk process: a restart forgives."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_REQUESTS_PER_MINUTE, API_TOKENS_COUNTED_MAX


class TooOften(Refusal):
    """Too many requests; try again in retry_after_s seconds."""

    def __init__(self, retry_after_s: int, per_minute: int) -> None:
        super().__init__(
            "too-often",
            f"This token has asked {per_minute} times within a minute, the most possible. "
            f"Wait {retry_after_s} s, as the header Retry-After says.",
        )
        self.retry_after_s = retry_after_s


class Requests:
    """A bucket for each token: it holds a minute's requests and fills again evenly."""

    def __init__(
        self,
        per_minute: int = API_REQUESTS_PER_MINUTE,
        tokens_max: int = API_TOKENS_COUNTED_MAX,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_minute = per_minute
        self._tokens_max = tokens_max
        self._seconds = seconds
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Begin anew, as a restart does."""
        with self._lock:
            self._left.clear()

    def count(self, token: int) -> None:
        """Count one request.

        Raises   TooOften.
        """
        now = self._seconds()
        with self._lock:
            left, at = self._left.pop(token, (float(self._per_minute), now))
            left = min(self._per_minute, left + (now - at) * self._per_minute / 60)
            self._left[token] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > self._tokens_max:
                self._left.popitem(last=False)
        if left < 1:
            raise TooOften(max(1, math.ceil((1 - left) * 60 / self._per_minute)), self._per_minute)


REQUESTS: Final = Requests()
"""Of this process."""
