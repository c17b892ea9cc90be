"""The line between the supervisor and each of its processes: a socket pair.

Down the line comes nothing but its end: when the supervisor is gone, however it went, the process ends too. Up the line
go notes, one JSON object a line; the first says that the process is ready.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Mapping

from stoppress.base.limits.ops import STOP_GRACE_S


class Lifeline:
    """The process's end. Without a supervisor there is none, and everything is said to nobody."""

    def __init__(self, descriptor: int | None, grace_s: float = STOP_GRACE_S) -> None:
        """descriptor  of the socket that was inherited; None = nobody watches.

        grace_s     seconds that a clean stop may take once the supervisor is gone.
        """
        self._socket = socket.socket(fileno=descriptor) if descriptor is not None else None
        self._grace_s = grace_s
        if self._socket:
            threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def ready(self, **notes: object) -> None:
        """Say that this process answers now."""
        self.tell({"ready": True, **notes})

    def tell(self, note: Mapping[str, object]) -> None:
        """Send one note up; a supervisor that is gone hears nothing."""
        if self._socket:
            try:
                self._socket.sendall(json.dumps(note).encode() + b"\n")
            except OSError:
                return  # _watch() ends the process

    def _watch(self) -> None:
        assert self._socket
        try:
            while self._socket.recv(1):
                pass
        except OSError:
            pass  # the line is down: the same as its end
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(self._grace_s)
        os.kill(os.getpid(), signal.SIGKILL)
