"""A story in a frame on another site: it grows with its content, opens links beside it, is corrected as open pages are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.axe import violations
from tests.browser import OpenTab
from tests.page.newsroom import Newsroom
from tests.page.paper import Paper
from tests.page.stories import flood_ar, storm
from tests.page.tabs import eventually

pytestmark = pytest.mark.browser

HOST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Another site</title>
<meta name="viewport" content="width=device-width"><script type="module" src="{paper}/embed.js"></script></head>
<body><main><h1>Our own article</h1><div style="height:{above}px"></div>
<stop-press story="{story}"><a href="{story}">Follow the storm</a></stop-press>
<p id="after">What stands below it.</p></main></body></html>"""


@contextmanager
def site(html: str) -> Iterator[str]:
    """Another origin with one page."""

    class Answer(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            body = html.encode() if self.path == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        # localhost: another site than the paper's 127.0.0.1, not only another port.
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def paper() -> Iterator[Paper]:
    with Paper(storm()) as paper:
        yield paper


def embedded(tab: Page) -> Frame:
    """The story in its frame, once the frame has said how high it is."""
    expect(tab.locator("stop-press iframe")).to_have_class("here")
    return tab.frames[1]


def height(tab: Page) -> float:
    return float(tab.locator("stop-press iframe").evaluate("frame => frame.getBoundingClientRect().height"))


def content_height(frame: Frame) -> float:
    return float(frame.evaluate("document.documentElement.getBoundingClientRect().height"))


OnSite = Callable[..., Page]


@pytest.fixture
def on_site(paper: Paper, open_tab: OpenTab) -> Iterator[OnSite]:
    """Opens another site's page with the story, or another address, in it."""
    with ExitStack() as sites:

        def on_site(story: str | None = None, above: int = 0, **options: object) -> Page:
            html = HOST.format(paper=paper.address, story=paper.story if story is None else story, above=above)
            return open_tab(sites.enter_context(site(html)), **options)

        yield on_site


def test_the_frame_is_as_high_as_the_story_and_grows_with_it(paper: Paper, on_site: OnSite) -> None:
    tab = on_site()
    frame = embedded(tab)
    before = height(tab)
    assert abs(before - content_height(frame)) <= 1

    paper.room.publish("The ferry is back", "All 212 are ashore.\n\n" * 5)
    paper.send()

    expect(frame.locator("#live > article").first).to_contain_text("The ferry is back")
    eventually(tab, lambda: height(tab) > before + 50 and abs(height(tab) - content_height(frame)) <= 1)


def test_corrections_and_withdrawals_reach_the_frame(paper: Paper, on_site: OnSite) -> None:
    tab = on_site()
    frame = embedded(tab)
    first, second = [entry.key for entry in paper.room.entries()][:2]

    paper.room.correct(first, "We said nine.", headline="Seven are ashore")
    paper.room.withdraw(second, "It was another ship.")
    paper.send()

    expect(frame.locator(f"#e-{first} .correction")).to_contain_text("We said nine.")
    expect(frame.locator(f"#e-{second} .tombstone")).to_contain_text("It was another ship.")


def test_news_wait_while_the_reader_is_past_the_top_of_the_frame(paper: Paper, on_site: OnSite) -> None:
    """In a frame as high as its content, only the browser knows what is on the screen."""
    tab = on_site(above=300)
    frame = embedded(tab)
    line = frame.locator("#live > article").nth(4)
    line.scroll_into_view_if_needed()
    tab.mouse.wheel(0, 200)
    expect(frame.locator("#story")).to_have_attribute("data-away", "")
    before = frame.evaluate("document.querySelectorAll('#live > article')[4].getBoundingClientRect().top")

    paper.room.publish("The ferry is back", "All 212 are ashore.")
    paper.send()

    expect(frame.locator("#bar .news")).to_have_text("1 new update")
    after = frame.evaluate("document.querySelectorAll('#live > article')[5].getBoundingClientRect().top")
    assert after == before


def test_links_open_beside_the_site(paper: Paper, on_site: OnSite) -> None:
    tab = on_site()
    frame = embedded(tab)

    with tab.context.expect_page() as opened:
        frame.locator("#live .permalink").first.click()

    assert opened.value.url.startswith(f"{paper.story}e/")
    assert tab.url.startswith("http://localhost")


def test_one_update_can_stand_alone(paper: Paper, on_site: OnSite) -> None:
    key = paper.room.entries()[1].key
    tab = on_site(story=f"{paper.story}e/{key}/")
    frame = embedded(tab)

    paper.room.publish("Something else")
    paper.room.correct(key, "We said nine.", headline="Seven")
    paper.send()

    expect(frame.locator("article .correction").last).to_contain_text("We said nine.")
    assert frame.locator("article").count() == 1
    expect(frame.locator("#bar .news")).to_be_hidden()


def test_without_script_the_link_is_there(paper: Paper, on_site: OnSite) -> None:
    tab = on_site(java_script_enabled=False)
    expect(tab.get_by_role("link", name="Follow the storm")).to_be_visible()


def test_the_link_is_there_when_the_frame_is_refused(paper: Paper, browser: Browser) -> None:
    paper.framed_by = "https://elsewhere.example"
    with site(HOST.format(paper=paper.address, story=paper.story, above=0)) as address:
        context = browser.new_context()  # not by open_tab: the refusal stands on the console
        tab = context.new_page()
        tab.goto(address)

        expect(tab.locator("stop-press iframe")).to_have_count(0, timeout=20_000)
        expect(tab.get_by_role("link", name="Follow the storm")).to_be_visible()
        context.close()


@pytest.mark.parametrize("story", ["javascript:alert(1)", "data:text/html,hello", "https://", ""])
def test_what_is_no_address_makes_no_frame(story: str, on_site: OnSite) -> None:
    tab = on_site(story)
    tab.wait_for_function("() => Boolean(document.querySelector('stop-press').shadowRoot)")

    assert tab.locator("stop-press iframe").count() == 0
    expect(tab.get_by_text("Follow the storm")).to_be_visible()


def test_heights_are_taken_from_the_frame_alone(paper: Paper, on_site: OnSite) -> None:
    """Any window may post a message, and a frame may post anything."""
    tab = on_site()
    frame = embedded(tab)
    before = height(tab)

    tab.evaluate("postMessage({'stop-press': 1, height: 99}, '*')")
    for said in ("'99'", "-1", "NaN", "1e9", "null", "{}"):
        frame.evaluate(f"parent.postMessage({{'stop-press': 1, height: {said}}}, '*')")
    frame.evaluate("parent.postMessage({'stop-press': 2, height: 99}, '*')")
    tab.wait_for_timeout(200)

    assert height(tab) == before


def test_the_frame_tells_its_height_only_to_who_asks_from_around_it(paper: Paper, on_site: OnSite) -> None:
    tab = on_site()
    frame = embedded(tab)
    tab.evaluate("window.heard = []; addEventListener('message', ({ data }) => heard.push(Object.keys(data)))")

    frame.evaluate("postMessage({'stop-press': 1}, '*')")
    tab.wait_for_timeout(200)
    assert tab.evaluate("heard") == []

    paper.room.publish("The ferry is back", "All 212 are ashore.")
    paper.send()
    eventually(tab, lambda: tab.evaluate("heard.length") > 0)
    assert tab.evaluate("heard[0]") == ["stop-press", "height"]


def test_nothing_is_kept_in_the_readers_browser(paper: Paper, on_site: OnSite) -> None:
    tab = on_site()
    frame = embedded(tab)
    frame.goto(f"{paper.story}embed/")

    kept = frame.evaluate("() => { try { return localStorage.length } catch { return 0 } }")
    assert kept == 0
    assert tab.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("story", [storm, flood_ar])
@pytest.mark.parametrize("path", ["embed/", "e/{key}/embed/"])
def test_nothing_in_an_embed_keeps_anyone_out(story: object, scheme: str, path: str, open_tab: OpenTab) -> None:
    room: Newsroom = story()  # type: ignore[operator]
    with Paper(room) as paper:
        tab = open_tab(paper.story + path.format(key=room.entries()[2].key), width=480, color_scheme=scheme)

        assert violations(tab) == []


def test_nothing_on_the_page_around_it_keeps_anyone_out(paper: Paper, on_site: OnSite) -> None:
    tab = on_site()
    embedded(tab)

    assert violations(tab) == []
