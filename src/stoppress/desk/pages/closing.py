"""The closing note that is proposed when a story ends: made of its newest key events, for the editor to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.base.limits.words import NOTE_CHARS_MAX
from stoppress.base.limits.workspace import CLOSING_KEY_EVENTS_MAX, CLOSING_UPDATES_READ_MAX
from stoppress.story import read
from stoppress.story.state import EntryState

_ENDS: Final = ".!?…。！？؟۔।"
"""What a sentence may end with, closing quotation marks and brackets aside."""


def key_events(slug: str) -> list[EntryState]:
    """The newest key events that stand and have a headline, newest first; CLOSING_KEY_EVENTS_MAX at most."""
    found = [entry for entry in _newest(slug) if entry.is_public and entry.content.key_event and entry.content.headline]
    return found[:CLOSING_KEY_EVENTS_MAX]


def proposed_note(events: Iterable[EntryState]) -> str:
    """A note of as many of the newest key events as fit into NOTE_CHARS_MAX, told in their order. Pure.

    events   newest first.
    Returns  one sentence for each, oldest first, with spaces between; "" when there are none.
    """
    sentences: list[str] = []
    left = NOTE_CHARS_MAX
    for event in events:
        sentence = _sentence(event.content.headline)
        left -= len(sentence) + 1
        if left < -1:
            break
        sentences.insert(0, sentence)
    return " ".join(sentences)


def _sentence(headline: str) -> str:
    bare = headline.rstrip("\"'”’»)]")
    return headline if bare.endswith(tuple(_ENDS)) else f"{headline}."


def _newest(slug: str) -> Iterator[EntryState]:
    below: int | None = None
    for _ in range(0, CLOSING_UPDATES_READ_MAX, CHANGES_PER_READ_MAX):
        entries = read.entries(slug, below=below)
        yield from entries
        if len(entries) < CHANGES_PER_READ_MAX:
            return
        below = entries[-1].rank
