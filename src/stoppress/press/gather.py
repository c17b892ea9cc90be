"""What must be read from log and shelf to print the next facts of a story. All of it by index, none of it by scan.

The work is bounded by the batch: the facts themselves, the earlier facts of the updates they name, and of those that
key points cite; for a withdrawal also the frames to be rewritten. It does not grow with the story.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from stoppress.edition import forms
from stoppress.edition.contract import Edition, Frame, Shelved
from stoppress.press.pieces import RHYTHM_COUNTS
from stoppress.press.plan import holds_words_of_entry
from stoppress.press.printing import Batch, Kept, plans, shows_slot
from stoppress.press.rhythm import EMPTY, Rhythm, rhythm_from, rhythm_of
from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.state import EntryState, StoryState

_NOTHING_KEPT: Final[Mapping[str, Kept]] = {}


def next_batch(
    edition: Edition, slug: str, epoch: str, before: StoryState | None, printed: Shelved | None, limit: int
) -> Batch | None:
    """Read the next facts of a story with what is needed to print them.

    before   the story as it is printed; None = print it from the first fact.
    printed  its record on the shelf in this epoch; None when `before` is.
    limit    1 … CHANGES_PER_READ_MAX facts.
    Returns  None when there is nothing new.
    Raises   Fault: the log has a hole, or a fact can't follow.
    """
    steps = read.steps_after(slug, before, limit)
    if not steps:
        return None
    asked_for = plans(before, steps)
    with_head = [step.story for asked, step in zip(asked_for, steps, strict=True) if asked.head]
    pinned = {story.pinned for story in with_head} - {""}
    cited = {key for story in with_head for point in story.key_points for key in point.cites}
    redacted = {step.fact.what.key for step in steps if isinstance(step.fact.what, f.Redacted)}
    taken_back = {asked.key for asked in asked_for if asked.takes_back}
    return Batch(
        epoch=epoch,
        before=before,
        steps=steps,
        supports=read.entries_as_of(slug, pinned | cited | redacted, before.number) if before else {},
        now=read.entries_named(slug, pinned | {asked.key for asked in asked_for} - {""}),
        entries=printed.entries if printed else 0,
        rhythm=rhythm_counts(edition, slug, before.number) if before else EMPTY,
        kept=_kept(edition, slug, printed, taken_back, pinned) if printed else _NOTHING_KEPT,
    )


def kept_piece(edition: Edition, slug: str, slot: str, form: str = forms.JSON) -> bytes:
    """One piece of a story as it stands on the shelf; b"" where there is none."""
    snapshot = edition.snapshot(slug)
    if snapshot is None:
        return b""
    with snapshot:
        return snapshot.piece(slot, form) or b""


def rhythm_counts(edition: Edition, slug: str, number: int) -> Rhythm:
    """How many updates of a story came when, after fact `number`, which is printed.

    Kept on the shelf with what is printed; counted anew, once, where an older version printed it.
    """
    kept = kept_piece(edition, slug, RHYTHM_COUNTS)
    return rhythm_from(kept) if kept else rhythm_of(_all_entries(slug, number))


def _all_entries(slug: str, number: int) -> Iterator[EntryState]:
    """All updates of a story as they stood after fact `number`, a part in memory at a time."""
    below: int | None = None
    while part := read.entries(slug, below=below):
        yield from read.entries_as_of(slug, [entry.key for entry in part], number).values()
        below = part[-1].rank


def _kept(edition: Edition, slug: str, printed: Shelved, taken_back: set[str], pinned: set[str]) -> dict[str, Kept]:
    """Where words of these updates stand in frames that are kept."""
    heads = _heads(edition, slug, printed, taken_back | pinned)
    return {
        key: Kept(
            own=_own_frames(slug, key, printed) if key in taken_back else (),
            heads=numbers,
            frames=_frames(edition, slug, numbers) if key in taken_back else {},
        )
        for key, numbers in heads.items()
    }


def _heads(edition: Edition, slug: str, printed: Shelved, keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The numbers that earlier printings noted for each update, those still kept."""
    notes = {key: json.loads(kept_piece(edition, slug, shows_slot(key)) or b"[]") for key in keys}
    return {key: tuple(number for number in note if number >= printed.oldest_frame) for key, note in notes.items()}


def _own_frames(slug: str, key: str, printed: Shelved) -> tuple[int, ...]:
    return tuple(
        fact.number
        for fact in read.history(slug, key)
        if printed.oldest_frame <= fact.number <= printed.number and holds_words_of_entry(fact.what)
    )


def _frames(edition: Edition, slug: str, numbers: Sequence[int]) -> dict[int, Frame]:
    ranges = (edition.frame_range(slug, number, number) for number in numbers)
    return {frame.number: frame for found in ranges for frame in found or ()}
