"""The thread of the desk that goes round all webhooks, woken by the bell; each is told by one sender at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from stoppress.base.limits.api import HOOK_LOOK_S, HOOK_SENDERS_MAX
from stoppress.bell.contract import EVERYTHING, Bell
from stoppress.desk.hooks.telling import hooks_behind, tell

log = logging.getLogger("stoppress.desk.hooks")


@contextmanager
def delivering(bell: Bell) -> Iterator[None]:
    """Tell webhooks what happens, until the end of the block. Only one process of a house may.

    At the end nobody waits for a receiver that is slow: what it did not take is told again at the next start.
    """
    rounds = _Rounds(bell)
    thread = threading.Thread(target=rounds.go, name="webhooks", daemon=True)
    thread.start()
    try:
        yield
    finally:
        rounds.stop.set()
        bell.ring("log", EVERYTHING)
        thread.join(HOOK_LOOK_S)


class _Rounds:
    def __init__(self, bell: Bell) -> None:
        self.stop = threading.Event()
        self._bell = bell
        self._at_work: dict[int, threading.Thread] = {}

    def go(self) -> None:
        ears = self._bell.listen("log")
        try:
            while not self.stop.is_set():
                self._start_those_behind()
                ears.wait(HOOK_LOOK_S / 20 if self._at_work else HOOK_LOOK_S)
        finally:
            ears.close()
            connection.close()

    def _start_those_behind(self) -> None:
        self._at_work = {hook: sender for hook, sender in self._at_work.items() if sender.is_alive()}
        try:
            behind = hooks_behind()
        except Exception:
            # The desk must live: the next look may find the database well again.
            log.exception("Webhooks could not be looked at")
            return
        for hook in behind:
            if hook not in self._at_work and len(self._at_work) < HOOK_SENDERS_MAX:
                # Daemons: the interpreter's end waits for none of them.
                sender = threading.Thread(target=_told, args=(hook,), name=f"webhook-{hook}", daemon=True)
                self._at_work[hook] = sender
                sender.start()


def _told(hook: int) -> None:
    try:
        tell(hook)
    except Exception:
        log.exception("Webhook %s could not be told", hook)
    finally:
        connection.close()
