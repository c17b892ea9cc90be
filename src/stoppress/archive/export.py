"""A whole public story as JSON, from the log: the same as the readers' story.json, without a running server."""

from __future__ import annotations

from collections.abc import Iterator

from stoppress.base.errors import Refusal
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.press.compose import entry_context, head_context
from stoppress.press.contexts import House
from stoppress.press.public_json import entry_json, head_json, json_line
from stoppress.story import read
from stoppress.story.state import EntryState, StoryState


def story_json(slug: str, house: House) -> Iterator[str]:
    """The story as it stands, in pieces that make one JSON object; updates from the newest to the oldest.

    All pieces are of one number: what comes while they are read is left out, except that a withdrawal takes effect.
    Raises   Refusal story-unknown, at the first piece.
    """
    story = read.story(slug)
    if story is None:
        raise Refusal("story-unknown", f"There is no story “{slug[:80]}”. Correct the address.", field="slug")
    supports = {key for point in story.key_points for key in point.cites} | ({story.pinned} - {""})
    head = head_context(story, read.entries_as_of(slug, supports, story.number), house)
    # The same members in the same order as on the readers' address; only white space differs.
    members = json_line({"position": f"{read.epoch()}-{story.number}", **head_json(head)})
    yield f'{members[:-1]},"entries":['
    for place, entry in enumerate(_entries(story)):
        yield ("," if place else "") + "\n" + entry_json(entry_context(entry, story, house))
    yield "]}\n"


def _entries(story: StoryState) -> Iterator[EntryState]:
    below: int | None = None
    while found := read.entries(story.slug, limit=CHANGES_PER_READ_MAX, below=below):
        below = found[-1].rank
        standing = read.entries_as_of(story.slug, [entry.key for entry in found], story.number)
        for entry in found:
            if entry.key in standing:
                yield standing[entry.key] if entry.is_public else entry
