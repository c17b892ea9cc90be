"""A small newsroom for the press's tests: door, press and shelf in one process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.base.settings import Settings
from stoppress.bell.memory import MemoryBell
from stoppress.edition.contract import Edition
from stoppress.edition.memory import MemoryEdition
from stoppress.press.loop import Press
from stoppress.story import commands as c
from stoppress.story.content import Head
from stoppress.story.write import Door
from tests.commands import START


class Newsroom:
    """One story, its door, and a press that prints when it is told to. Each command comes a minute later."""

    def __init__(self, folder: Path, slug: str, edition: Edition | None = None, facts_together: int = 200) -> None:
        self.slug = slug
        self.now: datetime = START
        self.bell = MemoryBell()
        self.edition = edition or MemoryEdition()
        self.settings = Settings(data=folder, public_url="https://news.example")
        self.press = Press(self.edition, self.bell, self.settings, facts_together=facts_together)
        self._door = Door(self.bell, clock=lambda: self.now)

    def open(self, head: Head) -> None:
        self.ask(c.OpenStory(slug=self.slug, actor="ada", head=head))

    def ask(self, command: c.Command) -> bool:
        """Carry a command out in this story; False when it is refused."""
        self.now += timedelta(minutes=1)
        try:
            self._door.carry_out(replace(command, slug=self.slug, command_id=new_command_id()))
        except Refusal:
            return False
        return True

    def print(self) -> int:
        return self.press.catch_up(self.slug)


@pytest.fixture
def newsroom(db: None, tmp_path: Path) -> Newsroom:
    """A newsroom with an open story, "storm", in Kyiv."""
    found = Newsroom(tmp_path, "storm")
    found.open(Head(headline="A storm nears the coast", zone="Europe/Kyiv"))
    return found


@pytest.fixture
def opened(db: None, tmp_path: Path) -> Callable[..., Newsroom]:
    """Opens newsrooms of their own stories, for tests that need many."""
    count = iter(range(1, 1_000_000))

    def open_one(head: Head, **more: object) -> Newsroom:
        found = Newsroom(tmp_path, f"storm-{next(count)}", **more)
        found.open(head)
        return found

    return open_one
