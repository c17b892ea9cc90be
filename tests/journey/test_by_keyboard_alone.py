"""A whole evening at the desk by keyboard alone, in a real browser on a real house, each act seen on a reader's open page.

The time of an act is the browser's own: from the key that does it, as the desk's page heard it, to the moment when the
reader's page holds what it did.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenTab
from tests.house import serving
from tests.unit.media.drawn import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.timeout(180)]

SEEN_WITHIN_MS = 1000
"""From the key to an open reader's page: what the desk promises."""
TABS_MAX = 24
"""Presses of Tab from one field to the next that is wanted; more, and nobody would do it by keyboard."""

HEARD = """addEventListener("keydown", () => localStorage.setItem("test:key", String(Date.now())), true);
document.addEventListener("pointerdown", () => localStorage.setItem("test:pointer", "used"), true);"""
WATCH = """([selector, words]) => {
  window.seenAt = 0;
  const look = () => {
    const found = [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(words));
    if (found && !window.seenAt) window.seenAt = Date.now();
  };
  look();
  if (window.seenAt) throw new Error(`“${words}” stood there before`);
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
}"""


class Evening:
    """Ada's page, which only hears keys, and the page of a reader who watches."""

    def __init__(self, desk: Page, reader: Page) -> None:
        self.desk, self.reader = desk, reader
        self.taken_ms: dict[str, int] = {}

    def press(self, *keys: str) -> None:
        for key in keys:
            self.desk.keyboard.press(key)

    def type(self, words: str) -> None:
        self.desk.keyboard.type(words)

    def tab_to(self, selector: str, back: bool = False) -> None:
        """Press Tab until the cursor is there."""
        for _ in range(TABS_MAX):
            if self.desk.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            self.press("Shift+Tab" if back else "Tab")
        at = self.desk.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        raise AssertionError(f"{selector} is not within {TABS_MAX} presses of Tab; the cursor is at {at}")

    def cursor_is_in(self, selector: str) -> None:
        expect(self.desk.locator(selector).first).to_be_focused()

    def seen(self, act: str, key: str, selector: str, words: str) -> None:
        """Press the key that does it, and wait until the reader's page says so."""
        self.reader.evaluate(WATCH, [selector, words])
        self.press(key)
        self.reader.wait_for_function("() => window.seenAt > 0", timeout=5000)
        # The desk goes on to another page meanwhile.
        self.desk.wait_for_load_state("load")
        heard = int(self.desk.wait_for_function("() => localStorage.getItem('test:key')").json_value())
        self.taken_ms[act] = int(self.reader.evaluate("window.seenAt")) - heard


def hears_keys(desk: Page) -> None:
    """The page's script has begun."""
    expect(desk.locator("#show-keys")).to_be_visible()


def log_in_and_open_a_story(desk: Page) -> None:
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Stories")).to_be_visible()
    hears_keys(desk)
    desk.keyboard.press("n")
    expect(desk.locator("#headline")).to_be_focused()
    desk.keyboard.type("A storm nears the coast")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#body[contenteditable=true]")).to_be_visible()


def write_an_update(evening: Evening, number: int) -> None:
    """Headline, text, picture with its words, source, status; the cursor goes from the first to the last by Tab."""
    desk = evening.desk
    evening.press("c") if number == 1 else None
    evening.cursor_is_in("#headline")
    evening.type(f"Report {number} from the quay")
    evening.press("Enter")
    evening.cursor_is_in("#body")
    evening.type(f"**Nine** ferries stay in port, says report {number}.")
    evening.tab_to("details.picture > summary")
    if not desk.evaluate("document.activeElement.parentElement.open"):
        evening.press("Enter")
    evening.tab_to("#picture")
    evening.press("Enter")
    expect(desk.locator(".picture .chosen img")).to_be_visible()
    evening.tab_to("#picture_alt")
    evening.type(f"The quay, {number}")
    evening.tab_to("[name=source_name]")
    evening.type("Coastguard")
    evening.tab_to("#status")
    evening.type("conf")
    expect(desk.locator("#status")).to_have_value("confirmed")


def choose_the_newest(evening: Evening) -> None:
    evening.press("Escape", "j", "e")
    expect(evening.desk.locator("#to-workspace")).to_be_visible()
    expect(evening.desk.locator("#body[contenteditable=true]")).to_be_visible()


