"""A shelf in one process's memory: for tests, and for whoever embeds a small Stop Press. Gone with the
process.

Each story is an immutable value that a printing replaces as a whole, so a snapshot is just that value. What
print() and page() cost grows with the story; sqlite.py is the one for long nights.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Final, Self

from stoppress.edition.contract import Document, Frame, Piece, Print, Row, Shelved, StorySlug
from stoppress.edition.rules import ENTRY_PREFIX, check_page, is_listed, plan


@dataclass(frozen=True, slots=True)
class _Story:
    shelved: Shelved
    pieces: Mapping[tuple[str, str], Piece] = field(default_factory=dict)
    frames: Mapping[int, Frame] = field(default_factory=dict)


class MemorySnapshot:
    """One story as it was; holds no connection, so closing does nothing."""

    def __init__(self, story: _Story) -> None:
        self._story = story
        self.story: Final = story.shelved

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing to give back."""

    def piece(self, slot: str, form: str) -> bytes | None:
        """One piece; None when it is not on the shelf."""
        found = self._story.pieces.get((slot, form))
        return None if found is None else found.content

    def page(self, form: str, *, limit: int, below: str | None = None, above: str | None = None) -> list[Row]:
        """Pieces of listed updates in one form, as the contract says."""
        check_page(limit, below, above)
        rows = sorted(
            (piece.rank, piece.slot, piece.content)
            for piece in self._story.pieces.values()
            if piece.form == form and is_listed(piece) and piece.rank is not None
        )
        edge = below or above
        if edge:
            rank = self.rank(edge)
            if rank is None:
                return []
            place = (rank, ENTRY_PREFIX + edge)
            rows = [row for row in rows if (row[:2] > place if above else row[:2] < place)]
        if above is None:
            rows.reverse()
        return [Row(slot.removeprefix(ENTRY_PREFIX), rank, content) for rank, slot, content in rows[:limit]]

    def rank(self, key: str) -> int | None:
        """The place of an update, listed or not; None when it is unknown."""
        slot = ENTRY_PREFIX + key
        ranks = (piece.rank for piece in self._story.pieces.values() if piece.slot == slot)
        return next((rank for rank in ranks if rank is not None), None)


class MemoryEdition:
    """The shelf as dictionaries under one lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stories: dict[StorySlug, _Story] = {}
        self._documents: dict[str, Document] = {}

    def print(self, printing: Print) -> None:
        """Put a printing on the shelf."""
        slug = printing.story.slug
        with self._lock:
            before = self._stories.get(slug)
            todo = plan(None if before is None else before.shelved, printing)
            shelved = replace(printing.story, oldest_frame=todo.oldest_frame)
            base = _Story(shelved) if before is None or todo.starts_anew else before
            frames = dict(base.frames)
            frames.update({frame.number: frame for frame in (*todo.replacements, *todo.new)})
            kept = {number: frame for number, frame in frames.items() if number >= todo.oldest_frame}
            self._stories[slug] = _Story(shelved, _with_pieces(base.pieces, printing), kept)

    def printed(self, slug: StorySlug) -> Shelved | None:
        """How far one story is printed; None when it is not on the shelf."""
        story = self._stories.get(slug)
        return None if story is None else story.shelved

    def stories(self) -> list[Shelved]:
        """All stories, the most lately updated first."""
        with self._lock:
            found = [story.shelved for story in self._stories.values()]
        return sorted(sorted(found, key=lambda story: story.slug), key=lambda story: story.updated_at, reverse=True)

    def snapshot(self, slug: StorySlug) -> MemorySnapshot | None:
        """One story at one moment; None when unknown."""
        story = self._stories.get(slug)
        return None if story is None else MemorySnapshot(story)

    def frames_after(self, slug: StorySlug, number: int, limit: int) -> list[Frame] | None:
        """The next frames after a number, oldest first; None when unknown or older than kept."""
        story = self._stories.get(slug)
        if story is None or number + 1 < story.shelved.oldest_frame:
            return None
        last = min(number + limit, story.shelved.number)
        return [story.frames[n] for n in range(number + 1, last + 1)]

    def frame_range(self, slug: StorySlug, first: int, last: int) -> list[Frame] | None:
        """Frames first … last; None unless all of them are kept."""
        story = self._stories.get(slug)
        if story is None or not story.shelved.oldest_frame <= first <= last <= story.shelved.number:
            return None
        return [story.frames[n] for n in range(first, last + 1)]

    def put_document(self, document: Document) -> None:
        """Put or replace a document."""
        with self._lock:
            self._documents[document.path] = document

    def document(self, path: str) -> Document | None:
        """The document at a path."""
        return self._documents.get(path)

    def drop_story(self, slug: StorySlug) -> None:
        """Take a story off the shelf."""
        with self._lock:
            self._stories.pop(slug, None)

    def clear(self) -> None:
        """Empty the shelf, documents too."""
        with self._lock:
            self._stories.clear()
            self._documents.clear()

    def close(self) -> None:
        """Nothing to give back."""


def _with_pieces(before: Mapping[tuple[str, str], Piece], printing: Print) -> dict[tuple[str, str], Piece]:
    """The pieces after a printing; an update that moved takes all its ranked forms with it."""
    pieces = dict(before)
    pieces.update({(piece.slot, piece.form): piece for piece in printing.pieces})
    ranks = {piece.slot: piece.rank for piece in printing.pieces if piece.rank is not None}
    for name, piece in pieces.items():
        if piece.rank is not None and piece.slot in ranks and piece.rank != ranks[piece.slot]:
            pieces[name] = replace(piece, rank=ranks[piece.slot])
    return pieces
