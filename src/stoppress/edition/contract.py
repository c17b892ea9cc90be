"""What every shelf of finished bytes promises. tests/contract/ holds each adapter to it.

The press writes; the reader plane reads. A shelf holds, for each story (named by its slug):

- a Shelved record: the number up to which the story is printed, and what lists need to know about it;
- pieces: finished bytes, named by (slot, form), the ones of updates in an order (rank);
- frames: the finished bytes of each change, numbered as in the log.

and apart from stories: documents, finished bytes by their path (style sheets, scripts, the front page).
Losing a shelf loses nothing: it is printed again from the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

from stoppress.base.limits.pages import FRAMES_KEPT_PER_STORY

StorySlug = str
FrameEvent = Literal["entry", "withdrawn", "story"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """How far one story is printed, and its facts for lists. epoch-number is the position of its pages."""

    slug: StorySlug
    epoch: str
    number: int
    """The last change that is printed, 0 = none yet."""
    oldest_frame: int
    """The oldest frame still kept; number + 1 when none is."""
    state: Literal["live", "paused", "closed"]
    headline: str
    language: str
    """BCP 47 tag."""
    opened_at: str
    updated_at: str
    """RFC 3339, UTC; "" = nobody knows: it was told elsewhere, and no time with it."""
    entries: int
    """Live updates in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Finished bytes of one part of a story.

    slot     "entry:<key>" for an update, else a name of edition/forms.py ("head", "shell:story" …).
    form     which rendering: a name of edition/forms.py ("html", "json", "atom" …).
    rank     place of an update among the updates, greater = newer; None for pieces that are no updates. The
             place belongs to the update: the one printed last holds for all its ranked forms. Equal ranks
             stand in the order of their keys.
    listed   False keeps an update out of page(), as feeds leave out what is withdrawn; always False when rank
             is None.
    """

    slot: str
    form: str
    content: bytes
    rank: int | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """One change as it is sent: the complete bytes of a server-sent event, and the same as a JSON object."""

    number: int
    event: FrameEvent
    sse: bytes
    """id:, event: and data: lines, with the blank line at the end."""
    json: bytes
    """{"id": "<position>", "event": …, "data": …}, no line ends inside."""


@dataclass(frozen=True, slots=True)
class Document:
    """Finished bytes at a path of their own, apart from stories."""

    path: str
    """Begins with a slash; no query."""
    content_type: str
    content: bytes
    immutable: bool
    """True: the name changes with the content, so that caches may keep it for ever."""


@dataclass(frozen=True, slots=True)
class Row:
    """One update's piece as page() gives it."""

    key: str
    rank: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One printing: everything in it becomes visible at once, or not at all."""

    story: Shelved
    """As it is afterwards; oldest_frame is the adapter's to compute, what is given is ignored."""
    pieces: Sequence[Piece] = ()
    """Replace what stands under the same (slot, form)."""
    frames: Sequence[Frame] = ()
    """In order. New ones without holes, the last one's number being story.number; before them, for numbers
    already kept, replacements (a withdrawn text leaves the old frames too). A replacement of what is not kept
    is passed over."""
    frames_kept_max: int = FRAMES_KEPT_PER_STORY
    """After printing, only the newest so many frames are kept."""


class Snapshot(Protocol):
    """One story at one moment: everything read through it belongs to the same printing.

    It holds a connection, so it is a context manager and lives for one page: `with snapshot: …`. Not used by
    two threads at once. One that is left open is given back with a ResourceWarning when it is collected.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Give back what it holds; nothing can be read through it afterwards. Closing twice is harmless."""

    @property
    def story(self) -> Shelved:
        """The record of the story."""

    def piece(self, slot: str, form: str) -> bytes | None:
        """One piece; None when it is not on the shelf."""

    def page(self, form: str, *, limit: int, below: str | None = None, above: str | None = None) -> list[Row]:
        """Pieces of listed updates in one form.

        limit    1 … any; at most so many rows.
        below    only updates older than this one (by rank), the nearest first: newest first.
        above    only updates newer than this one, the nearest first: oldest first. "" = from the oldest.
        neither  from the newest, newest first. Both at once is a Fault.
        Returns  [] when there are none, or the named update is unknown.
        """

    def rank(self, key: str) -> int | None:
        """The place of an update, listed or not; None when it is unknown."""


class Edition(Protocol):
    """The shelf. Safe to use from several threads and processes at once. All errors of storage are Faults."""

    def print(self, printing: Print) -> None:
        """Put a printing on the shelf, durable enough to survive a killed process (not a lost disk).

        Idempotent: the same printing twice leaves the same shelf.
        A printing of another epoch, or of number 0, first drops the story's frames and pieces; the frames
        after it may begin at any number.
        Raises   Fault  in the same epoch, when frames leave a hole after what is printed, or the number goes
                        back (another press is ahead); a ranked piece that is no update's; frames out of
                        order.
        """

    def printed(self, slug: StorySlug) -> Shelved | None:
        """How far one story is printed; None when it is not on the shelf."""

    def stories(self) -> list[Shelved]:
        """All stories, the most lately updated first (by updated_at, then by slug)."""

    def snapshot(self, slug: StorySlug) -> Snapshot | None:
        """One story at one moment, for reading several pieces that fit together; None when unknown.

        Close it: `if (snapshot := edition.snapshot(slug)) is None: …`, then `with snapshot: …`.
        """

    def frames_after(self, slug: StorySlug, number: int, limit: int) -> list[Frame] | None:
        """The next frames after a number, oldest first, without holes.

        limit    1 … any; at most so many frames.
        Returns  [] when there is nothing newer; None when the story is unknown or number + 1 is older than
                 kept.
        """

    def frame_range(self, slug: StorySlug, first: int, last: int) -> list[Frame] | None:
        """Frames first … last inclusive, in order; None unless all of them are kept."""

    def put_document(self, document: Document) -> None:
        """Put or replace a document."""

    def document(self, path: str) -> Document | None:
        """The document at a path."""

    def drop_story(self, slug: StorySlug) -> None:
        """Take a story off the shelf: its record, pieces and frames."""

    def clear(self) -> None:
        """Empty the shelf, documents too."""

    def close(self) -> None:
        """Give back files and connections."""
