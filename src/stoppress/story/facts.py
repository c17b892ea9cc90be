"""What can happen to a story. A fact has a number, is never changed and is for ever: so they are few and plain.

codec.py writes and reads them; state.py folds them. A new field needs a default that means "as before".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stoppress.story.content import Content, Head, KeyPoint
from stoppress.story.words import Amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOpened:
    """The first fact of every story. time_unknown: it began elsewhere, nobody knows when (imports)."""

    head: Head
    time_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEdited:
    """The words above the updates are now these."""

    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPointsSet:
    """The key points are now these, in this order."""

    points: tuple[KeyPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPublished:
    """An update stands in the story. rank: greater = nearer the top. published_at None = nobody knows (imports)."""

    key: str
    content: Content
    rank: int
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAmended:
    """An update says something else now. note: what changed (update), what was wrong (correction)."""

    key: str
    content: Content
    amendment: Amendment
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn:
    """An update is taken back; its place, time and this reason stay."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPinned:
    """This update, and no other, is pinned."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUnpinned:
    """Nothing is pinned any more."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMoved:
    """An update has another place among the others."""

    key: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPaused:
    """Nothing is expected for a while; readers are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryClosed:
    """The story is over. Corrections and withdrawals may still come."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReopened:
    """The story goes on, after a pause or a close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """For the law: an update's words are blanked here and in all earlier facts; numbers stay. basis: on what ground."""

    key: str
    basis: str


What = (
    StoryOpened
    | StoryEdited
    | KeyPointsSet
    | EntryPublished
    | EntryAmended
    | EntryWithdrawn
    | EntryPinned
    | EntryUnpinned
    | EntryMoved
    | StoryPaused
    | StoryClosed
    | StoryReopened
    | Redacted
)
"""One of the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact in its place in the log."""

    number: int
    """1, 2, 3 … of its story, without holes."""
    at: datetime
    """When it happened for readers; in the past for imports. Aware, UTC."""
    logged_at: datetime
    """When it was written here. Aware, UTC."""
    actor: str
    """Who did it: a user's name, or the name of a program."""
    what: What


def entry_key(what: What) -> str:
    """The update that a fact names; "" where it names none."""
    return getattr(what, "key", "")


def changed_entry(what: What) -> str:
    """The update that a fact changes; "" where it changes the story alone, as a pin does."""
    return "" if isinstance(what, EntryPinned | EntryUnpinned) else entry_key(what)