def test_an_evening_by_keyboard_alone(tmp_path: Path, open_tab: OpenTab, record_property: Callable[..., None]) -> None:
    picture = tmp_path / "quay.jpg"
    picture.write_bytes(jpeg(320, 240))
    with serving(tmp_path / "house") as (house, _):
        house.run("user", "add", "ada")
        desk = open_tab("about:blank")
        desk.add_init_script(HEARD)
        desk.on("filechooser", lambda chooser: chooser.set_files(picture))
        desk.goto(str(house.run("user", "link", "ada")["link"]))
        log_in_and_open_a_story(desk)
        slug = desk.url.split("/stories/")[1].split("/")[0]
        reader = open_tab(f"{house.readers}/{slug}/")
        expect(reader.get_by_role("heading", level=1)).to_have_text("A storm nears the coast")
        evening = Evening(desk, reader)

        for number in (1, 2, 3):
            write_an_update(evening, number)
            evening.seen(f"publish {number}", "Control+Enter", "article.entry", f"Report {number} from the quay")
            evening.cursor_is_in("#headline")
            expect(desk.locator("#updates > li").first).to_contain_text(f"Report {number}")
        article = reader.locator("article.entry", has_text="Report 3")
        assert article.locator("img").count() == 1
        assert "Coastguard" in article.inner_text()
        assert "confirmed" in article.inner_text().lower()

        _corrected(evening)
        _withdrawn(evening)
        _pinned(evening)
        _key_points_set(evening)
        _closed(evening)

        assert desk.evaluate("localStorage.getItem('test:pointer')") is None
        record_property("taken_ms", evening.taken_ms)
        if folder := os.environ.get("LOOK"):
            (Path(folder) / "by-keyboard.txt").write_text(
                f"{evening.taken_ms}\nmedian {statistics.median(evening.taken_ms.values())} ms\n"
            )
    assert max(evening.taken_ms.values()) < SEEN_WITHIN_MS, evening.taken_ms


def _corrected(evening: Evening) -> None:
    """From the text back to the kind of change, and on to the note that a correction needs."""
    choose_the_newest(evening)
    evening.press("c")
    evening.press("Tab", "Control+a")
    evening.type("Seven ferries stay in port.")
    evening.tab_to("[name=amendment][value=correction]", back=True)
    evening.press("Space")
    expect(evening.desk.locator("[name=amendment][value=correction]")).to_be_checked()
    evening.tab_to("#amend-note")
    evening.type("It said nine ferries. It is seven.")
    expect(evening.desk.locator("#amend-note")).to_have_value("It said nine ferries. It is seven.")
    evening.seen("correct", "Control+Enter", "article.entry", "It said nine ferries.")
    _cursor_is_on_row(evening, "Report 3")


def _withdrawn(evening: Evening) -> None:
    """The cursor stands on the corrected update; the next older one is withdrawn, its reason sent by the same keys."""
    evening.press("j", "e")
    expect(evening.desk.locator("#headline")).to_have_value("Report 2 from the quay")
    evening.press("x")
    evening.cursor_is_in("#reason")
    evening.type("It was another quay.")
    evening.seen("withdraw", "Control+Enter", "#live", "It was another quay.")
    expect(evening.reader.get_by_text("Report 2 from the quay")).to_have_count(0)
    expect(evening.desk.locator(".just-sent")).to_be_visible()


def _pinned(evening: Evening) -> None:
    evening.press("j", "e")
    expect(evening.desk.locator("#headline")).to_have_value("Report 1 from the quay")
    evening.press("t")
    evening.cursor_is_in("#to-pin")
    evening.seen("pin", "Enter", ".pinned, [data-pinned], #pinned", "Report 1")
    _cursor_is_on_row(evening, "Report 1")
    hears_keys(evening.desk)


def _key_points_set(evening: Evening) -> None:
    """One point, with the update that supports it, chosen from the list beside the form."""
    evening.press("p")
    expect(evening.desk.locator("#points")).to_be_visible()
    evening.press("c")
    evening.type("Seven ferries stay in port")
    evening.press("Tab")
    evening.tab_to("[data-cite]")
    evening.press("Enter")
    evening.cursor_is_in(".cites")
    evening.seen("key points", "Control+Enter", "main", "Seven ferries stay in port")
    evening.cursor_is_in(".just-sent")


def _closed(evening: Evening) -> None:
    evening.press("x")
    evening.cursor_is_in("#note")
    evening.type("The storm has passed.")
    evening.seen("close", "Control+Enter", "main", "The storm has passed.")
    expect(evening.desk.locator("#story-state")).to_have_class("state closed")


def _cursor_is_on_row(evening: Evening, words: str) -> None:
    expect(evening.desk.locator(".update.chosen .words")).to_contain_text(words)
    evening.cursor_is_in(".update.chosen .words")
