"""A folder whose sockets can be reached although its path may be longer than a socket's address can hold."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from pathlib import Path
from typing import Any, Final

ADDRESS_BYTES_MAX: Final = 103
"""Bytes of a Unix socket's path: 108 on Linux, 104 on macOS and BSD, one of them for the end."""

_NAME_BYTES: Final = 40
"""Room for "/<topic>-<pid>-<random>.sock"."""


class ShortFolder:
    """A folder; when its path is too long, with a symbolic link to it in a private folder under the system's
    /tmp.

    The sockets themselves always lie in the folder, so processes that came by different ways meet there. The
    link belongs to this object alone: nobody else can put another in its place. It goes with close() or, at
    the latest, with the process; only a killed process leaves one behind.
    """

    def __init__(self, path: Path) -> None:
        self.path: Final = path.absolute()
        self._lock = threading.Lock()
        self._private: Path | None = None
        self._remove: weakref.finalize[Any, ShortFolder] | None = None

    def make(self) -> None:
        """Make the folder, for its owner only, if it is not there."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def address_of(self, name: str) -> str:
        """The path by which a socket of the folder is bound or reached.

        Raises   OSError  when a link is needed and can't be made.
        """
        if len(bytes(self.path)) + _NAME_BYTES <= ADDRESS_BYTES_MAX:
            return f"{self.path}/{name}"
        return f"{self._link()}/{name}"

    def close(self) -> None:
        """Remove the link; it is made again when it is needed."""
        with self._lock:
            if self._remove is not None:
                self._remove()
            self._private = None

    def _link(self) -> Path:
        with self._lock:
            if self._private is None or not self._private.exists():
                self._private = Path(tempfile.mkdtemp(prefix="stoppress-", dir=_short_place()))
                self._remove = weakref.finalize(self, _remove_own, self._private, os.getpid())
                (self._private / "b").symlink_to(self.path)
            return self._private / "b"


def _short_place() -> str | None:
    """Where a link may lie; None = where the system puts temporary files, unless that path is long itself."""
    room = ADDRESS_BYTES_MAX - _NAME_BYTES - len("/stoppress-12345678/b")
    return None if len(os.fsencode(tempfile.gettempdir())) <= room else "/tmp"  # noqa: S108  mkdtemp is private


def _remove_own(private: Path, pid: int) -> None:
    """A forked child that ends must not take its parent's link away."""
    if os.getpid() == pid:
        shutil.rmtree(private, ignore_errors=True)
