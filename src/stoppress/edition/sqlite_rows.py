"""The rows of the SQLite shelf: values become rows, rows become values. Begins and ends no transaction."""

from __future__ import annotations

from typing import Any, Final

from stoppress.base.errors import Fault
from stoppress.edition.contract import Frame, Piece, Shelved, StorySlug
from stoppress.edition.rules import Plan, is_listed
from stoppress.edition.sqlite_file import Connection

_FIELDS: Final = (
    "slug",
    "epoch",
    "number",
    "oldest_frame",
    "state",
    "headline",
    "language",
    "opened_at",
    "updated_at",
    "entries",
)
"""Of Shelved, and of the table story."""

_STORIES: Final = f"SELECT id, {', '.join(_FIELDS)} FROM story"  # noqa: S608 - our own names
_WRITE_STORY: Final = (
    f"INSERT INTO story ({', '.join(_FIELDS)}) "  # noqa: S608 - our own names
    f"VALUES ({', '.join('?' for _ in _FIELDS)}) ON CONFLICT (slug) DO UPDATE SET "
    + ", ".join(f"{field} = excluded.{field}" for field in _FIELDS[1:])
)


def one_story(connection: Connection, slug: StorySlug) -> tuple[int, Shelved] | None:
    """A story's row number and record; None when it is not on the shelf."""
    row = connection.execute(f"{_STORIES} WHERE slug = ?", (slug,)).fetchone()
    return None if row is None else (row[0], _shelved(row))


def all_stories(connection: Connection) -> list[Shelved]:
    """The records of all stories, the most lately updated first."""
    return [_shelved(row) for row in connection.execute(f"{_STORIES} ORDER BY updated_at DESC, slug")]


def _shelved(row: tuple[Any, ...]) -> Shelved:
    return Shelved(**dict(zip(_FIELDS, row[1:], strict=True)))


def frames_between(connection: Connection, story_id: int, first: int, last: int) -> list[Frame]:
    """Frames first … last in order; [] when last < first.

    Raises   Fault  when one is missing: the record says that they are kept.
    """
    query = "SELECT number, event, sse, json FROM frame WHERE story = ? AND number BETWEEN ? AND ? ORDER BY 1"
    frames = [Frame(*row) for row in connection.execute(query, (story_id, first, last))]
    if len(frames) != max(0, last - first + 1):
        raise Fault(f"The shelf has {len(frames)} of the frames {first} … {last} that its record promises.")
    return frames


def write_story(connection: Connection, story: Shelved) -> int:
    """Put or replace a story's record; its row number."""
    connection.execute(_WRITE_STORY, tuple(getattr(story, field) for field in _FIELDS))
    story_id: int = connection.execute("SELECT id FROM story WHERE slug = ?", (story.slug,)).fetchone()[0]
    return story_id


def write_pieces(connection: Connection, story_id: int, pieces: tuple[Piece, ...]) -> None:
    """Put or replace pieces; an update that moved takes all its ranked forms with it."""
    connection.executemany(
        "INSERT INTO piece (story, slot, form, rank, listed, content) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (story, slot, form) "
        "DO UPDATE SET rank = excluded.rank, listed = excluded.listed, content = excluded.content",
        [(story_id, piece.slot, piece.form, piece.rank, is_listed(piece), piece.content) for piece in pieces],
    )
    ranks = {piece.slot: piece.rank for piece in pieces if piece.rank is not None}
    connection.executemany(
        "UPDATE piece SET rank = ? WHERE story = ? AND slot = ? AND rank IS NOT NULL AND rank <> ?",
        [(rank, story_id, slot, rank) for slot, rank in ranks.items()],
    )


def write_frames(connection: Connection, story_id: int, todo: Plan) -> None:
    """Replace, add and drop frames as planned."""
    connection.executemany(
        "UPDATE frame SET event = ?, sse = ?, json = ? WHERE story = ? AND number = ?",
        [(frame.event, frame.sse, frame.json, story_id, frame.number) for frame in todo.replacements],
    )
    connection.executemany(
        "INSERT INTO frame (story, number, event, sse, json) VALUES (?, ?, ?, ?, ?)",
        [(story_id, frame.number, frame.event, frame.sse, frame.json) for frame in todo.new],
    )
    connection.execute("DELETE FROM frame WHERE story = ? AND number < ?", (story_id, todo.oldest_frame))


def drop_pieces_and_frames(connection: Connection, story_id: int) -> None:
    """Empty a story; its record stays."""
    connection.execute("DELETE FROM piece WHERE story = ?", (story_id,))
    connection.execute("DELETE FROM frame WHERE story = ?", (story_id,))
