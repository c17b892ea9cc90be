"""For everybody: without script, by keyboard, from right to left, on the smallest screen, in one's own zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from stoppress.story import facts as f
from stoppress.story.content import Content, Head
from tests.browser import OpenTab
from tests.page.newsroom import Newsroom
from tests.page.paper import Paper
from tests.page.stories import flood_ar, numbered, storm
from tests.page.tabs import keys, opened, ready

pytestmark = pytest.mark.browser


def overflow(tab: Page) -> list[str]:
    """Elements that stick out of the window sideways."""
    found = tab.evaluate(
        """() => {
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= width) return [];
        return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1)
            .map((one) => one.tagName + "." + one.className);
    }"""
    )
    return list(found)


def test_without_script_everything_can_be_read_and_nothing_is_promised(open_tab: OpenTab) -> None:
    room = storm()
    with Paper(room) as paper:
        tab = open_tab(paper.story, java_script_enabled=False)
        for entry in room.entries():
            article = tab.locator(f"#e-{entry.key}")
            expect(article).to_be_visible()
            if entry.is_public and entry.content.headline:
                expect(article.locator(".headline")).to_have_text(entry.content.headline)
        expect(tab.locator("#strip")).to_contain_text(re.compile(r"Live\s+Updated 12:1\d EET"))
        expect(tab.locator(".correction")).to_be_visible()
        expect(tab.locator("#bar")).to_be_hidden()
        assert tab.locator("button").count() == 0


@pytest.mark.parametrize("address", ["", "e/update0007/", "before/update0007/", "oldest/", "../"])
@pytest.mark.parametrize("width", [320, 256])
def test_the_smallest_screen_needs_no_scrolling_sideways(open_tab: OpenTab, address: str, width: int) -> None:
    """320 px is 400 % zoom on a window of 1280."""
    room = storm()
    room.publish("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "x" * 300)
    with Paper(room) as paper:
        tab = open_tab(paper.story + address, width=width, height=256)

        assert overflow(tab) == []


def test_arabic_runs_from_right_to_left_and_the_rail_stands_right(open_tab: OpenTab) -> None:
    room = flood_ar()
    with Paper(room) as paper:
        tab = open_tab(paper.story, locale="ar", timezone_id="Asia/Amman")
        rail, text = (tab.locator(f"#live > article:nth-child(2) {part}").bounding_box() for part in (".rail", ".said"))
        assert rail is not None
        assert text is not None
        assert rail["x"] > text["x"] + text["width"]
        assert overflow(tab) == []
        phone = open_tab(paper.story, width=320, locale="ar", timezone_id="Asia/Amman")
        assert overflow(phone) == []


def test_an_update_in_another_language_has_its_own_direction_and_face(open_tab: OpenTab) -> None:
    room = flood_ar()
    english = next(entry.key for entry in room.entries() if entry.content.language == "en")
    with Paper(room) as paper:
        tab = open_tab(paper.story)
        style = "element => [getComputedStyle(element).direction, getComputedStyle(element).fontFamily]"
        update, story = (tab.eval_on_selector(one, style) for one in (f"#e-{english} .body", ".standfirst"))

        assert (update[0], story[0]) == ("ltr", "rtl")
        assert "Noto Naskh Arabic" in story[1]
        assert "Noto Naskh Arabic" not in update[1]


def test_by_page_down_from_update_to_update(open_tab: OpenTab) -> None:
    room = numbered(10)
    with opened(open_tab, room) as (tab, _):
        order = keys(tab)
        tab.evaluate("document.querySelector('#live').scrollIntoView()")
        tab.keyboard.press("PageDown")
        expect(tab.locator(f"#e-{order[1]}")).to_be_focused()
        tab.keyboard.press("PageDown")
        expect(tab.locator(f"#e-{order[2]}")).to_be_focused()
        tab.keyboard.press("PageUp")
        expect(tab.locator(f"#e-{order[1]}")).to_be_focused()
        tab.keyboard.press("j")
        expect(tab.locator(f"#e-{order[2]}")).to_be_focused()
        tab.keyboard.press("k")
        expect(tab.locator(f"#e-{order[1]}")).to_be_focused()


def test_page_down_in_an_update_longer_than_the_screen_pages_through_it(open_tab: OpenTab) -> None:
    room = numbered(4)
    long = room.publish("Long", "Sentence after sentence. " * 600)
    with opened(open_tab, room) as (tab, _):
        tab.evaluate(f"document.querySelector('#e-{long}').scrollIntoView()")
        tab.keyboard.press("PageDown")
        tab.wait_for_timeout(300)

        expect(tab.locator(f"#e-{long}")).to_be_in_viewport()
        assert tab.evaluate("document.activeElement === document.body")


def test_letters_outside_the_stream_are_left_alone(open_tab: OpenTab) -> None:
    """Who speaks to his browser says letters all the time (WCAG 2.1.4)."""
    room = numbered(10)
    with opened(open_tab, room) as (tab, _):
        tab.keyboard.press("j")

        assert tab.evaluate("document.activeElement === document.body")


def test_the_skip_link_leads_to_the_updates(open_tab: OpenTab) -> None:
    room = storm()
    with opened(open_tab, room) as (tab, _):
        tab.keyboard.press("Tab")
        expect(tab.locator(".skip")).to_be_focused()
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")

        assert tab.evaluate("document.activeElement.closest('#live') !== null")


def test_times_are_the_readers_own_and_the_storys_is_one_look_away(open_tab: OpenTab) -> None:
    head = Head(headline="Across the date line", zone="Pacific/Auckland")
    room = Newsroom(head, at=datetime(2026, 11, 22, 11, 29, tzinfo=UTC))
    key = room.publish("Soon after midnight", "Text.", minutes=1)
    with Paper(room) as paper:
        tab = open_tab(paper.story, timezone_id="America/New_York", locale="en-US")
        time = tab.locator(f"#e-{key} .permalink time")
        expect(time).to_have_text("06:31")
        expect(tab.locator(f"#e-{key} .zone")).to_have_text("EST")
        expect(time).to_have_attribute("title", "23 November 2026, 00:31 NZDT")
        expect(tab.locator(f"#e-{key} .date")).to_have_text("22 Nov")
        expect(tab.locator(".zone-note")).to_have_text(
            "Times are those of your own zone, EST; days are those of Pacific/Auckland."
        )
        expect(tab.locator(f"#e-{key} .date")).to_be_visible()


def test_in_the_storys_zone_nothing_about_times_changes(open_tab: OpenTab) -> None:
    room = storm()
    with Paper(room) as paper:
        plain = open_tab(paper.story, java_script_enabled=False).locator("#head, #live time").all_text_contents()
        scripted = open_tab(paper.story, timezone_id="Europe/Helsinki").locator("#head, #live time").all_text_contents()

        assert scripted == plain


def test_days_are_parted_in_the_storys_days(open_tab: OpenTab) -> None:
    room = numbered(3)
    room.now += timedelta(days=1)
    later = room.publish("A day later", "Text.")
    with Paper(room) as paper:
        days = ["Monday, 23 November 2026", "Sunday, 22 November 2026"]
        for reader in ({"java_script_enabled": False}, {"timezone_id": "Asia/Tokyo"}):
            tab = open_tab(paper.story, **reader)

            assert tab.locator(".day").all_text_contents() == days
            assert tab.eval_on_selector_all(".day + article", "all => all.map(one => one.dataset.key)") == [
                later,
                room.entries()[1].key,
            ]


def test_an_update_without_a_time_says_so_and_gets_no_day(open_tab: OpenTab) -> None:
    room = numbered(2)
    key, content = "imported1", Content(headline="Found in an old page")
    room.tell(f.EntryPublished(key=key, content=content, rank=9000, published_at=None))
    with opened(open_tab, room) as (tab, _):
        expect(tab.locator(f"#e-{key} .time-unknown")).to_have_text("Time unknown")
        assert tab.locator(f".day + #e-{key}").count() == 0


def test_a_key_point_leads_to_the_update_that_supports_it_on_the_same_page(open_tab: OpenTab) -> None:
    room = storm()
    with opened(open_tab, room) as (tab, paper):
        cite = tab.locator(".key-points a.cite").last
        key = cite.get_attribute("data-key")
        cite.click()

        expect(tab.locator(f"#e-{key}")).to_be_in_viewport()
        assert tab.url == f"{paper.story}#e-{key}"


def test_a_link_to_an_update_that_is_on_an_older_page_finds_it(open_tab: OpenTab) -> None:
    room = numbered(45)
    oldest = room.entries()[-1].key
    with Paper(room) as paper:
        tab = open_tab(f"{paper.story}#e-{oldest}")

        expect(tab).to_have_url(f"{paper.story}e/{oldest}/#e-{oldest}")


def test_the_address_of_an_update_opens_at_it_between_its_neighbours(open_tab: OpenTab) -> None:
    room = numbered(45)
    key = room.entries()[20].key
    with Paper(room) as paper:
        tab = open_tab(f"{paper.story}e/{key}/", height=500)

        expect(tab.locator(f"#e-{key}:target")).to_be_in_viewport()
        assert [room.entries()[i].key for i in range(18, 26)] == keys(tab)
        plain = open_tab(f"{paper.story}e/{key}/", java_script_enabled=False, height=500)
        plain.click("main .whole a >> nth=0")
        expect(plain.locator(f"#e-{key}:target")).to_be_in_viewport()


def test_the_link_to_an_update_can_be_copied(open_tab: OpenTab) -> None:
    room = numbered(3)
    with opened(open_tab, room, permissions=["clipboard-read", "clipboard-write"]) as (tab, paper):
        key = room.entries()[0].key
        tab.hover(f"#e-{key}")
        tab.click(f"#e-{key} .share")
        expect(tab.locator(f"#e-{key} .share")).to_have_text("Copied")

        assert tab.evaluate("navigator.clipboard.readText()") == f"{paper.story}e/{key}/"


def test_the_page_does_not_shift_while_it_loads(open_tab: OpenTab) -> None:
    room = storm()
    with Paper(room) as paper:
        tab = open_tab("about:blank", width=360, height=740, timezone_id="America/New_York")
        tab.add_init_script(
            """window.shift = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((one) => (shift += one.value)))
                .observe({ type: "layout-shift", buffered: true });"""
        )
        tab.goto(paper.story)
        ready(tab, paper)
        tab.wait_for_timeout(300)

        assert tab.evaluate("window.shift") < 0.001


def test_on_paper_there_is_no_furniture_and_links_say_where_they_lead(open_tab: OpenTab) -> None:
    room = storm()
    with opened(open_tab, room) as (tab, _):
        tab.emulate_media(media="print")

        expect(tab.locator("#bar")).to_be_hidden()
        expect(tab.locator(".share").first).to_be_hidden()
        after = "link => getComputedStyle(link, '::after').content"
        assert tab.eval_on_selector(".body a[href$=gauge]", after) == '" <https://example.org/gauge>"'
