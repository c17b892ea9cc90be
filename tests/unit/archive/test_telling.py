"""A capture is told as commands that the door takes, the same for the same file, oldest first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stoppress.archive.plaintext import parse
from stoppress.archive.telling import Telling, telling_of
from stoppress.base.keys import COMMAND_ID_PATTERN, KEY_PATTERN, SLUG_PATTERN
from stoppress.story import commands as c
from stoppress.story.facts import Fact
from stoppress.story.rules import decide
from stoppress.story.state import StoryState, apply
from tests.unit.archive.pages import CAPTURES, OURS, REAL

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def told(data: bytes) -> Telling:
    """The telling of a file."""
    return telling_of(parse(data), data)


def carried_out(telling: Telling) -> tuple[StoryState, list[Fact]]:
    """The story after all commands, by the rules alone."""
    state: StoryState | None = None
    log: list[Fact] = []
    for command in telling.commands:
        for what in decide(state, command, NOW):
            fact = Fact(number=len(log) + 1, at=command.at or NOW, logged_at=NOW, actor=command.actor, what=what)
            state = apply(telling.slug, state, fact)
            log.append(fact)
    assert state is not None
    return state, log


@pytest.mark.parametrize("name", OURS)
def test_the_rules_take_every_command(name: str):
    data = (CAPTURES / name).read_bytes()
    telling = told(data)

    state, _ = carried_out(telling)

    assert len(state.entries) == len(parse(data).entries)
    assert SLUG_PATTERN.fullmatch(telling.slug)
    assert all(COMMAND_ID_PATTERN.fullmatch(command.command_id) for command in telling.commands)
    assert all(KEY_PATTERN.fullmatch(key) for key in state.entries)


@pytest.mark.parametrize("name", OURS)
def test_the_same_file_gives_the_same_commands(name: str):
    """An Arabic headline, or none, leaves no letters for an address: it must not be made up anew each time."""
    data = (CAPTURES / name).read_bytes()

    assert told(data) == told(data)


def test_updates_are_told_from_the_oldest_to_the_newest():
    updates = told((CAPTURES / "zilzal-arabic.txt").read_bytes()).updates

    moments = [update.at for update in updates]
    assert moments == sorted(moments)


def test_updates_without_a_time_say_so():
    updates = told((CAPTURES / "derby-relative.txt").read_bytes()).updates

    assert all(isinstance(update, c.PublishEntry) and update.time_unknown for update in updates)


def test_a_page_without_a_headline_gets_one_from_its_own_words():
    telling = told((CAPTURES / "bridge-bbc-style.txt").read_bytes())

    assert isinstance(telling.opening, c.OpenStory)
    assert telling.opening.head.headline


@pytest.mark.parametrize("name", REAL)
def test_the_real_pages_are_told_whole(shared: Path, name: str):
    data = (shared / "real" / name).read_bytes()

    state, log = carried_out(told(data))

    assert len(state.entries) == {REAL[0]: 48, REAL[1]: 11}[name]
    assert len(log) == len(told(data).commands)
