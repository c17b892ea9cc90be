"""The outline, the days and the story's rhythm on a page that is open; films from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from stoppress.base.settings import Settings
from stoppress.press.assets import house_of
from stoppress.press.render import Renderer
from stoppress.reader.headers import content_policy
from stoppress.story import facts as f
from stoppress.story.body.build import document
from stoppress.story.body.document import Node, attributes
from stoppress.story.content import Content, Head
from tests.browser import OpenTab
from tests.page.newsroom import Newsroom
from tests.page.paper import Paper
from tests.page.stories import numbered
from tests.page.tabs import followed, opened, ready, top

pytestmark = pytest.mark.browser

SATURDAY, SUNDAY, MONDAY = "Saturday, 21 November 2026", "Sunday, 22 November 2026", "Monday, 23 November 2026"


def outline(tab: Page) -> list[str]:
    return tab.locator("#events .what").all_text_contents()


def stream(tab: Page) -> list[str]:
    """Days, and keys of updates, in their order."""
    return tab.eval_on_selector_all(
        "#live > :is(article, .day)", "all => all.map(one => one.dataset.key || one.textContent)"
    )


def test_the_outline_follows_what_becomes_a_key_event_and_what_is_none_any_more(open_tab: OpenTab) -> None:
    room = numbered(6)
    first, second, third = (entry.key for entry in reversed(room.entries()[-3:]))
    with opened(open_tab, room) as (tab, paper):
        expect(tab.locator("#outline")).to_be_hidden()
        for key in (third, first, second):
            room.amend(key, "typo", key_event=True)
        room.publish("The gate has held", "Text.", key_event=True)
        paper.send()
        followed(tab, paper)
        assert outline(tab) == ["The gate has held", "Update 3", "Update 2", "Update 1"]

        room.correct(second, "It was another one.", headline="Update 2, put right")
        room.amend(third, "update", "It did not matter.", key_event=False)
        room.withdraw(first, "It was not so.")
        paper.send()
        followed(tab, paper)
        assert outline(tab) == ["The gate has held", "Update 2, put right (corrected)"]
        assert outline(tab) == outline(open_tab(paper.story))
        expect(tab.locator("#events .note")).to_have_text("(corrected)")


def test_only_five_key_events_are_seen_until_all_are_asked_for(open_tab: OpenTab) -> None:
    room = numbered(1)
    for i in range(9):
        room.publish(f"Event {i}", key_event=True)
    with Paper(room) as paper:
        for script in (True, False):
            tab = open_tab(paper.story, java_script_enabled=script)
            assert [item.is_visible() for item in tab.locator("#events li").all()] == [True] * 5 + [False] * 4
            tab.get_by_text("Earlier key events").press("Enter")
            expect(tab.locator("#events li").last).to_be_visible()


def test_a_line_of_the_outline_leads_to_its_update_on_the_page(open_tab: OpenTab) -> None:
    room = numbered(20)
    key = room.entries()[15].key
    room.amend(key, "typo", key_event=True)
    with opened(open_tab, room) as (tab, _):
        tab.locator("#events a").press("Enter")

        expect(tab.locator(f"#e-{key}")).to_be_focused()
        expect(tab.locator(f"#e-{key}")).to_be_in_viewport()
        assert "/e/" not in tab.url


def test_a_line_with_the_date_comes_and_goes_with_the_updates_of_its_day(open_tab: OpenTab) -> None:
    """Backdated ones too: an update of the day before, told of below all others."""
    room = numbered(2)
    two, one = (entry.key for entry in room.entries())
    with opened(open_tab, room) as (tab, paper):
        assert stream(tab) == [SUNDAY, two, one]

        at = room.now - timedelta(days=1)
        room.tell(f.EntryPublished(key="earlier01", content=Content(headline="Before"), rank=5, published_at=at))
        room.now += timedelta(days=1)
        later = room.publish("A day later", "Text.")
        paper.send()
        followed(tab, paper)
        expect(tab.locator(".day")).to_have_count(3)
        assert stream(tab) == [MONDAY, later, SUNDAY, two, one, SATURDAY, "earlier01"]

        room.move("earlier01", room.state.entries[one].rank + 1)
        paper.send()
        followed(tab, paper)
        expect(tab.locator(".day")).to_have_count(4)
        assert stream(tab) == [MONDAY, later, SUNDAY, two, SATURDAY, "earlier01", SUNDAY, one]
        assert stream(tab) == stream(open_tab(paper.story))


def test_the_rhythm_grows_without_moving_the_line_that_is_read(open_tab: OpenTab) -> None:
    room = numbered(30)
    with opened(open_tab, room) as (tab, paper):
        key = room.entries()[5].key
        tab.locator(f"#e-{key}").evaluate("article => article.scrollIntoView()")
        before, drawn = top(tab, f"#e-{key}"), tab.locator("#rhythm .bars").get_attribute("d")
        room.publish("Much later", minutes=90)
        room.publish("And later still", minutes=90)
        paper.send()
        followed(tab, paper)

        expect(tab.locator("#rhythm .bars")).not_to_have_attribute("d", drawn or "")
        assert abs(top(tab, f"#e-{key}") - before) < 1


def test_the_drawing_shows_where_the_reader_is(open_tab: OpenTab) -> None:
    """The further down the updates he reads, the further back in time; without script there is no such line."""
    room = numbered(40)
    with Paper(room) as paper:
        plain = open_tab(paper.story, java_script_enabled=False)
        assert plain.locator("#rhythm .place").get_attribute("d") is None
        tab = open_tab(paper.story)
        ready(tab, paper)
        places = []
        for index in (2, 30):
            tab.locator("#live > article").nth(index).evaluate("article => article.scrollIntoView()")
            tab.wait_for_timeout(1_500)
            drawn = tab.locator("#rhythm .place").get_attribute("d") or ""
            places.append(float(drawn[1:].split(" ")[0]))

        assert places[1] < places[0]


SIZE = "element => [element.offsetTop, element.offsetWidth, element.offsetHeight]"
FILM = "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"


def test_nothing_is_asked_of_a_films_host_before_a_reader_asks_for_it(open_tab: OpenTab) -> None:
    """Its room is there from the beginning: nothing moves when it comes."""
    house = replace(house_of(Settings(site_name="The Marran Post")), players=frozenset({"player.vimeo.com"}))
    room = Newsroom(Head(headline="A storm"), renderer=Renderer(house))
    video = Node("embed", attributes=attributes(provider="video", title="The surge", url="https://vimeo.com/123456789"))
    content = Content(headline="Watch", body=document(video))
    room.tell(f.EntryPublished(key="film01", content=content, rank=1000, published_at=room.now))
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>The film.</p>", content_type="text/html")

    with Paper(room) as paper:
        paper.policy = content_policy(players="player.vimeo.com").decode()
        tab = open_tab(paper.story)
        tab.context.route("https://*/**", answer)
        ready(tab, paper)
        room_before = tab.locator(".player").evaluate(SIZE)
        assert asked == []

        tab.get_by_text("Play. It is loaded from player.vimeo.com.").click()
        expect(tab.frame_locator(".player iframe").get_by_text("The film.")).to_be_visible()
        assert asked == [FILM]
        assert tab.locator(".player").evaluate(SIZE) == room_before
