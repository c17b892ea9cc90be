"""A bell over Unix datagram sockets in one folder: for all processes of one machine, without a server.

Each listener binds <folder>/<topic>-<pid>-<random>.sock; a ring is one datagram, "<number> <slug>", to every
socket of its topic. Sending never waits. A socket that refuses belongs to a dead process and is removed.

The kernel queues only about ten datagrams for a listener, so a burst loses rings. A listener that finds so
many at once therefore adds "look at everything": what a burst lost costs a look, not LOOK_INTERVAL_S.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import secrets
import select
import socket
import time
from itertools import islice
from pathlib import Path
from typing import Final

from stoppress.base.keys import SLUG_CHARS_MAX, SLUG_PATTERN
from stoppress.base.limits.bell import BELL_DATAGRAM_BYTES_MAX, BELL_LISTENERS_MAX, BELL_RINGS_MAX
from stoppress.bell.contract import EVERYTHING, Ring, Topic
from stoppress.bell.folder import ShortFolder

log = logging.getLogger(__name__)

_DATAGRAM: Final = re.compile(rb"([0-9]{1,18}) ([a-z0-9-]*)")
_OVERFLOW_LIKELY: Final = 10
"""Datagrams found at once from which on some may have been lost: the smallest queue that kernels give."""

_NOBODY: Final = frozenset({errno.ECONNREFUSED, errno.ENOENT})


class UnixListener:
    """One bound socket."""

    def __init__(self, folder: ShortFolder, topic: Topic) -> None:
        name = f"{topic}-{os.getpid()}-{secrets.token_hex(4)}.sock"
        self.path: Final = folder.path / name
        self.ignored = 0
        """Datagrams that were no rings."""
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        try:
            self._socket.bind(folder.address_of(name))
        except BaseException:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """Readable when rings wait."""
        return self._socket.fileno()

    def rings(self) -> list[Ring]:
        """Take what has come, without waiting."""
        taken: list[Ring] = []
        for count in range(BELL_RINGS_MAX):
            try:
                datagram = self._socket.recv(BELL_DATAGRAM_BYTES_MAX + 1)
            except BlockingIOError:
                if count >= _OVERFLOW_LIKELY:
                    taken.append(EVERYTHING)
                break
            ring = ring_from(datagram)
            if ring is None:
                self.ignored += 1
            else:
                taken.append(ring)
        return taken

    def wait(self, timeout_s: float) -> list[Ring]:
        """As rings(), but wait for the first; what is no ring does not end the wait."""
        end = time.monotonic() + timeout_s
        poll = select.poll()  # not select(), which knows no descriptor from 1,024 on
        poll.register(self._socket, select.POLLIN)
        while True:
            left = max(0.0, end - time.monotonic())
            poll.poll(left * 1000)
            taken = self.rings()
            if taken or not left:
                return taken

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self.path.unlink(missing_ok=True)
        self._socket.close()


class UnixBell:
    """The sockets of a folder. Safe between threads and processes; holds no connection."""

    def __init__(self, folder: Path) -> None:
        self._folder = ShortFolder(folder)

    def ring(self, topic: Topic, ring: Ring) -> None:
        """Tell whoever listens."""
        datagram = f"{ring.number} {ring.story}".encode()
        # A socket of its own for each ring: what one listener leaves unread counts against the sender's
        # buffer, and with a lasting socket one that sleeps would silence the others.
        try:
            sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        except OSError as error:
            log.warning("The bell can't ring, listeners find out by their own look: %s", error)
            return
        with sender:
            sender.setblocking(False)
            for name in self._sockets(topic):
                try:
                    sender.sendto(datagram, self._folder.address_of(name))
                except OSError as error:
                    self._passed_over(name, error)

    def listen(self, topic: Topic) -> UnixListener:
        """Hear rings from now on."""
        self._folder.make()
        return UnixListener(self._folder, topic)

    def close(self) -> None:
        """Give back the short way to the folder, if there is one."""
        self._folder.close()

    def _sockets(self, topic: Topic) -> list[str]:
        """The names of the topic's sockets, at most BELL_LISTENERS_MAX; [] when there is no folder."""
        try:
            with os.scandir(self._folder.path) as entries:
                ours = (entry.name for entry in entries if _is_ours(entry.name, topic))
                return list(islice(ours, BELL_LISTENERS_MAX))
        except OSError:
            return []

    def _passed_over(self, name: str, error: OSError) -> None:
        if error.errno in _NOBODY:
            with contextlib.suppress(OSError):
                (self._folder.path / name).unlink(missing_ok=True)
        elif not isinstance(error, BlockingIOError):
            log.debug("The bell passed over %s: %s", name, error)


def _is_ours(name: str, topic: Topic) -> bool:
    return name.startswith(f"{topic}-") and name.endswith(".sock")


def ring_from(datagram: bytes) -> Ring | None:
    """A ring as it came over a socket; None when it is none of ours."""
    found = _DATAGRAM.fullmatch(datagram) if len(datagram) <= BELL_DATAGRAM_BYTES_MAX else None
    if found is None:
        return None
    slug = found[2].decode()
    if slug and (len(slug) > SLUG_CHARS_MAX or not SLUG_PATTERN.fullmatch(slug)):
        return None
    return Ring(slug, int(found[1]))
