"""The press at work: it hears, it looks by itself, it heals, and one story in trouble holds up no other."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stoppress.base.errors import Fault
from stoppress.bell.contract import Ring
from stoppress.edition import forms
from stoppress.edition.contract import Print
from stoppress.edition.memory import MemoryEdition
from stoppress.press.backoff import Backoff
from stoppress.press.loop import Press
from stoppress.story import commands as c
from stoppress.story import log, read
from stoppress.story.content import Content, Head, KeyPoint
from tests.following import loaded
from tests.shelf import pieces_on
from tests.unit.press.conftest import Newsroom
from tests.unit.press.sheet import WHO

Opened = Callable[..., Newsroom]


def publish(newsroom: Newsroom, key: str = "aaaaaa", headline: str = "The harbour is closed") -> None:
    assert newsroom.ask(c.PublishEntry(key=key, content=Content(headline=headline), **WHO))


def test_what_is_printed_is_rung_for_readers(newsroom: Newsroom) -> None:
    listener = newsroom.bell.listen("edition")
    publish(newsroom)

    assert newsroom.print() == 2

    assert listener.rings() == [Ring("storm", 2)]
    listener.close()
    assert newsroom.edition.printed("storm").number == 2


def test_a_story_that_nobody_opened_is_printed_up_to_nothing(newsroom: Newsroom) -> None:
    assert newsroom.press.catch_up("no-such-story") == 0


def test_a_lost_bell_is_made_good_by_looking(newsroom: Newsroom) -> None:
    publish(newsroom)

    newsroom.press.look_at_everything()

    assert newsroom.edition.printed("storm").number == 2


def test_a_new_epoch_is_printed_from_the_first_fact(newsroom: Newsroom) -> None:
    """After a restore, positions of readers belong to a history that is not ours any more."""
    publish(newsroom)
    newsroom.print()
    old = newsroom.edition.printed("storm").epoch

    new = log.begin_new_history()
    newsroom.press.look_at_everything()

    assert new != old
    assert newsroom.edition.printed("storm") == replace(newsroom.edition.printed("storm"), epoch=new, number=2)
    first = newsroom.edition.frames_after("storm", 0, 1)[0]
    assert json.loads(first.json)["id"] == f"{new}-1"


def test_a_shelf_ahead_of_its_log_is_printed_anew(newsroom: Newsroom) -> None:
    """Somebody put an older desk.db back by hand and kept the epoch."""
    publish(newsroom)
    newsroom.print()
    ahead = newsroom.edition.printed("storm")
    newsroom.edition.print(Print(story=replace(ahead, number=3), frames=[last_frame(newsroom, 3)]))

    newsroom.press.look_at_everything()

    assert newsroom.edition.printed("storm").number == 2
    assert [frame.number for frame in newsroom.edition.frames_after("storm", 0, 10)] == [1, 2]


def last_frame(newsroom: Newsroom, number: int) -> Any:
    return replace(newsroom.edition.frames_after("storm", 1, 1)[0], number=number)


def test_a_story_that_is_not_in_the_log_is_taken_off_the_shelf(newsroom: Newsroom) -> None:
    newsroom.print()
    newsroom.edition.print(Print(story=replace(newsroom.edition.printed("storm"), slug="ghost")))

    newsroom.press.look_at_everything()

    assert [story.slug for story in newsroom.edition.stories()] == ["storm"]


class TornEdition(MemoryEdition):
    """A shelf that can't take one story."""

    def print(self, printing: Print) -> None:
        if printing.story.slug.endswith("-1") and printing.story.number > 1:
            raise Fault("This shelf is torn.")
        super().print(printing)


