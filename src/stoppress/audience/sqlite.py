"""Counts of readers in one small SQLite file beside the shelf. Damaged, it is thrown away and begun anew."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from stoppress.audience.contract import Count
from stoppress.base.errors import Fault
from stoppress.base.limits.audience import AUDIENCE_BUSY_MS, AUDIENCE_KEPT_MINUTES, AUDIENCE_STORIES_MAX

_ALL: Final = ""
"""Stands for all stories: every process writes it each minute, and says by it that it counted."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS told (
    minute INTEGER NOT NULL, process TEXT NOT NULL, slug TEXT NOT NULL, readers INTEGER NOT NULL,
    PRIMARY KEY (slug, minute, process)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_minute ON told (minute);
"""
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What a file says that is no store of ours; SQLITE_ERROR: it has other columns."""


class SqliteAudience:
    """Opens the file for each question: one a minute from each reader process, one from each look at a workspace."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path

    def tell(self, process: str, minute: int, readers: Mapping[str, int]) -> None:
        """Note what one process counted."""
        most = heapq.nlargest(AUDIENCE_STORIES_MAX, readers.items(), key=lambda one: one[1])
        rows = [(minute, process, slug, count) for slug, count in most if count]
        rows.append((minute, process, _ALL, sum(readers.values())))

        def write() -> None:
            with self._connection() as connection:
                connection.executescript(_SCHEMA)
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("DELETE FROM told WHERE minute <= ?", (minute - AUDIENCE_KEPT_MINUTES,))
                connection.execute("DELETE FROM told WHERE minute = ? AND process = ?", (minute, process))
                connection.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", rows)
                connection.execute("COMMIT")

        try:
            try:
                write()
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                self._begin_anew()
                write()
        except (sqlite3.Error, OSError) as error:
            raise Fault(f"The counts of readers, {self.path}, can't be written: {error}") from error

    def counts(self, slug: str, first: int, last: int) -> list[Count]:
        """A story's readers in the minutes first … last. A file that is no store yet says nothing."""
        if not self.path.exists():
            return []

        query = "SELECT minute, SUM(readers) FROM told WHERE slug = ? AND minute BETWEEN ? AND ? GROUP BY minute"
        try:
            with self._connection() as connection:
                told, here = (dict(connection.execute(query, (of, first, last)).fetchall()) for of in (_ALL, slug))
        except sqlite3.Error as error:
            if _is_damage(error):
                return []  # whoever tells next begins it anew
            raise Fault(f"The counts of readers, {self.path}, can't be read: {error}") from error
        return [Count(minute, here.get(minute, 0)) for minute in sorted(told)]

    def _begin_anew(self) -> None:
        for end in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=AUDIENCE_BUSY_MS / 1000, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # A cut of power may cost the counts, and nothing else.
            connection.execute("PRAGMA synchronous = OFF")
            yield connection
        finally:
            connection.close()


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
