"""A story or update by its address, or the refusal that becomes a 404."""

from __future__ import annotations

from stoppress.base.errors import Refusal
from stoppress.story import read
from stoppress.story.state import EntryState, StoryState


def found_story(slug: str) -> StoryState:
    """The story, without its updates.

    Raises   Refusal story-unknown.
    """
    story = read.story(slug)
    if story is None:
        raise Refusal("story-unknown", f"There is no story “{slug[:80]}”. Open it first, or correct the address.")
    return story


def found_entry(slug: str, key: str) -> EntryState:
    """One update.

    Raises   Refusal entry-unknown.
    """
    entry = read.entry(slug, key)
    if entry is None:
        raise Refusal(
            "entry-unknown",
            f"There is no update “{key[:30]}” in this story. Choose one that is there.",
            field="key",
        )
    return entry
