"""The way from the server fails in every way it can, and the page comes back to the truth or says that it can't."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from stoppress.story import facts as f
from stoppress.story.content import Head
from tests.browser import OpenTab
from tests.page.paper import Paper
from tests.page.stories import numbered
from tests.page.tabs import eventually, followed, keys, opened, ready

pytestmark = pytest.mark.browser

HURRIED = """
    const later = window.setTimeout;
    window.setTimeout = (what, ms, ...given) => later(what, ms / 20, ...given);
    const again = window.setInterval;
    window.setInterval = (what, ms, ...given) => again(what, ms / 20, ...given);
"""
"""Waiting takes a twentieth of its time, so that tests of back-off don't."""


def hurried(open_tab: OpenTab, paper: Paper, before: str = "") -> Page:
    """A page of the story whose clock runs fast."""
    tab = open_tab("about:blank")
    tab.add_init_script(HURRIED + before)
    tab.goto(paper.story)
    return tab


def test_after_a_cut_the_page_comes_back_and_misses_nothing(open_tab: OpenTab) -> None:
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        paper.cut()
        room.publish("Told while nobody listened", "Text.")
        paper.send()
        followed(tab, paper)

        assert keys(tab) == [entry.key for entry in room.entries()]
        assert any(f"after={room.epoch}-6" in asked for asked in paper.asked)


def test_while_the_server_is_gone_the_page_says_since_when_and_then_catches_up(open_tab: OpenTab) -> None:
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        paper.is_down = True
        paper.cut()
        lost = tab.locator("#bar .lost")
        expect(lost).to_have_text(re.compile(r"^Connection lost since \d\d:\d\d$"))
        expect(tab.locator("#updated")).to_be_hidden()
        room.publish("Meanwhile", "Text.")
        paper.is_down = False
        paper.send()
        followed(tab, paper)

        expect(lost).to_be_hidden()
        expect(tab.locator("#strip .badge")).to_have_text("Live")


def test_a_full_house_is_tried_again_later_each_time(open_tab: OpenTab) -> None:
    """EventSource itself gives up for good after a 503."""
    room = numbered(5)
    with Paper(room) as paper:
        paper.stream_status = 503
        tab = hurried(open_tab, paper)
        eventually(tab, lambda: sum("/stream" in asked for asked in paper.asked) > 1)
        paper.stream_status = 200
        ready(tab, paper)
        room.publish("Now there is room", "Text.")
        paper.send()

        followed(tab, paper)


def test_where_streams_are_blocked_the_page_fetches_ranges_instead(open_tab: OpenTab) -> None:
    room = numbered(5)
    with Paper(room) as paper:
        paper.stream_status = 403
        tab = hurried(open_tab, paper)
        for i in range(130):
            room.publish(f"Update {i}", "Text.")
        paper.send()
        followed(tab, paper)

        assert any(asked.endswith("/log/1-100.json") for asked in paper.asked)
        assert any(asked.endswith(f"/log/101-{room.number}.json") for asked in paper.asked)
        expect(tab.locator("#bar .lost")).to_be_hidden()


def test_a_stream_that_is_open_but_brings_nothing_is_found_out(open_tab: OpenTab) -> None:
    """Some proxies keep a stream back until it ends."""
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        room.publish("Kept back by the proxy", "Text.")
        paper.public = room.number

        followed(tab, paper)


def test_another_epoch_makes_the_page_fetch_itself_anew(open_tab: OpenTab) -> None:
    """After a restore from a backup, what the page shows may never have happened."""
    room = numbered(8)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        room.publish("Did not happen", "Text.")
        paper.send()
        followed(tab, paper)
        other = numbered(8)
        other.another_epoch("k2")
        other.publish("Happened instead", "Text.")
        paper.room = other
        paper.public = other.number
        paper.cut()
        followed(tab, paper)

        assert keys(tab) == [entry.key for entry in other.entries()]
        expect(tab.locator("#live")).to_contain_text("Happened instead")
        expect(tab.locator("#live")).not_to_contain_text("Did not happen")


