"""The shelf in one SQLite file: the press writes from its process, readers read from theirs, neither waits.

What belongs into one transaction is decided here; sqlite_rows.py has the rows, sqlite_file.py the tables and
the connections. Every question is answered from an index, so its cost does not grow with the story.
"""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from stoppress.base.errors import Fault
from stoppress.edition.contract import Document, Frame, Print, Row, Shelved, StorySlug
from stoppress.edition.rules import ENTRY_PREFIX, check_page, plan
from stoppress.edition.sqlite_file import Connection, ShelfFile, is_damage
from stoppress.edition.sqlite_rows import (
    all_stories,
    drop_pieces_and_frames,
    frames_between,
    one_story,
    write_frames,
    write_pieces,
    write_story,
)


class SqliteSnapshot:
    """One story at one moment: a read transaction on a connection of its own."""

    def __init__(self, file: ShelfFile, connection: Connection, story_id: int, story: Shelved) -> None:
        self._file = file
        self._connection: Connection | None = connection
        self._story_id = story_id
        self.story: Final = story

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if self._connection is not None:
            warnings.warn(f"a snapshot of {self.story.slug} was not closed", ResourceWarning, stacklevel=2, source=self)
            self.close()

    def close(self) -> None:
        """End the transaction and give back the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._file.give_back(connection)

    def piece(self, slot: str, form: str) -> bytes | None:
        """One piece; None when it is not on the shelf."""
        rows = self._read("SELECT content FROM piece WHERE story = ? AND slot = ? AND form = ?", slot, form)
        return rows[0][0] if rows else None

    def page(self, form: str, *, limit: int, below: str | None = None, above: str | None = None) -> list[Row]:
        """Pieces of listed updates in one form, as the contract says."""
        check_page(limit, below, above)
        edge = below or above
        place: tuple[int, str] | None = None
        if edge:
            rank = self.rank(edge)
            if rank is None:
                return []
            place = (rank, ENTRY_PREFIX + edge)
        rows = self._read(
            page_query(from_place=place is not None, ascending=above is not None), form, *(place or ()), limit
        )
        return [Row(slot.removeprefix(ENTRY_PREFIX), rank, content) for slot, rank, content in rows]

    def rank(self, key: str) -> int | None:
        """The place of an update, listed or not; None when it is unknown."""
        rows = self._read(
            "SELECT rank FROM piece WHERE story = ? AND slot = ? AND rank IS NOT NULL LIMIT 1",
            ENTRY_PREFIX + key,
        )
        return rows[0][0] if rows else None

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query whose first placeholder is the story."""
        if self._connection is None:
            raise Fault(f"A snapshot of {self.story.slug} was read after it was closed.")
        with _faults(self._file, self._connection):
            return self._connection.execute(query, (self._story_id, *values)).fetchall()


def page_query(*, from_place: bool, ascending: bool) -> str:
    """The query of a page. Its values: story, form, rank and slot of the edge when from_place, limit."""
    order, beyond = ("ASC", ">") if ascending else ("DESC", "<")
    edge = f"AND (rank, slot) {beyond} (?, ?) " if from_place else ""
    # Ranks may be equal while updates change places, so the slot is part of the order.
    return (
        f"SELECT slot, rank, content FROM piece WHERE story = ? AND form = ? AND listed = 1 {edge}"  # noqa: S608
        f"ORDER BY rank {order}, slot {order} LIMIT ?"
    )


