"""What people with less than everything see and can do, in a real browser on a real house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenTab
from tests.house import House, serving

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as (house, _):
        for name, role in (("ada", "administrator"), ("ben", "contributor"), ("rana", "reader"), ("eve", "editor")):
            house.run("user", "add", name, "--role", role)
        house.run("open", "storm", "--headline", "A storm nears the coast")
        house.run("publish", "storm", "The harbour is closed.")
        yield house


def tab_of(name: str, house: House, open_tab: OpenTab, path: str = "/stories/storm/", **options: object) -> Page:
    client = house.logged_in(name)
    client.close()
    tab = open_tab(f"{house.desk}/login/", **options)
    tab.context.add_cookies([{"name": key, "value": value, "url": house.desk} for key, value in client.cookies.items()])
    tab.goto(house.desk + path)
    return tab


def test_a_contributor_writes_and_previews_and_the_main_key_asks_for_approval(house: House, open_tab: OpenTab) -> None:
    tab = tab_of("ben", house, open_tab)

    tab.locator("#headline").fill("Not yet")
    tab.keyboard.press("Control+.")
    expect(tab.frame_locator("#preview iframe").locator("body")).to_contain_text("Not yet")
    tab.keyboard.press("Control+Enter")

    expect(tab.locator("#making-list .submitted")).to_contain_text("Not yet")
    expect(tab.locator("#updates")).not_to_contain_text("Not yet")
    expect(tab.get_by_role("button", name="Publish")).to_have_count(0)


def test_a_reader_of_the_desk_sees_new_updates_come_and_has_nothing_to_press(house: House, open_tab: OpenTab) -> None:
    tab = tab_of("rana", house, open_tab)

    house.run("publish", "storm", "Seen by a reader of the desk")

    expect(tab.locator("#updates > li").first).to_contain_text("Seen by a reader of the desk")
    expect(tab.locator("main button")).to_have_count(0)
    expect(tab.locator("main form")).to_have_count(0)


def test_whose_role_was_taken_meanwhile_is_told_so_and_keeps_the_text(house: House, open_tab: OpenTab) -> None:
    tab = tab_of("eve", house, open_tab)
    tab.locator("#headline").fill("Too late")
    house.run("user", "role", "eve", "reader", "--story", "storm")

    tab.locator("#headline").press("Control+Enter")

    expect(tab.locator("#composer .refusal")).to_contain_text("In this story you are: reader of the desk.")
    expect(tab.locator("#headline")).to_have_value("Too late")


def test_a_role_is_given_by_keyboard(house: House, open_tab: OpenTab) -> None:
    house.run("user", "add", "guest", "--role", "outside")
    tab = tab_of("ada", house, open_tab, "/stories/storm/people/")

    tab.locator("#who").focus()
    tab.keyboard.type("guest")
    tab.keyboard.press("Tab")
    tab.keyboard.type("editor")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    expect(tab.get_by_role("status")).to_have_text("guest: editor.")
    expect(tab.get_by_role("row", name="guest")).to_contain_text("here; in the house: outside")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_of_people_needs_sideways_scrolling(house: House, open_tab: OpenTab, width: int) -> None:
    tab = tab_of("ada", house, open_tab, width=width)

    for path in ("/people/", "/trail/", "/stories/storm/people/", "/stories/storm/trail/"):
        tab.goto(house.desk + path)
        assert tab.evaluate("() => document.documentElement.scrollWidth") <= width, path
