"""Where a story stands, and how facts lead there. Pure: the fold of a log is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from stoppress.base.errors import Fault
from stoppress.story import facts as f
from stoppress.story.content import BLANK, Content, Head, KeyPoint
from stoppress.story.words import Amendment, StoryStatus


@dataclass(frozen=True, slots=True)
class Change:
    """One amendment as readers may know it."""

    amendment: Amendment
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why and when an update was taken back."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState:
    """One update as it stands."""

    key: str
    content: Content
    """BLANK once redacted; kept in the log, but shown to nobody, once withdrawn."""
    rank: int
    published_at: datetime | None
    revision: int = 1
    changes: tuple[Change, ...] = ()
    """Updates and corrections, oldest first. Typos are not in it."""
    withdrawal: Withdrawal | None = None
    redacted: bool = False
    number: int
    """The fact that last changed it."""

    @property
    def is_public(self) -> bool:
        """True while readers may see its words."""
        return self.withdrawal is None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryState:
    """One story as it stands after fact `number`."""

    slug: str
    number: int
    head: Head
    status: StoryStatus
    opened_at: datetime
    opened_time_unknown: bool = False
    """True: opened_at is only when it was written here; readers are told no time."""
    updated_at: datetime
    updated_time_unknown: bool = False
    """True: told from elsewhere, and nothing of it has a known time; updated_at is only when it was written here."""
    key_points: tuple[KeyPoint, ...] = ()
    pinned: str = ""
    closing_note: str = ""
    closed_at: datetime | None = None
    top_rank: int = 0
    """The greatest rank ever given."""
    entries: Mapping[str, EntryState] = field(default_factory=dict)
    """By key. The door loads only those that a command names; a full fold has all."""


def fold(slug: str, log: Iterable[f.Fact]) -> StoryState | None:
    """The state after these facts, oldest first from number 1; None when there are none.

    Raises   Fault: a number is missing, or a fact can't follow what stands before it.
    """
    state: StoryState | None = None
    for fact in log:
        state = apply(slug, state, fact)
    return state


def apply(slug: str, state: StoryState | None, fact: f.Fact) -> StoryState:
    """The state after one more fact. Facts on updates need that update in state.entries.

    Raises   Fault: see fold().
    """
    if state is not None and fact.number != state.number + 1:
        raise Fault(f"{slug}: fact {fact.number} follows {state.number}")
    after = apply_to_story(slug, state, fact)
    if not (key := f.changed_entry(fact.what)):
        return after
    return replace(after, entries={**after.entries, key: apply_to_entry(after.entries.get(key), fact)})


def apply_to_story(slug: str, state: StoryState | None, fact: f.Fact) -> StoryState:
    """The story after one more fact, its updates left as they are. Facts in between may be missing.

    Raises   Fault: the log does not begin with StoryOpened.
    """
    what = fact.what
    if state is None:
        if not isinstance(what, f.StoryOpened) or fact.number != 1:
            raise Fault(
                f"{slug}: the log begins with {type(what).__name__} number {fact.number}, not with StoryOpened 1"
            )
        return StoryState(
            slug=slug,
            number=1,
            head=what.head,
            status=StoryStatus.LIVE,
            opened_at=fact.at,
            opened_time_unknown=what.time_unknown,
            updated_at=fact.at,
            updated_time_unknown=what.time_unknown,
        )
    state = replace(
        state,
        number=fact.number,
        updated_at=max(state.updated_at, fact.at),
        updated_time_unknown=state.updated_time_unknown and not _tells_time(fact.what),
    )
    match what:
        case f.StoryEdited(head=head):
            return replace(state, head=head)
        case f.KeyPointsSet(points=points):
            return replace(state, key_points=points)
        case f.EntryPublished(rank=rank) | f.EntryMoved(rank=rank):
            return replace(state, top_rank=max(state.top_rank, rank))
        case f.EntryPinned(key=key):
            return replace(state, pinned=key)
        case f.EntryUnpinned():
            return replace(state, pinned="")
        case f.EntryWithdrawn(key=key) | f.Redacted(key=key):
            return replace(state, pinned="" if state.pinned == key else state.pinned)
        case f.EntryAmended():
            return state
    return _status_changed(state, fact)


def _tells_time(what: f.What) -> bool:
    """Whether a fact happened when it was written. What ends the telling of an old page does not say so: its updates,
    its pin and key points, its close.
    """
    if isinstance(what, f.EntryPublished):
        return what.published_at is not None
    return not isinstance(what, f.EntryPinned | f.KeyPointsSet | f.StoryClosed)


def _status_changed(state: StoryState, fact: f.Fact) -> StoryState:
    match fact.what:
        case f.StoryPaused():
            return replace(state, status=StoryStatus.PAUSED)
        case f.StoryClosed(note=note):
            return replace(state, status=StoryStatus.CLOSED, closing_note=note, closed_at=fact.at)
        case f.StoryReopened():
            return replace(state, status=StoryStatus.LIVE, closing_note="", closed_at=None)
    raise Fault(f"{state.slug}: {type(fact.what).__name__} can't be number {fact.number}")


def apply_to_entry(entry: EntryState | None, fact: f.Fact) -> EntryState:
    """One update after one more fact about it (not a pin, which is the story's).

    Raises   Fault: the fact can't follow.
    """
    what = fact.what
    if isinstance(what, f.EntryPublished) and entry is None:
        return EntryState(
            key=what.key,
            content=what.content,
            rank=what.rank,
            published_at=what.published_at,
            number=fact.number,
        )
    if entry is None:
        raise Fault(f"fact {fact.number}, {type(what).__name__}, is about an update that was not published")
    entry = replace(entry, number=fact.number)
    match what:
        case f.EntryAmended(content=content, amendment=amendment, note=note):
            shown = () if amendment is Amendment.TYPO else (Change(amendment, fact.at, note),)
            return replace(entry, content=content, revision=entry.revision + 1, changes=entry.changes + shown)
        case f.EntryWithdrawn(reason=reason):
            return replace(entry, withdrawal=Withdrawal(reason, fact.at))
        case f.EntryMoved(rank=rank):
            return replace(entry, rank=rank)
        case f.Redacted(basis=basis):
            # An earlier reason goes too, as in the log: it may quote what may not be said.
            at = entry.withdrawal.at if entry.withdrawal else fact.at
            return replace(entry, content=BLANK, changes=(), withdrawal=Withdrawal(basis, at), redacted=True)
    raise Fault(f"fact {fact.number}, {type(what).__name__}, can't follow revision {entry.revision} of {entry.key}")
