"""Access lines: noted with an append, written a second's worth at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from stoppress.base.clock import iso


class AccessLines:
    """What was asked for and how it was answered, one line each; nothing at all when they are off."""

    def __init__(self, write: Callable[[str], object] | None) -> None:
        self.on = write is not None
        self._write = write
        self._noted: list[tuple[str, str, bytes, int, int]] = []

    def note(self, client: str, method: str, target: bytes, status: int, length: int) -> None:
        """One finished request."""
        if self.on:
            self._noted.append((client, method, target, status, length))

    def flush(self, now: datetime) -> None:
        """Write what has been noted."""
        if not self._noted or self._write is None:
            return
        noted, self._noted = self._noted, []
        when = iso(now)
        self._write("".join(_line(when, *one) for one in noted))


def _line(when: str, client: str, method: str, target: bytes, status: int, length: int) -> str:
    shown = target[:500].decode("ascii", "backslashreplace").replace('"', "%22")
    return f'{when} {client} "{method} {shown}" {status} {length}\n'
