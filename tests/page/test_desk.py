"""The desk in a real browser, on a real house: by keyboard, with the readers' stream, on a bad line, after a crash."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import OpenTab
from tests.house import House
from tests.page.composing import house, session

__all__ = ["house", "session"]

pytestmark = [pytest.mark.browser, pytest.mark.process]


LIVE_AT = re.compile(r"live \d\d:\d\d:\d\d")


@pytest.fixture
def desk(house: House, open_tab: OpenTab, session: list[dict[str, str]]) -> Page:
    """Ada's tab on the workspace."""
    tab = open_tab(f"{house.desk}/login/")
    tab.context.add_cookies(session)
    return at_work(tab, house)


def at_work(tab: Page, house: House) -> Page:
    tab.goto(f"{house.desk}/stories/storm/")
    expect(tab.locator("#show-keys")).to_be_visible()
    return tab


def log_in_by_link(tab: Page, house: House) -> None:
    tab.goto(str(house.run("user", "link", "ada")["link"]))
    tab.get_by_role("button", name="Log in as ada").click()
    expect(tab.get_by_role("heading", name="Stories")).to_be_visible()


def newest(tab: Page) -> Locator:
    return tab.locator("#updates > li").first


def test_what_is_published_by_keyboard_turns_from_sent_to_live(desk: Page, house: House, open_tab: OpenTab) -> None:
    reader = open_tab(f"{house.readers}/storm/")

    desk.keyboard.press("c")
    desk.keyboard.type("Lifeboat launched")
    desk.keyboard.press("Tab")
    desk.keyboard.type("It left at **14:02**.")
    desk.keyboard.press("Control+Enter")

    row = newest(desk)
    expect(row).to_contain_text("Lifeboat launched")
    expect(row.locator("[data-number]")).to_have_text(LIVE_AT)
    expect(reader.locator("#live article").first).to_contain_text("It left at 14:02.")
    expect(desk.locator("#headline")).to_have_value("")


def test_what_another_desk_publishes_appears_here(desk: Page, house: House) -> None:
    house.run("publish", "storm", "From the command line")

    expect(newest(desk)).to_contain_text("From the command line")
    expect(newest(desk).locator("[data-number]")).to_have_text(LIVE_AT)


def test_a_page_that_stays_open_keeps_a_bounded_number_of_rows(desk: Page, house: House) -> None:
    """Its work for each new update would grow with the night else."""
    rows = desk.locator("#updates > li")
    desk.locator("#live-source").evaluate("(source, most) => { source.dataset.most = most; }", rows.count() + 1)
    most = rows.count() + 1
    expect(desk.locator(".more-link")).to_be_hidden()

    for number in range(4):
        house.run("publish", "storm", f"Wave {number}")
        expect(newest(desk)).to_contain_text(f"Wave {number}")

    expect(rows).to_have_count(most)
    lowest = rows.last.get_attribute("data-rank")
    expect(desk.locator(".more-link a")).to_have_attribute("href", f"?below={lowest}")
    desk.locator(".more-link a").click()
    expect(desk.get_by_role("link", name="To the newest")).to_be_visible()
    expect(rows.first).not_to_contain_text("Wave 3")


def test_an_amendment_by_keyboard_is_seen_as_one(desk: Page, house: House, open_tab: OpenTab) -> None:
    house.run("publish", "storm", "Nine are missing")
    expect(newest(desk)).to_contain_text("Nine are missing")

    desk.keyboard.press("j")
    desk.keyboard.press("e")
    desk.locator("input[value=correction]").check()
    desk.locator("#amend-note").fill("It said nine.")
    desk.locator("#body").fill("Seven are missing")
    desk.keyboard.press("Control+Enter")

    expect(desk.locator(".just-sent")).to_contain_text("Sent")
    expect(newest(desk)).to_contain_text("Correction")
    expect(open_tab(f"{house.readers}/storm/").locator("#live article").first).to_contain_text("It said nine.")


def test_a_refusal_stands_beside_its_field_and_the_cursor_in_it(desk: Page) -> None:
    desk.locator("#headline").fill("With a source")
    desk.locator("[name=source_name]").first.fill("Someone")
    desk.locator("[name=source_url]").first.fill("javascript:alert(1)")
    desk.keyboard.press("Control+Enter")

    expect(desk.locator(".sources .refusal")).to_contain_text("https://")
    expect(desk.locator("[name=source_name]").first).to_be_focused()
    expect(desk.locator("#headline")).to_have_value("With a source")


