"""What a fact means for the press: which frame it becomes, and which pieces are printed anew. Pure.

The head shows nothing of the updates but: for those that key points cite, time and whether they were corrected or
withdrawn; for the pinned one, its words. So it changes with these, and not with the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.base.errors import Fault
from stoppress.edition.contract import FrameEvent
from stoppress.story import facts as f
from stoppress.story.state import EntryState, StoryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one fact asks for. The line with the last change, and what tells machines of it, are printed at each."""

    event: FrameEvent
    mark: str = ""
    """What happened to the update: published, typo, update, correction, moved, withdrawn, redacted; else ""."""
    key: str = ""
    """The update whose piece is printed anew; "" where the fact is about the story."""
    head: bool = False
    """The head is printed anew, and the frame carries it."""
    shells: bool = False
    """The pages around the updates are printed anew: headline, state, language."""
    all_entries: bool = False
    """All updates are printed anew, since their times or words around them change. Open pages are told to load anew."""
    takes_back: bool = False
    """The update's words leave the shelf: pieces and older frames."""


def plan(before: StoryState | None, what: f.What) -> Plan:
    """What a fact asks for.

    before   the story as it stood before the fact; None before the first.
    """
    match what:
        case f.StoryOpened():
            return Plan(event="story", head=True, shells=True)
        case f.StoryEdited():
            return Plan(event="story", head=True, shells=True, all_entries=_shows_otherwise(before, what))
        case f.StoryPaused() | f.StoryClosed() | f.StoryReopened():
            return Plan(event="story", head=True, shells=True)
        case f.KeyPointsSet() | f.EntryPinned() | f.EntryUnpinned():
            return Plan(event="story", head=True)
        case f.EntryPublished(key=key):
            return Plan(event="entry", mark="published", key=key)
        case f.EntryAmended(key=key, amendment=amendment):
            return Plan(event="entry", mark=amendment.value, key=key, head=in_head(before, key))
        case f.EntryMoved(key=key):
            return Plan(event="entry", mark="moved", key=key)
        case f.EntryWithdrawn(key=key):
            return Plan(event="withdrawn", mark="withdrawn", key=key, head=in_head(before, key), takes_back=True)
        case f.Redacted(key=key):
            # Always the head: the frame of an earlier withdrawal, which took the pin away, is superseded now.
            return Plan(event="withdrawn", mark="redacted", key=key, head=True, takes_back=True)
    raise Fault(f"the press has no plan for {type(what).__name__}")


def in_head(story: StoryState | None, key: str) -> bool:
    """Whether the head says anything of an update."""
    return story is not None and (story.pinned == key or any(key in point.cites for point in story.key_points))


def is_taken_back(then: EntryState, now: EntryState | None) -> bool:
    """Whether what an update showed `then` may not be shown any more `now`; None = it stands as it stood."""
    if now is None:
        return False
    return (then.is_public and not now.is_public) or (now.redacted and not then.redacted)


def holds_words_of_entry(what: f.What) -> bool:
    """Whether the frame of a fact holds words of the update that it is about, its head aside."""
    return isinstance(what, f.EntryPublished | f.EntryAmended | f.EntryMoved | f.EntryWithdrawn)


def _shows_otherwise(before: StoryState | None, edited: f.StoryEdited) -> bool:
    return before is not None and (before.head.zone, before.head.language) != (edited.head.zone, edited.head.language)
