"""The clock: publishes what is due, on the second and never before, also what fell due while nobody ran.

Runs in the desk and, a moment behind it, in the press, so that one of them killed delays nothing. Both may take the
same draft: the transaction that publishes it is the claim, and the second finds it done.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import close_old_connections, connection

from stoppress.base.clock import Clock, now_utc
from stoppress.base.limits.drafts import DUE_LOOK_S, DUE_PAUSE_S
from stoppress.desk.drafting import shelf

log = logging.getLogger(__name__)


class Alarm:
    """Wakes the clock of this process when something was scheduled."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        """Let the clock look now."""
        self._rung.set()

    def wait(self, seconds: float) -> None:
        """Wait for a ring, at most so long."""
        self._rung.wait(seconds)
        self._rung.clear()


ALARM: Final = Alarm()
"""The process's own; other processes look every DUE_LOOK_S."""


class DueClock:
    """A thread that publishes what is due, until it is stopped."""

    def __init__(
        self,
        publish: Callable[[str, str], object],
        *,
        behind_s: float = 0.0,
        clock: Clock = now_utc,
        alarm: Alarm = ALARM,
    ) -> None:
        """Set the clock up.

        publish   publishes one draft, by slug and id (deeds.fall_due); refuses what is not due.
        behind_s  seconds for which due drafts are left to another process.
        """
        self._publish, self._behind, self._clock, self._alarm = publish, timedelta(seconds=behind_s), clock, alarm
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="due", daemon=True)

    def start(self) -> None:
        """Begin; the first look is at once, for what fell due before."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being published."""
        self._over.set()
        self._alarm.ring()
        self._thread.join()

    def look(self) -> float:
        """Publish what is due now. Returns the seconds until the next look, at most DUE_LOOK_S."""
        failed = False
        for slug, draft_id in shelf.due(self._clock() - self._behind):
            if self._over.is_set():
                break
            try:
                self._publish(slug, draft_id)
            except Exception:
                # What stands behind it is due too, and must not wait until somebody has mended this one.
                log.exception("draft %s of %s is due and could not be published; trying again", draft_id, slug)
                failed = True
        due = shelf.next_due()
        if failed or due is None:
            return DUE_LOOK_S
        return min(DUE_LOOK_S, max(DUE_PAUSE_S, (due + self._behind - self._clock()).total_seconds()))

    def _run(self) -> None:
        while not self._over.is_set():
            wait = DUE_LOOK_S
            try:
                wait = self.look()
            except Exception:
                log.exception("what is due could not be published; trying again")
            finally:
                close_old_connections()
            self._alarm.wait(wait)
        connection.close()