def test_a_reset_keeps_the_reader_where_he_reads(open_tab: OpenTab) -> None:
    room = numbered(30)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        key = room.entries()[15].key
        tab.eval_on_selector(f"#e-{key}", "article => scrollBy(0, article.getBoundingClientRect().top - 45)")
        place = tab.eval_on_selector(f"#e-{key}", "article => article.getBoundingClientRect().top")
        room.another_epoch("k2")
        room.publish("New since", "Text. " * 200)
        paper.public = room.number
        paper.say(b'event: reset\ndata: {"reason": "other-epoch"}\n\n')
        followed(tab, paper)

        now = tab.eval_on_selector(f"#e-{key}", "article => article.getBoundingClientRect().top")
        assert abs(now - place) < 1
        expect(tab.locator("#bar .news")).to_have_text("1 new update")


def test_when_a_story_gets_another_zone_the_open_page_fetches_itself_anew(open_tab: OpenTab) -> None:
    """All printed times are others then; a frame for each would be a page and more."""
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        room.tell(f.StoryEdited(head=Head(headline="Halvard", zone="Europe/Helsinki")))
        paper.send()
        followed(tab, paper)

        expect(tab.locator("h1")).to_have_text("Halvard")
        expect(tab.locator("#live")).to_have_attribute("data-zone", "Europe/Helsinki")
        expect(tab.locator("#live .rail").first).to_have_attribute("data-there", "07:46 EET")


def test_a_gap_in_the_numbers_is_never_papered_over(open_tab: OpenTab) -> None:
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        lost_on_the_way = room.publish("Lost on the way", "Text.")
        paper.public = room.number
        room.publish("Arrives", "Text.")
        paper.send()
        followed(tab, paper)

        assert lost_on_the_way in keys(tab)
        assert keys(tab) == [entry.key for entry in room.entries()]


def test_an_older_change_that_comes_again_changes_nothing(open_tab: OpenTab) -> None:
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        key = room.entries()[0].key
        room.correct(key, "It was 40.", text="It is 14.")
        older = room.number
        room.correct(key, "It was 14.", text="It is 13.")
        paper.send()
        followed(tab, paper)
        paper.say(room.frame(older).sse)
        room.publish("After it", "Text.")
        paper.send()
        followed(tab, paper)

        expect(tab.locator(f"#e-{key} .body")).to_have_text("It is 13.")
        assert paper.asked.count("/storm/") == 1


def test_a_page_woken_from_sleep_asks_at_once(open_tab: OpenTab) -> None:
    """A laptop was shut: its timers stood still, its stream is dead and does not know it."""
    room = numbered(5)
    with Paper(room) as paper:
        tab = open_tab("about:blank")
        tab.clock.install()
        tab.goto(paper.story)
        ready(tab, paper)
        room.publish("Told in the night", "Text.")
        paper.public = room.number
        tab.clock.set_system_time(datetime.now(UTC) + timedelta(hours=8))
        tab.clock.run_for(5_500)

        followed(tab, paper)


def test_a_closed_story_holds_no_stream_and_still_gets_corrections(open_tab: OpenTab) -> None:
    room = numbered(5)
    room.tell(f.StoryClosed(note="That was it."))
    with Paper(room) as paper:
        tab = hurried(open_tab, paper, "Math.random = () => -0.48;")
        tab.wait_for_timeout(300)
        assert paper.opened == 0
        room.correct(room.entries()[0].key, "It was Tuesday.")
        paper.send()

        followed(tab, paper)
        assert paper.opened == 0


def test_a_hidden_tab_gives_its_stream_back_and_follows_slowly(open_tab: OpenTab) -> None:
    """Six hidden tabs over HTTP/1.1 would leave no connection for the seventh page."""
    room = numbered(5)
    with Paper(room) as paper:
        tab = hurried(open_tab, paper)
        ready(tab, paper)
        hide(tab, True)
        eventually(tab, lambda: paper.say(b":\n\n") or not paper.streams)
        room.publish("Unseen", "Text.")
        paper.send()
        hide(tab, False)
        followed(tab, paper)
        ready(tab, paper, streams=2)


def hide(tab: Page, hidden: bool) -> None:
    """Put the tab to the background, or back."""
    tab.evaluate(
        """(hidden) => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""",
        hidden,
    )


def test_back_from_the_browsers_memory_the_page_follows_again(open_tab: OpenTab) -> None:
    room = numbered(5)
    with opened(open_tab, room) as (tab, paper):
        tab.goto(f"{paper.address}/")
        room.publish("While he was on the front page", "Text.")
        paper.send()
        tab.go_back()

        followed(tab, paper)