def test_a_story_that_can_not_be_printed_holds_up_no_other(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    edition = TornEdition()
    torn, whole = opened(Head(headline="Torn"), edition=edition), opened(Head(headline="Whole"), edition=edition)
    publish(torn)
    publish(whole)

    with caplog.at_level(logging.ERROR, "stoppress.press"):
        whole.press.look_at_everything()
        whole.press.look_at_everything()

    assert edition.printed(whole.slug).number == 2
    assert edition.printed(torn.slug) is None
    # Once, not twice: it waits before it is tried again.
    assert [torn.slug in record.message for record in caplog.records] == [True]
    assert "This shelf is torn." in caplog.text


def test_news_does_not_wait_until_a_long_story_is_printed(opened: Opened) -> None:
    """After a shelf was lost, an archive of years may have to be printed while a story runs."""
    edition = MemoryEdition()
    long = opened(Head(headline="Long"), edition=edition)
    live = opened(Head(headline="Live"), edition=edition, facts_together=5)
    for i in range(20):
        publish(long, f"aaaa{i:02d}")
    press = live.press
    press._look()
    press._behind.pop(live.slug)

    press._work({live.slug})

    assert edition.printed(live.slug).number == 1
    assert edition.printed(long.slug).number == 5
    while press._work(set()):
        pass
    assert edition.printed(long.slug).number == 21


class SpottedEdition(MemoryEdition):
    """A shelf that can't take one number."""

    def print(self, printing: Print) -> None:
        if any(frame.number == 4 for frame in printing.frames):
            raise Fault("There is a spot on 4.")
        super().print(printing)


def test_a_story_in_trouble_is_printed_as_far_as_it_can_be(opened: Opened) -> None:
    newsroom = opened(Head(headline="Spotted"), edition=SpottedEdition())
    for i in range(4):
        publish(newsroom, f"aaaaa{i}")

    newsroom.press.look_at_everything()
    assert newsroom.edition.printed(newsroom.slug) is None
    newsroom.press._backoff.failed(newsroom.slug, now_s=-1_000.0)  # long ago
    newsroom.press.look_at_everything()

    assert newsroom.edition.printed(newsroom.slug).number == 3


def test_waits_grow_with_failures_up_to_a_bound() -> None:
    backoff = Backoff()

    waits = [backoff.failed("storm", 0.0) for _ in range(9)]

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert (backoff.may_try("storm", 59.9), backoff.may_try("storm", 60.0)) == (False, True)
    assert backoff.may_try("other", 0.0)
    backoff.succeeded("storm")
    assert not backoff.is_troubled("storm")


def test_a_running_press_prints_what_is_rung_and_ends_when_it_is_told_to(
    opened: Opened, transactional_db: None
) -> None:
    newsroom = opened(Head(headline="A night"))
    stop, heard = threading.Event(), newsroom.bell.listen("edition")
    worker = threading.Thread(target=closing_connections(newsroom.press.run), args=(stop,))
    worker.start()
    try:
        assert heard.wait(10) == [Ring(newsroom.slug, 1)]
        publish(newsroom)
        assert heard.wait(10) == [Ring(newsroom.slug, 2)]
        assert eventually(lambda: newsroom.edition.document("/") is not None)
    finally:
        stop.set()
        worker.join(10)
        heard.close()

    assert not worker.is_alive()


def eventually(is_so: Callable[[], bool], within_s: float = 10.0) -> bool:
    """Whether something becomes so in time."""
    until = time.monotonic() + within_s
    while not is_so() and time.monotonic() < until:
        threading.Event().wait(0.02)
    return is_so()


def closing_connections(work: Callable[[threading.Event], None]) -> Callable[[threading.Event], None]:
    def run(stop: threading.Event) -> None:
        from django.db import connections

        try:
            work(stop)
        finally:
            connections.close_all()

    return run


def test_another_zone_prints_all_updates_anew(newsroom: Newsroom) -> None:
    for i in range(3):
        publish(newsroom, f"aaaaa{i}")
        newsroom.print()
    assert "08:02</time>" in loaded(newsroom.edition, "storm", 9).articles[-1].html

    newsroom.ask(c.EditStory(head=Head(headline="A storm nears the coast", zone="Asia/Amman"), **WHO))
    newsroom.print()

    assert "09:02</time>" in loaded(newsroom.edition, "storm", 9).articles[-1].html
    again = MemoryEdition()
    Press(again, newsroom.bell, newsroom.settings).catch_up("storm")
    assert pieces_on(again, "storm") == pieces_on(newsroom.edition, "storm")


def test_another_name_of_the_house_prints_all_pages_anew_without_a_change_of_position(newsroom: Newsroom) -> None:
    """An upgrade or a setting changes pages, not history: nobody's position becomes void."""
    publish(newsroom)
    newsroom.ask(c.PinEntry(key="aaaaaa", **WHO))
    newsroom.ask(c.SetKeyPoints(points=(KeyPoint("A point", ("aaaaaa",)),), **WHO))
    newsroom.print()
    renamed = replace(newsroom.settings, site_name="The Other Post", public_url="https://other.example")
    press = Press(newsroom.edition, newsroom.bell, renamed)

    press.look_at_everything()
    while press.refresh():
        pass

    fresh = MemoryEdition()
    Press(fresh, newsroom.bell, renamed).catch_up("storm")
    assert pieces_on(newsroom.edition, "storm") == pieces_on(fresh, "storm")
    assert newsroom.edition.printed("storm").number == 4
    assert b"The Other Post" in pieces_on(newsroom.edition, "storm")[forms.SHELL_STORY, forms.HTML]
    again = Press(newsroom.edition, newsroom.bell, renamed)
    again.look_at_everything()
    assert not again.refresh()


def test_readers_are_told_of_pages_that_were_printed_anew_at_the_same_number(newsroom: Newsroom) -> None:
    """They compare numbers, so pages in their memory would stay old until the story's next change."""
    publish(newsroom)
    newsroom.print()
    heard = newsroom.bell.listen("edition")
    press = Press(newsroom.edition, newsroom.bell, replace(newsroom.settings, site_name="The Other Post"))
    press.look_at_everything()

    while press.refresh():
        pass

    assert Ring("", 0) in heard.rings()
    heard.close()


def test_a_press_that_starts_again_goes_on_where_it_was(newsroom: Newsroom) -> None:
    publish(newsroom)
    newsroom.print()
    publish(newsroom, "bbbbbb")

    number = Press(newsroom.edition, newsroom.bell, newsroom.settings).catch_up("storm")

    assert number == 3
    assert newsroom.edition.printed("storm").entries == 2
    assert [frame.number for frame in newsroom.edition.frames_after("storm", 0, 10)] == [1, 2, 3]


def test_the_houses_own_templates_stand_before_ours(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "press"
    folder.mkdir(parents=True)
    (folder / "_updated.html").write_text("Own: {{ story.updated.clock }}")

    newsroom.press = Press(newsroom.edition, newsroom.bell, newsroom.settings)
    newsroom.print()

    assert loaded(newsroom.edition, "storm", 1).updated == "Own: 08:01"


def test_live_updates_are_counted_without_counting(newsroom: Newsroom) -> None:
    for key in ("aaaaaa", "bbbbbb", "cccccc"):
        publish(newsroom, key)
    newsroom.ask(c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO))
    newsroom.print()
    newsroom.ask(c.RedactEntry(key="aaaaaa", basis="A court forbade it.", **WHO))
    newsroom.print()
    newsroom.ask(c.RedactEntry(key="bbbbbb", basis="A court forbade it.", **WHO))
    newsroom.print()

    assert newsroom.edition.printed("storm").entries == 1 == read.entries_count("storm")
