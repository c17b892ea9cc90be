"""The closing note that is proposed: whole sentences, as many of the newest as fit."""

from __future__ import annotations

import pytest

from stoppress.base.limits.words import NOTE_CHARS_MAX
from stoppress.desk.pages.closing import proposed_note
from stoppress.story.content import Content
from stoppress.story.state import EntryState


def events(*headlines: str) -> list[EntryState]:
    return [
        EntryState(key=f"k{place}", content=Content(headline=text), rank=-place, published_at=None, number=1)
        for place, text in enumerate(headlines)
    ]


def test_key_events_are_told_from_the_oldest_as_sentences() -> None:
    assert proposed_note(events("It is over", "Is it?", "It began…")) == "It began… Is it? It is over."
    assert proposed_note([]) == ""


@pytest.mark.parametrize("spare", [0, 1])
def test_a_note_is_never_longer_than_it_may_be_and_no_sentence_is_cut(spare: int) -> None:
    newest = "N" * 299 + "."
    older = "O" * (NOTE_CHARS_MAX - 2 * 301 - 1 + spare) + "."

    note = proposed_note(events(newest, newest, older, "Oldest."))

    assert note == (f"{newest} {newest}" if spare else f"{older} {newest} {newest}")
    assert len(note) <= NOTE_CHARS_MAX
