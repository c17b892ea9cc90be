"""The thread that tells: in time, after a restart, and whatever is cut off in between."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from django.conf import LazySettings

from stoppress.base.keys import new_entry_key
from stoppress.bell.memory import MemoryBell
from stoppress.desk.hooks.delivery import delivering
from stoppress.desk.hooks.telling import hooks_behind, tell
from stoppress.desk.models import HookPlace
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content, Head
from stoppress.story.write import Door
from tests.desk.api.receiver import receiving
from tests.desk.api.test_hooks import added, in_h


@pytest.mark.django_db(transaction=True)
def test_a_webhook_is_told_within_a_second_of_the_act_and_after_a_restart(
    transactional_db: None, settings: LazySettings
) -> None:
    bell = MemoryBell()
    settings.DOOR = Door(bell)
    settings.HOUSE = replace(settings.HOUSE, hooks_private=True)
    settings.DOOR.carry_out(c.OpenStory(slug="storm", actor="ada", head=Head(headline="A storm")))

    def publish(text: str) -> None:
        content = Content(body=document_from_markdown(text))
        settings.DOOR.carry_out(c.PublishEntry(slug="storm", actor="ada", key=new_entry_key(), content=content))

    with receiving() as inbox:
        added(inbox)
        with delivering(bell):
            time.sleep(0.05)
            began = time.monotonic()
            publish("While it runs.")
            inbox.wait_for(1)
            took_s = time.monotonic() - began
        publish("While nobody delivers.")
        with delivering(bell):
            came = inbox.wait_for_different(2)

    assert [message.told["data"]["update"]["plain"] for message in came] == ["While it runs.", "While nobody delivers."]
    assert took_s < 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_whenever_delivery_is_cut_off(transactional_db: None, settings: LazySettings) -> None:
    """60 facts in 3 stories, 12 restarts of the delivery, one answer in four a refusal: all told, each story in order."""
    chance = random.Random(2026)
    bell = MemoryBell()
    settings.DOOR = Door(bell)
    settings.HOUSE = replace(settings.HOUSE, hooks_private=True)
    slugs = ("storm", "flood", "fog")
    with receiving() as inbox:
        hook, _ = added(inbox)
        for slug in slugs:
            settings.DOOR.carry_out(c.OpenStory(slug=slug, actor="ada", head=Head(headline=slug)))
        for _ in range(12):
            with inbox.heard:
                inbox.answers = [500 if chance.random() < 0.25 else 204 for _ in range(20)]
            with delivering(bell):
                for _ in range(5):
                    content = Content(headline=f"{chance.random()}")
                    command = c.PublishEntry(
                        slug=chance.choice(slugs), actor="ada", key=new_entry_key(), content=content
                    )
                    settings.DOOR.carry_out(command)
                HookPlace.objects.update(due_at=None)
                time.sleep(0.05)
        with inbox.heard:
            inbox.answers = []
        until = time.monotonic() + 20
        while hooks_behind(in_h(99)) and time.monotonic() < until:
            tell(hook, in_h(99))

    taken: dict[str, list[int]] = {slug: [] for slug in slugs}
    for message in inbox.came:
        data = message.told["data"]
        if data["number"] not in taken[data["story"]]:
            taken[data["story"]].append(data["number"])
    assert {slug: numbers[-1] for slug, numbers in taken.items()} == read.numbers()
    assert all(numbers == list(range(1, numbers[-1] + 1)) for numbers in taken.values())
