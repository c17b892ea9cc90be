"""The small supervisor of `serve` and `demo`: starts processes, starts them again when they die, stops them together.

It knows nothing of stories and loads no Django. One loop waits for three things: a note or the end of a lifeline, a
signal, the time of a restart. A process that ends with exit code 2 was refused what it needs: it has said why, and
starting it again would not help, so everything stops. So it does when one fails that has a work of its own to do.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any, Final

from stoppress.base.limits.ops import (
    RESTART_CALM_S,
    RESTART_FIRST_S,
    RESTART_READY_MAX_S,
    RESTART_UNREADY_MAX_S,
    STOP_GRACE_S,
)

_LOG: Final = logging.getLogger(__name__)
_REFUSED: Final = 2
_STOPS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Signals that stop everything in order; SIGHUP: the terminal was closed, or its line was cut."""
Note = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """One process. `--lifeline FD` is added to its command."""

    name: str
    command: tuple[str, ...]
    lasting: bool = True
    """False: it may end by itself, with exit code 0, when it has done its work."""


def of_ours(name: str, *arguments: str, lasting: bool = True) -> Plan:
    """The plan of one of our own commands."""
    return Plan(name, (sys.executable, "-m", "stoppress", name, *arguments), lasting)


class Supervised:
    """One process over its lives."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.due_at: float | None = 0.0
        """Monotonic time of the next start; None while it runs, or when it is done."""
        self.ready = False
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._unread = b""
        self._started_at = 0.0
        self._deaths = 0

    @property
    def pid(self) -> int | None:
        """Its process id; None while it does not run."""
        return self._process.pid if self._process else None

    def start(self) -> socket.socket:
        """Start it and return our end of its lifeline."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [*self.plan.command, "--lifeline", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # Own group: Ctrl-C reaches us alone, and we stop everyone in order.
                process_group=0,
            )
        ours.setblocking(False)
        self._line, self._unread, self.ready, self.due_at = ours, b"", False, None
        self._started_at = time.monotonic()
        return ours

    def notes(self) -> list[Note] | None:
        """What it has said since the last time; None when the line has ended."""
        assert self._line
        try:
            came = self._line.recv(65_536)
        except BlockingIOError:
            return []
        except OSError:
            return None
        if not came:
            return None
        *lines, self._unread = (self._unread + came).split(b"\n")
        found: list[Note] = [json.loads(line) for line in lines]
        self.ready = self.ready or any(note.get("ready") for note in found)
        return found

    def ended(self) -> int:
        """Take leave of it and plan its next life.

        Returns  its exit code, negative for a signal.
        """
        assert self._process
        assert self._line
        self._line.close()
        try:
            code = self._process.wait(timeout=STOP_GRACE_S)
        except subprocess.TimeoutExpired:  # it let go of the line but lives on: it is of no use any more
            self._process.kill()
            code = self._process.wait()
        lived_s = time.monotonic() - self._started_at
        self._process = None
        if not self.plan.lasting and code == 0:
            self.due_at = None
            return code
        self._deaths = 1 if lived_s >= RESTART_CALM_S else self._deaths + 1
        self.due_at = time.monotonic() + wait_before_restart(self._deaths, was_ready=self.ready)
        return code

    def send(self, signal_number: int) -> None:
        """Signal its whole group, if it runs."""
        if self._process:
            try:
                os.killpg(self._process.pid, signal_number)
            except ProcessLookupError:
                return  # it ended by itself meanwhile; ended() will see to it


def wait_before_restart(deaths: int, *, was_ready: bool) -> float:
    """Seconds before the next start after so many deaths in a row (1 …)."""
    wait_s = RESTART_FIRST_S * 2.0 ** min(deaths - 1, 20)
    return min(wait_s, RESTART_READY_MAX_S if was_ready else RESTART_UNREADY_MAX_S)


