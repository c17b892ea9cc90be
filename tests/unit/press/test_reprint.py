"""A lost shelf is printed again and comes out the same; so does one whose templates or settings changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.edition.contract import Print
from stoppress.edition.memory import MemoryEdition
from stoppress.press.loop import Press
from stoppress.story import commands as c
from stoppress.story.content import Head
from tests.commands import heads
from tests.following import as_seen_from, loaded
from tests.shelf import frames_on, pieces_on
from tests.unit.press.nights import nights, told_apart
from tests.unit.press.test_print_law import follow, law

pytestmark = pytest.mark.long

Opened = Callable[..., Any]


@law
@given(head=heads, asked=nights, together=st.integers(1, 9))
def test_a_shelf_printed_again_equals_the_one_that_was_printed_live(
    opened: Opened, head: Head, asked: list[list[c.Command]], together: int
) -> None:
    live = opened(head)
    live.print()
    old_page = loaded(live.edition, live.slug, 2)
    for group in asked:
        for command in group:
            live.ask(command)
        live.print()

    again = MemoryEdition()
    Press(again, live.bell, live.settings, facts_together=together).catch_up(live.slug)

    assert pieces_on(again, live.slug) == pieces_on(live.edition, live.slug)
    assert again.printed(live.slug) == live.edition.printed(live.slug)
    live.edition = again
    follow(old_page, live, 2)
    assert old_page == as_seen_from(old_page, again, live.slug)


class WatchedEdition(MemoryEdition):
    """Keeps everything that it was ever given to print, to look for words in it."""

    def __init__(self) -> None:
        super().__init__()
        self.printings: list[bytes] = []

    def print(self, printing: Print) -> None:
        super().print(printing)
        self.printings.append(
            b"".join([*pieces_on(self, printing.story.slug).values(), frames_on(self, printing.story.slug)])
        )


@law
@given(head=heads, asked=nights, together=st.integers(1, 9))
def test_no_word_of_a_withdrawn_text_is_on_the_shelf_afterwards(
    opened: Opened, head: Head, asked: list[list[c.Command]], together: int
) -> None:
    newsroom = opened(head)
    words: dict[str, list[str]] = {}
    gone: set[str] = set()
    for group in asked:
        for command, word in map(told_apart, group):
            done = newsroom.ask(command)
            if done and word:
                words.setdefault(command.key, []).append(word)
            if done and isinstance(command, c.WithdrawEntry | c.RedactEntry):
                gone.add(command.key)
        newsroom.print()

        shelf = shelf_of(newsroom.edition, newsroom.slug)
        for word in (word for key in gone for word in words[key]):
            assert word not in shelf
        for key in words.keys() - gone:
            assert words[key][-1] in shelf

    again = WatchedEdition()
    Press(again, newsroom.bell, newsroom.settings, facts_together=together).catch_up(newsroom.slug)

    for shelf in again.printings:
        for word in (word for key in gone for word in words[key]):
            assert word.encode() not in shelf


def shelf_of(edition: MemoryEdition, slug: str) -> str:
    return b"".join([*pieces_on(edition, slug).values(), frames_on(edition, slug)]).decode()
