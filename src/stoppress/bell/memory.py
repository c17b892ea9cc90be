"""A bell between the threads of one process: for tests, and for running all parts in one process."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections import deque
from typing import Final

from stoppress.base.limits.bell import BELL_RINGS_MAX
from stoppress.bell.contract import EVERYTHING, Ring, Topic


class MemoryListener:
    """A bounded queue with a socket pair that makes it visible to select()."""

    def __init__(self, bell: MemoryBell, topic: Topic) -> None:
        self._bell = bell
        self._topic: Final[Topic] = topic
        self._lock = threading.Lock()
        self._waiting: deque[Ring] = deque(maxlen=BELL_RINGS_MAX)
        self._lost = False
        self._ear, self._mouth = socket.socketpair()
        self._ear.setblocking(False)
        self._mouth.setblocking(False)

    def fileno(self) -> int:
        """Readable when rings wait."""
        return self._ear.fileno()

    def rings(self) -> list[Ring]:
        """Take what has come, without waiting."""
        with self._lock:
            with contextlib.suppress(BlockingIOError):
                self._ear.recv(BELL_RINGS_MAX)
            taken = list(self._waiting)
            self._waiting.clear()
            if self._lost:
                self._lost = False
                taken[0] = EVERYTHING
            return taken

    def wait(self, timeout_s: float) -> list[Ring]:
        """As rings(), but wait for the first."""
        poll = select.poll()
        poll.register(self._ear, select.POLLIN)
        poll.poll(max(0.0, timeout_s) * 1000)
        return self.rings()

    def close(self) -> None:
        """Stop listening."""
        self._bell.forget(self._topic, self)
        with self._lock:
            self._ear.close()
            self._mouth.close()

    def hear(self, ring: Ring) -> None:
        """Called by the bell, from any thread; never waits."""
        with self._lock:
            if self._mouth.fileno() == -1:
                return
            self._lost |= len(self._waiting) == BELL_RINGS_MAX
            self._waiting.append(ring)
            # One byte says that rings wait; when there is no room for it, enough bytes say so already.
            with contextlib.suppress(BlockingIOError):
                self._mouth.send(b"!")


class MemoryBell:
    """The listeners of each topic. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[Topic, list[MemoryListener]] = {"log": [], "edition": []}

    def ring(self, topic: Topic, ring: Ring) -> None:
        """Tell whoever listens."""
        with self._lock:
            listeners = tuple(self._listeners[topic])
        for listener in listeners:
            listener.hear(ring)

    def listen(self, topic: Topic) -> MemoryListener:
        """Hear rings from now on."""
        listener = MemoryListener(self, topic)
        with self._lock:
            self._listeners[topic].append(listener)
        return listener

    def forget(self, topic: Topic, listener: MemoryListener) -> None:
        """Called by a listener that closes. Twice is harmless."""
        with self._lock, contextlib.suppress(ValueError):
            self._listeners[topic].remove(listener)

    def close(self) -> None:
        """Nothing to give back."""