class Supervisor:
    """Runs plans until a signal comes or one of them is refused."""

    def __init__(
        self, plans: Sequence[Plan], on_ready: Callable[[dict[str, Note]], None], *, drain_s: float = 0.0
    ) -> None:
        """plans     started in this order, without waiting for each other.

        on_ready  called once, when all are ready, with each one's note by its name.
        drain_s   seconds that a stop may take beyond STOP_GRACE_S.
        """
        self._all = [Supervised(plan) for plan in plans]
        self._on_ready: Callable[[dict[str, Note]], None] | None = on_ready
        self._ready_notes: dict[str, Note] = {}
        self._stop_s = drain_s + STOP_GRACE_S
        self._selector = selectors.DefaultSelector()
        self._signals: list[int] = []
        self._code = 0

    def run(self) -> int:
        """Run until the end.

        Returns  0 after a signal; 2 when a process was refused what it needs, 1 when one failed at its own work.
        """
        woken, waking = socket.socketpair()
        for end in (woken, waking):
            end.setblocking(False)
        before = {number: signal.signal(number, self._signalled) for number in _STOPS}
        wakeup_before = signal.set_wakeup_fd(waking.fileno())
        self._selector.register(woken, selectors.EVENT_READ, None)
        try:
            while not self._signals and not self._code:
                self._start_due()
                self._turn(self._wait_s())
            self._stop()
        finally:
            self._send_all(signal.SIGKILL)
            signal.set_wakeup_fd(wakeup_before)
            for number, handler in before.items():
                signal.signal(number, handler)
            self._selector.close()
            woken.close()
            waking.close()
        return self._code

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        del frame
        self._signals.append(number)

    def _start_due(self) -> None:
        now = time.monotonic()
        for one in self._all:
            if one.due_at is not None and one.due_at <= now:
                try:
                    line = one.start()
                except OSError as error:  # no memory or no process left: readers are served meanwhile by the others
                    one.due_at = now + RESTART_UNREADY_MAX_S
                    _LOG.error("%s can't be started: %s", one.plan.name, error)
                else:
                    self._selector.register(line, selectors.EVENT_READ, one)

    def _wait_s(self) -> float | None:
        due = [one.due_at for one in self._all if one.due_at is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _turn(self, timeout_s: float | None) -> None:
        for key, _ in self._selector.select(timeout_s):
            if isinstance(key.fileobj, socket.socket) and key.data is None:
                key.fileobj.recv(4096)  # wakeup bytes; _signals has the numbers
            elif isinstance(key.data, Supervised):
                self._hear(key.data, key.fileobj)

    def _hear(self, one: Supervised, line: Any) -> None:
        notes = one.notes()
        if notes is None:
            self._selector.unregister(line)
            self._bury(one)
            return
        for note in notes:
            if note.get("ready"):
                self._ready_notes[one.plan.name] = note
        if self._on_ready and all(each.ready for each in self._all):
            on_ready, self._on_ready = self._on_ready, None
            on_ready(self._ready_notes)

    def _bury(self, one: Supervised) -> None:
        code = one.ended()
        if self._signals or one.due_at is None:
            return
        if code == _REFUSED or (code == 1 and not one.plan.lasting and not one.ready):
            self._code = code
            return
        how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        wait_s = one.due_at - time.monotonic()
        _LOG.warning("%s %s; it is started again in %.1f s", one.plan.name, how, wait_s)

    def _stop(self) -> None:
        """Stop all: ask, wait a bounded time, kill. A second signal kills at once."""
        asked = len(self._signals)
        self._send_all(signal.SIGTERM)
        until = time.monotonic() + self._stop_s
        while self._running() and time.monotonic() < until and len(self._signals) <= max(asked, 1):
            self._turn(max(0.0, until - time.monotonic()))
        if self._running():
            _LOG.warning("killed, since not stopped in time: %s", ", ".join(self._running()))
            self._send_all(signal.SIGKILL)

    def _running(self) -> list[str]:
        return [one.plan.name for one in self._all if one.pid]

    def _send_all(self, signal_number: int) -> None:
        for one in self._all:
            one.send(signal_number)
