"""An open page follows its story: what arrives, changes, goes, and how the reader is told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from stoppress.story import facts as f
from tests.browser import OpenTab
from tests.page.paper import Paper
from tests.page.stories import numbered, storm
from tests.page.tabs import followed, keys, opened, ready

pytestmark = pytest.mark.browser


def test_new_updates_stand_by_rank_and_not_in_the_order_of_arrival(open_tab: OpenTab) -> None:
    room = numbered(6)
    with opened(open_tab, room) as (tab, paper):
        middle = room.publish("Late, and earlier in rank", "Text.", rank=3500)
        newest = room.publish("Newest", "Text.")
        oldest = room.publish("From before everything", "Text.", rank=500)
        paper.send()
        followed(tab, paper)

        assert keys(tab) == [entry.key for entry in room.entries()]
        assert keys(tab).index(newest) == 0
        assert keys(tab)[-1] == oldest
        assert keys(tab).index(middle) == 4


def test_nothing_is_inserted_below_the_last_update_of_a_page_that_has_older_pages(open_tab: OpenTab) -> None:
    room = numbered(45)
    with opened(open_tab, room) as (tab, paper):
        room.publish("Belongs to the next page", "Text.", rank=1500)
        paper.send()
        followed(tab, paper)

        assert keys(tab) == [entry.key for entry in room.entries()][:40]


def test_a_moved_update_moves_on_the_open_page_too(open_tab: OpenTab) -> None:
    room = numbered(6)
    with opened(open_tab, room) as (tab, paper):
        room.move(room.entries()[-1].key, 5500)
        paper.send()
        followed(tab, paper)

        assert keys(tab) == [entry.key for entry in room.entries()]


def test_an_update_that_moves_below_the_page_leaves_it(open_tab: OpenTab) -> None:
    room = numbered(45)
    with opened(open_tab, room) as (tab, paper):
        top = room.entries()[0].key
        room.move(top, 1500)
        paper.send()
        followed(tab, paper)

        assert top not in keys(tab)
        assert len(keys(tab)) == 39


def test_a_correction_is_seen_to_be_one(open_tab: OpenTab) -> None:
    room = numbered(3)
    with opened(open_tab, room) as (tab, paper):
        key = room.entries()[0].key
        room.correct(key, "We said 40; it is 14.", text="It is 14.")
        paper.send()

        notice = tab.locator(f"#e-{key} .change.correction")
        expect(notice).to_contain_text(re.compile(r"Correction, \d\d:\d\d\. We said 40; it is 14\."))
        expect(tab.locator(f"#e-{key} .body")).to_have_text("It is 14.")


def test_a_correction_off_the_screen_is_counted_and_one_click_leads_to_it(open_tab: OpenTab) -> None:
    room = numbered(30)
    with opened(open_tab, room) as (tab, paper):
        key = room.entries()[-1].key
        room.correct(key, "It was Monday.")
        paper.send()

        expect(tab.locator("#bar .news")).to_have_text("1 correction")
        tab.click("#bar .news")
        expect(tab.locator(f"#e-{key}")).to_be_in_viewport()
        expect(tab.locator("#bar .news")).to_be_hidden()


def test_a_withdrawn_update_leaves_its_place_and_the_reason_and_no_word(open_tab: OpenTab) -> None:
    room = storm()
    with opened(open_tab, room) as (tab, paper):
        key = next(entry.key for entry in room.entries() if entry.content.headline.startswith("Dyke"))
        before = keys(tab)
        room.withdraw(key, "The picture was from another year.")
        paper.send()

        tombstone = tab.locator(f"#e-{key}")
        expect(tombstone).to_contain_text("The picture was from another year.")
        expect(tombstone).not_to_contain_text("Dyke")
        assert keys(tab) == before


def test_at_the_top_a_new_update_shows_by_itself(open_tab: OpenTab) -> None:
    room = numbered(5)
    with opened(open_tab, room) as (tab, paper):
        key = room.publish("Just now", "Text.")
        paper.send()

        expect(tab.locator(f"#e-{key}")).to_be_visible()
        expect(tab.locator("#bar .news")).to_be_hidden()


def test_further_down_new_updates_wait_until_they_are_asked_for(open_tab: OpenTab) -> None:
    room = numbered(20)
    with opened(open_tab, room) as (tab, paper):
        tab.evaluate("scrollTo(0, 1500)")
        for i in range(3):
            key = room.publish(f"New {i}", "Text.")
        paper.send()

        expect(tab.locator("#bar .news")).to_have_text("3 new updates")
        expect(tab.locator(f"#e-{key}")).to_be_hidden()
        assert tab.title().startswith("(3) Storm Halvard")
        tab.click("#bar .news")
        expect(tab.locator(f"#e-{key}")).to_be_in_viewport()
        expect(tab.locator("#bar .news")).to_be_hidden()
        expect(tab).to_have_title(re.compile("^Storm Halvard"))


def test_one_new_update_is_one_and_not_ones(open_tab: OpenTab) -> None:
    room = numbered(20)
    with opened(open_tab, room) as (tab, paper):
        tab.evaluate("scrollTo(0, 1500)")
        room.publish("New", "Text.")
        paper.send()

        expect(tab.locator("#bar .news")).to_have_text("1 new update")


def test_held_back_by_the_reader_updates_wait_at_the_top_too(open_tab: OpenTab) -> None:
    room = numbered(5)
    with opened(open_tab, room) as (tab, paper):
        tab.click("#bar .hold")
        key = room.publish("Held", "Text.")
        paper.send()

        expect(tab.locator("#bar .news")).to_have_text("1 new update")
        expect(tab.locator(f"#e-{key}")).to_be_hidden()
        tab.click("#bar .hold")
        expect(tab.locator(f"#e-{key}")).to_be_visible()


def test_an_update_withdrawn_while_it_waited_is_not_announced(open_tab: OpenTab) -> None:
    room = numbered(20)
    with opened(open_tab, room) as (tab, paper):
        tab.evaluate("scrollTo(0, 1500)")
        key = room.publish("Wrong", "Text.")
        paper.send()
        expect(tab.locator("#bar .news")).to_have_text("1 new update")
        room.withdraw(key, "It was not so.")
        paper.send()

        expect(tab.locator("#bar .news")).to_be_hidden()


def test_head_state_and_title_follow_the_story(open_tab: OpenTab) -> None:
    room = storm()
    with opened(open_tab, room) as (tab, paper):
        head = room.state.head
        room.tell(f.StoryEdited(head=type(head)(headline="Halvard moves on", language="en", zone="Europe/Helsinki")))
        room.tell(f.StoryClosed(note="Thank you for reading."))
        paper.send()

        expect(tab.locator("h1")).to_have_text("Halvard moves on")
        expect(tab.locator("#strip .badge")).to_have_text("Closed")
        expect(tab.locator(".closing")).to_have_text("Thank you for reading.")
        expect(tab).to_have_title("Halvard moves on | The Marran Post")
        expect(tab.locator("#bar .hold")).to_be_hidden()


def test_screen_readers_are_told_politely_and_rarely(open_tab: OpenTab) -> None:
    """A sentence for every update would drown what the reader listens to."""
    room = numbered(20)
    with opened(open_tab, room) as (tab, paper):
        tab.evaluate("scrollTo(0, 1500)")
        room.publish("First", "Text.")
        paper.send()
        said = tab.locator(".aloud[role=status]")
        expect(said).to_have_text("1 new update")
        for i in range(4):
            room.publish(f"More {i}", "Text.")
        paper.send()

        expect(tab.locator("#bar .news")).to_have_text("5 new updates")
        expect(said).to_have_text("1 new update")
        assert tab.locator("[aria-live], [role=alert], [role=log], [role=status]").count() == 1


def test_on_a_page_of_older_updates_nothing_is_inserted_but_changes_show(open_tab: OpenTab) -> None:
    room = numbered(10)
    with Paper(room) as paper:
        tab = open_tab(f"{paper.story}before/{room.entries()[4].key}/")
        ready(tab, paper)
        before = keys(tab)
        room.publish("Newest", "Text.")
        room.correct(before[0], "It was 5.", text="Five.")
        paper.send()
        followed(tab, paper)

        assert keys(tab) == before
        expect(tab.locator(f"#e-{before[0]} .body")).to_have_text("Five.")
        expect(tab.locator("#bar .news")).to_have_text("1 new update")


def test_from_the_oldest_new_updates_are_added_at_the_end(open_tab: OpenTab) -> None:
    room = numbered(10)
    with Paper(room) as paper:
        tab = open_tab(f"{paper.story}oldest/")
        ready(tab, paper)
        key = room.publish("Newest", "Text.")
        paper.send()
        followed(tab, paper)

        assert keys(tab) == [entry.key for entry in reversed(room.entries())]
        expect(tab.locator("#bar .news")).to_have_text("1 new update")
        tab.click("#bar .news")
        expect(tab.locator(f"#e-{key}")).to_be_in_viewport()
