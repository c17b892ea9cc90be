"""A reader comes back, and the page says what happened since, corrections first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenTab
from tests.page.paper import Paper
from tests.page.stories import numbered
from tests.page.tabs import eventually, followed, ready

pytestmark = pytest.mark.browser


def visit(tab: Page, paper: Paper) -> None:
    """Look at the story's newest updates, then leave."""
    tab.goto(paper.story)
    tab.evaluate("document.querySelector('#live > article').scrollIntoView()")
    expect(tab.locator("#live > article").first).to_have_class(re.compile("seen"))
    tab.goto("about:blank")


def test_who_comes_back_is_told_what_is_new_and_what_was_corrected(open_tab: OpenTab) -> None:
    room = numbered(12)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        visit(tab, paper)
        for i in range(3):
            room.publish(f"New {i}", "Text.")
        room.correct(room.entries()[-1].key, "It was Monday.")
        paper.send()
        tab.goto(paper.story)

        expect(tab.locator("#bar .news")).to_have_text(re.compile(r"^3 new updates and 1 correction since \d\d:\d\d$"))
        line = tab.locator(".read-line")
        expect(line).to_have_text("You have read to here")
        assert tab.evaluate("document.querySelector('.read-line').nextElementSibling.dataset.rank") == "12000"


def test_the_sentence_leads_to_the_correction_first_and_then_to_the_newest(open_tab: OpenTab) -> None:
    room = numbered(25)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        visit(tab, paper)
        corrected = room.entries()[-1].key
        room.correct(corrected, "It was Monday.")
        newest = room.publish("New", "Text.")
        paper.send()
        tab.goto(paper.story)
        tab.click("#bar .news")
        expect(tab.locator(f"#e-{corrected}")).to_be_in_viewport()
        expect(tab.locator("#bar .news")).to_have_text(re.compile("^1 new update since"))
        tab.click("#bar .news")

        expect(tab.locator(f"#e-{newest}")).to_be_in_viewport()
        expect(tab.locator("#bar .news")).to_be_hidden()


def test_who_comes_for_the_first_time_is_told_nothing(open_tab: OpenTab) -> None:
    room = numbered(12)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        ready(tab, paper)

        expect(tab.locator("#bar .news")).to_be_hidden()
        assert tab.locator(".read-line, .unread").count() == 0


def test_what_was_not_on_the_screen_is_not_counted_as_read(open_tab: OpenTab) -> None:
    """Updates that waited behind the bar when he left are new when he returns."""
    room = numbered(20)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        visit(tab, paper)
        tab.goto(paper.story)
        ready(tab, paper, streams=0)
        tab.evaluate("scrollTo(0, 2000)")
        room.publish("Never looked at", "Text.")
        paper.send()
        expect(tab.locator("#bar .news")).to_have_text("1 new update")
        tab.goto("about:blank")
        tab.goto(paper.story)

        expect(tab.locator("#bar .news")).to_have_text(re.compile("^1 new update since"))


def test_after_an_hour_in_the_background_the_page_says_what_happened(open_tab: OpenTab) -> None:
    room = numbered(20)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        ready(tab, paper)
        tab.evaluate("scrollTo(0, 900)")
        expect(tab.locator(".seen").first).to_be_attached()
        tab.evaluate(
            """() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
            const now = Date.now;
            Date.now = () => now() + 3_600_000;
            delete document.hidden;
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
        )
        for i in range(2):
            room.publish(f"In that hour {i}", "Text.")
        room.correct(room.entries()[-1].key, "It was Monday.")
        paper.send()
        followed(tab, paper)

        expect(tab.locator("#bar .news")).to_have_text(re.compile(r"^2 new updates and 1 correction since \d\d:\d\d$"))


def test_the_letter_n_goes_through_what_is_unread_from_the_oldest_on(open_tab: OpenTab) -> None:
    room = numbered(12)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        visit(tab, paper)
        first = room.publish("First of two", "Text. " * 400)
        second = room.publish("Second of two", "Text. " * 400)
        paper.send()
        tab.goto(paper.story)
        tab.focus(f"#e-{second} .permalink")
        tab.keyboard.press("n")
        expect(tab.locator(f"#e-{first}")).to_be_focused()
        expect(tab.locator(f"#e-{first}")).to_have_class(re.compile("seen"))
        tab.keyboard.press("n")

        expect(tab.locator(f"#e-{second}")).to_be_focused()


def test_what_he_read_stays_in_his_browser(open_tab: OpenTab) -> None:
    room = numbered(12)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        visit(tab, paper)
        before = len(paper.asked)
        tab.goto(paper.story)
        eventually(tab, lambda: any("stream" in asked for asked in paper.asked[before:]))

        assert tab.context.cookies() == []
        allowed = r"/storm/(stream\?after=k1-\d+|head\.json)?|/static/.*"
        assert all(re.fullmatch(allowed, asked) for asked in paper.asked[before:])


def test_where_storage_is_forbidden_the_page_works_all_the_same(open_tab: OpenTab) -> None:
    room = numbered(5)
    with Paper(room) as paper:
        tab = open_tab("about:blank")
        tab.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
        )
        tab.goto(paper.story)
        ready(tab, paper)
        room.publish("New", "Text.")
        paper.send()

        followed(tab, paper)


def test_what_was_seen_is_no_news_on_an_older_copy_of_the_page(open_tab: OpenTab) -> None:
    """Going back, Firefox shows the page as it came from the network; what came since comes by the stream once more."""
    room = numbered(12)
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        older = tab.request.get(paper.story).text()
        seen = [room.publish(f"Seen {i}", "Text.") for i in range(3)]
        room.correct(room.entries()[-1].key, "It was Monday.")
        paper.send()
        visit(tab, paper)
        tab.route(paper.story, lambda route: route.fulfill(body=older, content_type="text/html"))
        tab.goto(paper.story)
        followed(tab, paper)

        expect(tab.locator(f"#e-{seen[-1]}")).to_be_visible()
        expect(tab.locator("#bar .news")).to_be_hidden()
        assert tab.locator(".waiting, .unread, .amended").count() == 0
        new = room.publish("New", "Text.")
        paper.send()
        expect(tab.locator(f"#e-{new}")).to_have_class(re.compile("unread"))
