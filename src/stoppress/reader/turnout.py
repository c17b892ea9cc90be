"""Tells, once as each minute begins, how many streams of each story this process has. Costs delivery nothing."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from stoppress.audience.contract import Audience
from stoppress.base.clock import Clock, now_utc

log: Final = logging.getLogger("stoppress.reader")


class Turnout:
    """Counts on the event loop, writes in a thread of its own.

    Only as a minute begins, so that a process that takes another's place within a minute counts nobody twice.

    audience   None = nobody is told.
    readers    the open streams of each story now.
    """

    def __init__(
        self, audience: Audience | None, readers: Callable[[], Mapping[str, int]], clock: Clock = now_utc
    ) -> None:
        self._audience = audience
        self._readers = readers
        self._clock = clock
        self._process = secrets.token_hex(6)
        self._minute = self._minute_now()
        self._writing: Future[None] | None = None
        self._thread = ThreadPoolExecutor(1, "reader-turnout") if audience else None

    def each_second(self) -> None:
        """Tell, where a new minute has begun; not while the last word is still being written."""
        minute = self._minute_now()
        if minute == self._minute or self._audience is None or self._thread is None:
            return
        self._minute = minute
        if self._writing is None or self._writing.done():
            self._writing = self._thread.submit(self._tell, self._audience, minute, self._readers())

    def stop(self) -> None:
        """Give the thread back."""
        if self._thread:
            self._thread.shutdown(wait=False, cancel_futures=True)

    def _tell(self, audience: Audience, minute: int, readers: Mapping[str, int]) -> None:
        try:
            audience.tell(self._process, minute, readers)
        except Exception:
            # The desk shows a gap; readers get what they get.
            log.exception("how many readers there are could not be told")

    def _minute_now(self) -> int:
        return int(self._clock().timestamp()) // 60