def test_written_without_a_line_it_is_sent_once_when_the_line_is_back(desk: Page) -> None:
    desk.context.set_offline(True)
    desk.locator("#headline").fill("On a bad line")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#draft-said")).to_contain_text("No line to the desk.")
    desk.context.set_offline(False)

    expect(newest(desk)).to_contain_text("On a bad line")
    expect(desk.locator("#updates > li", has_text="On a bad line")).to_have_count(1)


def test_what_was_typed_before_a_crash_is_back(desk: Page) -> None:
    desk.locator("#headline").fill("Before the crash")
    desk.locator("#body").click()
    desk.keyboard.type("Some")
    desk.keyboard.press("Enter")
    desk.keyboard.type("words")
    desk.locator(".sources .add").click()
    desk.locator("[name=source_name]").nth(1).fill("A second source")
    desk.locator("[name=key_event]").check()
    desk.locator("#kind").select_option("breaking")
    tab = desk.context.new_page()
    desk.close()

    tab.goto(f"{desk.url}")

    expect(tab.locator("#headline")).to_have_value("Before the crash")
    expect(tab.locator("#body p")).to_have_text(["Some", "words"])
    expect(tab.locator("[name=source_name]").nth(1)).to_have_value("A second source")
    expect(tab.locator("[name=key_event]")).to_be_checked()
    expect(tab.locator("#kind")).to_have_value("breaking")
    tab.keyboard.press("Control+Enter")
    expect(newest(tab)).to_contain_text("Before the crash")
    tab.reload()
    expect(tab.locator("#headline")).to_have_value("")


def test_after_a_new_login_in_another_tab_the_same_text_goes_out(house: House, open_tab: OpenTab) -> None:
    tab = open_tab(f"{house.desk}/login/")
    log_in_by_link(tab, house)
    at_work(tab, house).locator("#headline").fill("Written while logged out")
    other = tab.context.new_page()
    other.goto(house.desk)
    other.get_by_role("button", name="Log out").click()
    expect(other.locator("#password")).to_be_visible()
    tab.locator("#headline").press("Control+Enter")
    expect(tab.locator("#composer .refusal")).to_contain_text("You are logged out.")
    log_in_by_link(other, house)

    tab.locator("#headline").press("Control+Enter")

    expect(newest(tab)).to_contain_text("Written while logged out")


def test_keys_are_listed_on_a_key(desk: Page) -> None:
    desk.keyboard.press("?")

    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_keys_work_on_a_keyboard_of_another_script(desk: Page, house: House) -> None:
    """Where an Arabic keyboard writes another letter, the key at that place is meant."""
    press = (
        """([key, code]) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true }))"""
    )

    desk.evaluate(press, ["؟", "Slash"])
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.evaluate(press, ["ؤ", "KeyC"])

    expect(desk.locator("#headline")).to_be_focused()


def test_from_the_list_of_stories_into_one_by_keys_and_on_to_its_close(desk: Page) -> None:
    desk.keyboard.press("s")
    expect(desk.get_by_role("heading", name="Stories")).to_be_visible()
    expect(desk.locator("#show-keys")).to_be_visible()
    desk.keyboard.press("j")
    expect(desk.locator("tr.chosen a")).to_be_focused()
    desk.keyboard.press("e")
    expect(desk.locator("#updates")).to_be_visible()
    expect(desk.locator("#show-keys")).to_be_visible()

    desk.keyboard.press("x")

    expect(desk.locator("#close #note")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_needs_sideways_scrolling(
    house: House, session: list[dict[str, str]], open_tab: OpenTab, width: int, language: str
) -> None:
    tab = open_tab(f"{house.desk}/login/", width=width, locale=language)
    tab.context.add_cookies(session)

    for path in ("/", "/open/", "/stories/storm/", "/stories/storm/key-points/", "/stories/storm/settings/"):
        tab.goto(house.desk + path)
        assert tab.evaluate("() => document.documentElement.scrollWidth") <= width, path
        assert tab.evaluate("() => document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")


def test_without_script_an_update_is_published_all_the_same(
    house: House, session: list[dict[str, str]], open_tab: OpenTab
) -> None:
    tab = open_tab(f"{house.desk}/login/", java_script_enabled=False)
    tab.context.add_cookies(session)
    tab.goto(f"{house.desk}/stories/storm/")

    tab.locator("#headline").fill("Without script")
    tab.get_by_role("button", name="Publish").click()

    expect(tab.locator(".just-sent")).to_contain_text("Sent")
    expect(newest(tab)).to_contain_text("sent")