class SqliteEdition:
    """The shelf of one file. Any number of these, in any processes, may use the same file."""

    def __init__(self, path: Path) -> None:
        self._file = ShelfFile(path)
        with self._connection():
            pass

    def print(self, printing: Print) -> None:
        """Put a printing on the shelf, in one transaction."""
        with self._writing() as connection:
            found = one_story(connection, printing.story.slug)
            todo = plan(None if found is None else found[1], printing)
            shelved = replace(printing.story, oldest_frame=todo.oldest_frame)
            story_id = write_story(connection, shelved)
            if todo.starts_anew:
                drop_pieces_and_frames(connection, story_id)
            write_pieces(connection, story_id, tuple(printing.pieces))
            write_frames(connection, story_id, todo)

    def printed(self, slug: StorySlug) -> Shelved | None:
        """How far one story is printed; None when it is not on the shelf."""
        with self._connection() as connection:
            found = one_story(connection, slug)
        return None if found is None else found[1]

    def stories(self) -> list[Shelved]:
        """All stories, the most lately updated first."""
        with self._connection() as connection:
            return all_stories(connection)

    def snapshot(self, slug: StorySlug) -> SqliteSnapshot | None:
        """One story at one moment; None when unknown. Close it."""
        connection = self._taken()
        try:
            with _faults(self._file, connection):
                connection.execute("BEGIN")
                found = one_story(connection, slug)
        except BaseException:
            self._file.give_back(connection)
            raise
        if found is None:
            self._file.give_back(connection)
            return None
        return SqliteSnapshot(self._file, connection, *found)

    def frames_after(self, slug: StorySlug, number: int, limit: int) -> list[Frame] | None:
        """The next frames after a number, oldest first; None when unknown or older than kept."""
        with self._reading() as connection:
            found = one_story(connection, slug)
            if found is None or number + 1 < found[1].oldest_frame:
                return None
            return frames_between(connection, found[0], number + 1, min(number + limit, found[1].number))

    def frame_range(self, slug: StorySlug, first: int, last: int) -> list[Frame] | None:
        """Frames first … last; None unless all of them are kept."""
        with self._reading() as connection:
            found = one_story(connection, slug)
            if found is None or not found[1].oldest_frame <= first <= last <= found[1].number:
                return None
            return frames_between(connection, found[0], first, last)

    def put_document(self, document: Document) -> None:
        """Put or replace a document."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO document (path, content_type, content, immutable) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET content_type = excluded.content_type, "
                "content = excluded.content, immutable = excluded.immutable",
                (document.path, document.content_type, document.content, document.immutable),
            )

    def document(self, path: str) -> Document | None:
        """The document at a path."""
        query = "SELECT path, content_type, content, immutable FROM document WHERE path = ?"
        with self._connection() as connection:
            row = connection.execute(query, (path,)).fetchone()
        return None if row is None else Document(row[0], row[1], row[2], bool(row[3]))

    def drop_story(self, slug: StorySlug) -> None:
        """Take a story off the shelf."""
        with self._writing() as connection:
            found = one_story(connection, slug)
            if found is not None:
                drop_pieces_and_frames(connection, found[0])
                connection.execute("DELETE FROM story WHERE id = ?", found[:1])

    def clear(self) -> None:
        """Empty the shelf, documents too."""
        with self._writing() as connection:
            for table in ("piece", "frame", "story", "document"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def close(self) -> None:
        """Give back the connections."""
        self._file.close()

    def _taken(self) -> Connection:
        try:
            return self._file.take()
        except (sqlite3.Error, OSError) as error:
            raise Fault(f"The shelf {self._file.path} can't be opened: {error}.") from error

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection for a single statement."""
        connection = self._taken()
        try:
            with _faults(self._file, connection):
                yield connection
        finally:
            self._file.give_back(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection on which all reads see the same printing."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection that alone may write; commits at the end, leaves nothing behind on any error."""
        with self._connection() as connection:
            # IMMEDIATE takes the write lock before the first read, so that what was read can't be outdated.
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")


@contextmanager
def _faults(file: ShelfFile, connection: Connection) -> Iterator[None]:
    """Turn errors of storage into Faults; a damaged file is replaced by an empty one, for the next to use."""
    try:
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                file.replace_damaged(connection.target, str(error))
            raise
    except (sqlite3.Error, OSError) as error:
        raise Fault(f"The shelf {file.path} failed: {error}.") from error
