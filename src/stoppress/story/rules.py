"""What may follow what. decide() is pure: a command and a state in, facts or a Refusal out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from stoppress.base.errors import Refusal
from stoppress.base.keys import KEY_PATTERN, checked_slug
from stoppress.base.limits.log import CLOCK_SKEW_MAX_S
from stoppress.base.text import shortened
from stoppress.story import commands as c
from stoppress.story import facts as f
from stoppress.story.content import checked_content, checked_head, checked_key_points, checked_note
from stoppress.story.state import EntryState, StoryState
from stoppress.story.words import Amendment, StoryStatus

RANK_STEP: Final = 2**32
"""Between two updates as they are published: room for 32 moves into the same gap; 2**31 updates fit in 63 bits."""


def decide(state: StoryState | None, command: c.Command, now: datetime) -> tuple[f.What, ...]:
    """Decide a command.

    state    the story as it stands, with the updates that the command names (commands.keys_named) in state.entries, and
             for a place below another update, also the next one below that. None = there is no such story.
    now      aware.
    Returns  the facts that follow, in order; () when what is asked is so already.
    Raises   Refusal; the state is as it was.
    """
    if command.at is not None and (command.at.tzinfo is None or command.at > now + timedelta(seconds=CLOCK_SKEW_MAX_S)):
        raise Refusal(
            "time-not-usable",
            f"The time {command.at} names no zone or is in the future. Give a past one.",
            field="at",
        )
    if isinstance(command, c.OpenStory):
        return _open(state, command)
    if state is None:
        raise Refusal(
            "story-unknown",
            f"There is no story “{command.slug[:80]}”. Open it first, or correct the address.",
        )
    return _DECISIONS[type(command)](state, command, now)


def _open(state: StoryState | None, command: c.OpenStory) -> tuple[f.What, ...]:
    checked_slug(command.slug)
    if state is not None:
        raise Refusal(
            "story-exists",
            f"There is a story “{command.slug}” already. Choose another address.",
            field="slug",
        )
    return (f.StoryOpened(head=checked_head(command.head), time_unknown=command.time_unknown),)


def _edit_story(state: StoryState, command: c.EditStory, now: datetime) -> tuple[f.What, ...]:
    del now
    head = checked_head(command.head)
    return () if head == state.head else (f.StoryEdited(head=head),)


def _set_key_points(state: StoryState, command: c.SetKeyPoints, now: datetime) -> tuple[f.What, ...]:
    del now
    points = checked_key_points(command.points)
    for key in (key for point in points for key in point.cites):
        _public_entry(state, key, "key_points")
    return () if points == state.key_points else (f.KeyPointsSet(points=points),)


def _publish(state: StoryState, command: c.PublishEntry, now: datetime) -> tuple[f.What, ...]:
    if state.status is StoryStatus.CLOSED:
        raise Refusal(
            "story-closed",
            "The story is closed. Reopen it before you publish; corrections are possible as it is.",
        )
    if not KEY_PATTERN.fullmatch(command.key):
        raise Refusal(
            "key-not-usable",
            f"“{command.key[:40]}” can't name an update. Leave it out, and it is made.",
            field="key",
        )
    if command.key in state.entries:
        raise Refusal(
            "entry-exists",
            f"There is an update {command.key} already. Amend it, or leave the key out.",
            field="key",
        )
    published_at = None if command.time_unknown else command.at or now
    rank = _rank_under(state, command.under, "")
    return (
        f.EntryPublished(
            key=command.key, content=checked_content(command.content), rank=rank, published_at=published_at
        ),
    )


def _amend(state: StoryState, command: c.AmendEntry, now: datetime) -> tuple[f.What, ...]:
    del now
    entry = _public_entry(state, command.key, "key")
    if command.based_on is not None and command.based_on != entry.revision:
        raise Refusal(
            "revision-stale",
            f"This text was based on revision {command.based_on}; meanwhile it is revision {entry.revision}. "
            "Compare the two and send it again.",
            field="based_on",
        )
    content, note = checked_content(command.content), checked_note(command.note)
    if command.amendment is Amendment.CORRECTION and not note:
        raise Refusal(
            "note-missing",
            "A correction says what was wrong. Write one sentence for the readers.",
            field="note",
        )
    if content == entry.content:
        raise Refusal(
            "nothing-changed",
            "The text is the same as what is published. Change it, or leave it.",
            field="body",
        )
    return (f.EntryAmended(key=entry.key, content=content, amendment=command.amendment, note=note),)


def _withdraw(state: StoryState, command: c.WithdrawEntry, now: datetime) -> tuple[f.What, ...]:
    del now
    entry = _entry(state, command.key)
    if entry.withdrawal:
        return ()
    reason = checked_note(command.reason, "reason")
    if not reason:
        raise Refusal("reason-missing", "A withdrawal says why. Write one sentence for the readers.", field="reason")
    return (f.EntryWithdrawn(key=entry.key, reason=reason),)


def _pin(state: StoryState, command: c.PinEntry, now: datetime) -> tuple[f.What, ...]:
    del now
    entry = _public_entry(state, command.key, "key")
    return () if state.pinned == entry.key else (f.EntryPinned(key=entry.key),)


def _unpin(state: StoryState, command: c.UnpinEntry, now: datetime) -> tuple[f.What, ...]:
    del now
    entry = _entry(state, command.key)
    return (f.EntryUnpinned(key=entry.key),) if state.pinned == entry.key else ()


def _move(state: StoryState, command: c.MoveEntry, now: datetime) -> tuple[f.What, ...]:
    del now
    entry = _entry(state, command.key)
    if command.under == command.key:
        raise Refusal("place-not-usable", "An update can't stand below itself. Choose another one.", field="under")
    rank = _rank_under(state, command.under, entry.key)
    if rank == entry.rank or (not command.under and entry.rank == state.top_rank):
        return ()
    return (f.EntryMoved(key=entry.key, rank=rank),)


def _pause(state: StoryState, command: c.PauseStory, now: datetime) -> tuple[f.What, ...]:
    del command, now
    if state.status is StoryStatus.CLOSED:
        raise Refusal("story-closed", "The story is closed. Reopen it before you pause it.")
    return () if state.status is StoryStatus.PAUSED else (f.StoryPaused(),)


def _close(state: StoryState, command: c.CloseStory, now: datetime) -> tuple[f.What, ...]:
    del now
    note = checked_note(command.note)
    return () if state.status is StoryStatus.CLOSED else (f.StoryClosed(note=note),)


def _reopen(state: StoryState, command: c.ReopenStory, now: datetime) -> tuple[f.What, ...]:
    del command, now
    return () if state.status is StoryStatus.LIVE else (f.StoryReopened(),)


def _redact(state: StoryState, command: c.RedactEntry, now: datetime) -> tuple[f.What, ...]:
    del now
    entry = _entry(state, command.key)
    basis = checked_note(command.basis, "basis")
    if not basis:
        raise Refusal(
            "reason-missing",
            "A redaction says on what ground. Write one sentence for the readers.",
            field="basis",
        )
    return () if entry.redacted else (f.Redacted(key=entry.key, basis=basis),)


def _entry(state: StoryState, key: str, field: str = "key") -> EntryState:
    if key not in state.entries:
        raise Refusal(
            "entry-unknown",
            f"There is no update “{shortened(key, 30)}” in this story. Choose one that is there.",
            field=field,
        )
    return state.entries[key]


def _public_entry(state: StoryState, key: str, field: str) -> EntryState:
    entry = _entry(state, key, field)
    if not entry.is_public:
        raise Refusal(
            "entry-withdrawn",
            f"The update {entry.key} was withdrawn. Publish a new one instead.",
            field=field,
        )
    return entry


def _rank_under(state: StoryState, under: str, moving: str) -> int:
    """The rank of a place directly below an update; "" = above all."""
    if not under:
        return state.top_rank + RANK_STEP
    above = _entry(state, under, "under").rank
    lower = [entry.rank for key, entry in state.entries.items() if entry.rank < above and key != moving]
    below = max(lower) if lower else above - 2 * RANK_STEP
    if above - below < 2:
        raise Refusal(
            "place-not-usable",
            "There is no room left at that place. Move its neighbour away first.",
            field="under",
        )
    return (above + below) // 2


_DECISIONS: Final[dict[type[c.Command], Callable[[StoryState, Any, datetime], tuple[f.What, ...]]]] = {
    c.EditStory: _edit_story,
    c.SetKeyPoints: _set_key_points,
    c.PublishEntry: _publish,
    c.AmendEntry: _amend,
    c.WithdrawEntry: _withdraw,
    c.PinEntry: _pin,
    c.UnpinEntry: _unpin,
    c.MoveEntry: _move,
    c.PauseStory: _pause,
    c.CloseStory: _close,
    c.ReopenStory: _reopen,
    c.RedactEntry: _redact,
}
