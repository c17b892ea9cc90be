"""Having share cards drawn beside the work at hand: ask, go on, look whether the card is there.

The process that draws starts with the first card and ends after a while without one. One that hangs is ended; the card
is then given up.
"""

from __future__ import annotations

import logging
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Final

from stoppress.base.limits.cards import CARD_BYTES_MAX, CARD_DRAW_S, CARD_IDLE_S
from stoppress.media.bounded import python_path
from stoppress.media.card import Card

log = logging.getLogger(__name__)


class Painter:
    """Draws one card at a time. Used by one thread."""

    def __init__(self, pictures: Path, font: str = "") -> None:
        """pictures: the folder of kept pictures; font: path of the house's own face, "" = none."""
        self._command: Final = [sys.executable, "-P", "-B", "-m", "stoppress.media.card_worker", str(pictures), font]
        self._worker: subprocess.Popen[bytes] | None = None
        self._asked_at_s = 0.0
        self._got = b""
        self.is_busy = False

    def ask(self, card: Card) -> None:
        """Have a card drawn; painted() has it later. Not while is_busy."""
        assert not self.is_busy
        worker = self._running()
        self._asked_at_s, self._got, self.is_busy = time.monotonic(), b"", True
        try:
            _pipe(worker.stdin).write(card.to_line().encode() + b"\n")
            _pipe(worker.stdin).flush()
        except OSError:
            self.close()  # painted() says that there is none

    def painted(self, wait_s: float = 0.0) -> bytes | None:
        """The card that was asked for; b"" when it can't be drawn; None while it is not ready.

        wait_s   wait so long for it at most.
        """
        if self._worker is not None:
            self._read(wait_s)
        if self._worker is not None and len(self._got) < self._expected():
            if time.monotonic() < self._asked_at_s + CARD_DRAW_S:
                return None
            log.warning("a share card took longer than %g s: given up", CARD_DRAW_S)
            self.close()
        elif self._worker is None:
            log.warning("the process that draws share cards has ended: the card is given up")
        content = self._got[4:] if self._worker is not None else b""
        self._got, self.is_busy = b"", False
        return content

    def rest(self) -> None:
        """End the process when it has had nothing to do for long."""
        if self._worker is not None and not self.is_busy and time.monotonic() > self._asked_at_s + CARD_IDLE_S:
            self.close()

    def close(self) -> None:
        """End the process."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            try:
                _pipe(pipe).close()
            except OSError:
                log.debug("the process that draws share cards had not read all of its card")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker is not None and self._worker.poll() is not None:
            self.close()
        if self._worker is None:
            self._worker = subprocess.Popen(  # noqa: S603 - our own module, no shell
                self._command,
                env={"PYTHONPATH": python_path(), "LC_ALL": "C.UTF-8"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            os.set_blocking(_pipe(self._worker.stdout).fileno(), False)
        return self._worker

    def _read(self, wait_s: float) -> None:
        """Take what has come, waiting for more until it is all there, or the time is over."""
        assert self._worker is not None
        out = _pipe(self._worker.stdout)
        until_s = time.monotonic() + wait_s
        with selectors.DefaultSelector() as selector:
            selector.register(out, selectors.EVENT_READ)
            while len(self._got) < self._expected() and selector.select(max(0.0, until_s - time.monotonic())):
                part = os.read(out.fileno(), 65_536)
                self._got += part
                if not part or self._expected() > CARD_BYTES_MAX:
                    self.close()  # it has ended, or says what can't be
                    return

    def _expected(self) -> int:
        """Bytes of the whole answer, as far as it is known."""
        return 4 + int.from_bytes(self._got[:4], "big") if len(self._got) >= 4 else 4


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
