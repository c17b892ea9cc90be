"""The file of the SQLite shelf: its connections, and the empty one that takes its place when it can't be
used.

The shelf's path is a symbolic link to the file in use: edition.db → edition.db.0a1b2c3d. The shelf is
disposable, so a file that is damaged or of another schema is not repaired: the link is turned to a new, empty
one, with a line in the log, and the press fills it again. Every process compares the link at each use, so all
of them follow.

New names instead of renamed files, since SQLite, when it closes a file, removes the write-ahead log by its
name: that would be the log of the file that came after it.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from stoppress.base.errors import Fault
from stoppress.base.limits.shelf import EDITION_BUSY_MS, EDITION_CONNECTIONS_KEPT, EDITION_WAL_BYTES_KEPT

log = logging.getLogger(__name__)

SCHEMA_NUMBER: Final = 1
"""Goes up with every change of _SCHEMA; a file of another number is not used."""

_SCHEMA: Final = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL, number INTEGER NOT NULL,
    oldest_frame INTEGER NOT NULL, state TEXT NOT NULL, headline TEXT NOT NULL, language TEXT NOT NULL,
    opened_at TEXT NOT NULL, updated_at TEXT NOT NULL, entries INTEGER NOT NULL
);
CREATE INDEX story_latest ON story (updated_at DESC, slug);
CREATE TABLE piece (
    story INTEGER NOT NULL, slot TEXT NOT NULL, form TEXT NOT NULL, rank INTEGER, listed INTEGER NOT NULL,
    content BLOB NOT NULL, UNIQUE (story, slot, form)
);
CREATE INDEX piece_place ON piece (story, form, rank, slot) WHERE listed = 1;
CREATE TABLE frame (
    story INTEGER NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL, sse BLOB NOT NULL,
    json BLOB NOT NULL, UNIQUE (story, number)
);
CREATE TABLE document (
    path TEXT NOT NULL UNIQUE, content_type TEXT NOT NULL, content BLOB NOT NULL, immutable INTEGER NOT NULL
);
"""

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Primary result codes that say: this file will never be right again."""


class Connection(sqlite3.Connection):
    """A connection that knows which file it leads to."""

    target: str = ""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is damaged, as against busy, full or forbidden."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _DAMAGE


class ShelfFile:
    """The file in use and the connections to it that wait for their next use. Safe between threads."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._closed = False

    def take(self) -> Connection:
        """A connection to the file in use, in no transaction. Give it back with give_back().

        Raises   sqlite3.Error, OSError; Fault when the shelf is closed.
        """
        target = _target(self.path)
        with self._lock:
            if self._closed:
                raise Fault(f"The shelf {self.path} is closed.")
            while self._idle:
                connection = self._idle.pop()
                if connection.target == target:
                    return connection
                connection.close()
        with _locked(self.path):
            return _opened(self.path)

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for its next use, or close it when enough are kept. Ends an open transaction."""
        try:
            connection.rollback()
        except sqlite3.Error:
            connection.close()
            return
        with self._lock:
            if not self._closed and len(self._idle) < EDITION_CONNECTIONS_KEPT:
                self._idle.append(connection)
                return
        connection.close()

    def replace_damaged(self, target: str, found: str) -> None:
        """Turn to an empty file, unless another process or thread has done so already.

        target   the file in which the damage was found.
        found    what is wrong, for the log.
        """
        with _locked(self.path):
            if _target(self.path) == target:
                _begin_new_file(self.path, found)

    def close(self) -> None:
        """Close the connections that wait; those in use close when they are given back."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()


def _opened(path: Path) -> Connection:
    """A connection to the file in use, or to a new one when it can't be used. Under the file's lock."""
    target = _target(path)
    found = "" if target else "there is none yet"
    if target:
        try:
            connection = _connected(path.parent / target)
            connection.target = target
            found = _schema_finding(connection)
            if not found:
                return connection
            connection.close()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            found = str(error)
    return _connected(path.with_name(_begin_new_file(path, found)))


def _connected(file: Path) -> Connection:
    """A connection with our settings; closed again on any error."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, factory=Connection)
    connection.target = file.name
    try:
        connection.execute(f"PRAGMA busy_timeout = {EDITION_BUSY_MS}")
        # NORMAL: a killed process loses nothing; a cut of power the last printings, which the press repeats.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA journal_size_limit = {EDITION_WAL_BYTES_KEPT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _schema_finding(connection: Connection) -> str:
    """Why a file can't be our shelf; "" when it can. Reads its first page only, whatever its size."""
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    return "" if number == SCHEMA_NUMBER else f"its schema is number {number}, this version needs {SCHEMA_NUMBER}"


def _begin_new_file(path: Path, found: str) -> str:
    """Make an empty shelf and turn the link to it; the unusable file is kept for whoever wants to look."""
    before = _target(path)
    file = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    connection = _connected(file)
    try:
        if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise Fault(f"{path}: this file system holds no write-ahead log. Put the data folder on a local disk.")
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {SCHEMA_NUMBER}; COMMIT;")
    finally:
        connection.close()
    link = path.with_name(f"{path.name}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(file.name)
    if path.is_file() and not path.is_symlink():
        before = f"{path.name}.plain"
        path.replace(path.with_name(before))
    link.replace(path)
    _sweep(path, kept={before, file.name})
    if before:
        log.warning(
            "The shelf %s can't be used: %s. An empty one takes its place; "
            "the press prints it again from the log, nothing is lost.",
            path.parent / before,
            found,
        )
    return file.name


def _sweep(path: Path, kept: set[str]) -> None:
    """Remove the files that earlier new beginnings left, so that disks don't fill."""
    ours = re.compile(re.escape(path.name) + r"\.[0-9a-f]{8}")
    for old in path.parent.iterdir():
        name = old.name.removesuffix("-wal").removesuffix("-shm")
        if ours.fullmatch(name) and name not in kept:
            old.unlink(missing_ok=True)


def _target(path: Path) -> str:
    """The name of the file in use; "" when there is none. A plain file at the path is its own target."""
    try:
        target = str(path.readlink())
    except FileNotFoundError:
        return ""
    except OSError:
        return path.name
    return target if path.exists() else ""


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time opens the file or begins a new one. The lock goes with the process that holds
    it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
