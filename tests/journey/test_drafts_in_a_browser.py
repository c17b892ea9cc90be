"""Drafts as the desk's own script keeps them, in a real browser: the line cut, the tab closed, the desk killed, another
device, and two who write at one draft.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from zlib import crc32

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenTab
from tests.house import House, answers, serving

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, object]]:
    with serving(tmp_path_factory.mktemp("drafts") / "house") as (house, serve):
        for name in ("ada", "ben"):
            house.run("user", "add", name)
        yield house, serve


@pytest.fixture
def story(running: tuple[House, object], request: pytest.FixtureRequest) -> str:
    slug = f"storm-{crc32(request.node.name.encode())}"
    running[0].run("open", slug, "--headline", "A storm nears the coast")
    return slug


def at_the_desk(house: House, open_tab: OpenTab, name: str, path: str) -> Page:
    desk = open_tab(str(house.run("user", "link", name)["link"]))
    desk.get_by_role("button").first.click()
    desk.wait_for_url(lambda url: "/login/" not in url)
    desk.goto(f"{house.desk}{path}")
    return desk


def kept_at_desk(desk: Page) -> None:
    expect(desk.locator("#draft-said")).to_contain_text("Kept at the desk", timeout=15_000)


def write_body(desk: Page, *paragraphs: str) -> None:
    """As a person does: what stands there is selected and written over."""
    desk.locator("#body").click()
    desk.keyboard.press("Control+a")
    for number, paragraph in enumerate(paragraphs):
        if number:
            desk.keyboard.press("Enter")
        desk.keyboard.type(paragraph)


def until_body(desk: Page, *paragraphs: str) -> None:
    """Wait until the composer shows these paragraphs and no others."""
    desk.wait_for_function(
        "said => [...document.querySelectorAll('#body > *')].map((p) => p.textContent.trim()).join('|') === said",
        arg="|".join(paragraphs),
        timeout=8000,
    )


def entries(house: House, slug: str) -> list[dict[str, str]]:
    answer = httpx2.get(f"{house.readers}/{slug}/story.json", timeout=10, trust_env=False)
    return answer.json()["entries"]


def test_what_is_typed_survives_a_cut_line_a_closed_tab_and_a_killed_desk(
    running: tuple[House, object], story: str, open_tab: OpenTab
) -> None:
    house, serve = running
    desk = at_the_desk(house, open_tab, "ada", f"/stories/{story}/")
    chance, words = random.Random(7), []
    for turn in range(6):
        words.append(f"word{turn}")
        desk.locator("#body").click()
        desk.keyboard.press("Control+End")
        desk.keyboard.type(f"word{turn} ")
        fate = ("cut", "closed", "killed")[turn % 3]
        if fate == "cut":
            desk.context.set_offline(True)
            desk.locator("#headline").fill(f"Headline {turn}")
            expect(desk.locator("#draft-said")).to_contain_text("No line to the desk")
            desk.context.set_offline(False)
        elif fate == "closed":
            time.sleep(chance.uniform(0, 1.2))
            context = desk.context
            desk.close()
            desk = context.new_page()
            desk.goto(f"{house.desk}/stories/{story}/")
        else:
            os.kill(house.process_ids(serve)["desk"], signal.SIGKILL)
            answers(f"{house.desk}/login/", serve)
        until_body(desk, " ".join(words))
    kept_at_desk(desk)

    other = at_the_desk(house, open_tab, "ada", f"/stories/{story}/")
    other.locator("#making-list a", has_text="Headline").click()
    until_body(other, " ".join(words))
    other.keyboard.press("Control+Enter")
    other.wait_for_url(lambda url: "sent=" in url)
    desk.keyboard.press("Control+Enter")
    desk.wait_for_timeout(1500)

    assert [entry["text"].split() for entry in entries(house, story)] == [words]


def test_two_tabs_of_one_browser_write_two_drafts(running: tuple[House, object], story: str, open_tab: OpenTab) -> None:
    house, _ = running
    one = at_the_desk(house, open_tab, "ada", f"/stories/{story}/")
    one.locator("#headline").fill("The first")
    kept_at_desk(one)
    two = one.context.new_page()
    two.goto(f"{house.desk}/stories/{story}/")
    two.wait_for_timeout(300)
    assert two.locator("#headline").input_value() == ""
    two.locator("#headline").fill("The second")
    kept_at_desk(two)

    expect(one.locator("#making-list li")).to_have_count(2, timeout=8000)


def test_two_who_write_at_one_draft_are_told_of_each_other_and_lose_nothing(
    running: tuple[House, object], story: str, open_tab: OpenTab
) -> None:
    house, _ = running
    ada = at_the_desk(house, open_tab, "ada", f"/stories/{story}/")
    write_body(ada, "One.", "Two.", "Three.")
    kept_at_desk(ada)
    ben = at_the_desk(house, open_tab, "ben", f"/stories/{story}/")
    ben.locator("#making-list a").first.click()
    expect(ben.locator("#others")).to_contain_text("ada", timeout=5000)

    write_body(ben, "One of Ben.", "Two.", "Three.")
    kept_at_desk(ben)
    write_body(ada, "One.", "Two.", "Three of Ada.")
    until_body(ada, "One of Ben.", "Two.", "Three of Ada.")
    kept_at_desk(ada)

    write_body(ben, "One of Ben.", "Two of Ben.", "Three.")
    ben.locator("#clashes, #draft-said").first.wait_for()
    until_body(ben, "One of Ben.", "Two of Ben.", "Three of Ada.")
    kept_at_desk(ben)
    write_body(ada, "One of Ben.", "Two of Ada.", "Three of Ada.")
    clash = ada.locator("#clashes")
    clash.wait_for(timeout=8000)
    assert "Two of Ben." in clash.inner_text()
    assert "Two of Ada." in clash.inner_text()
    clash.get_by_role("button").click()
    kept_at_desk(ada)

    until_body(ada, "One of Ben.", "Two of Ben.", "Two of Ada.", "Three of Ada.")


def test_an_update_is_submitted_returned_and_scheduled_in_the_workspace(
    running: tuple[House, object], story: str, open_tab: OpenTab
) -> None:
    house, _ = running
    ada = at_the_desk(house, open_tab, "ada", f"/stories/{story}/")
    ada.locator("#headline").fill("For the evening")
    ada.locator("details.when summary").click()
    ada.locator("#due_at").fill("2027-01-01T18:00:00")
    ada.get_by_role("button", name="Schedule", exact=True).click()
    expect(ada.locator("#draft-said")).to_contain_text("Scheduled for 18:00:00")
    row = ada.locator("#making-list .scheduled")
    expect(row).to_contain_text("goes out 1 Jan 18:00:00")
    assert ada.locator("#headline").input_value() == ""

    row.locator("a").click()
    ada.get_by_role("button", name="Take back").click()
    expect(ada.locator(".sheet .where b")).to_have_text("Draft")
    ada.get_by_role("button", name="Submit for approval").click()
    ada.wait_for_url(f"**/stories/{story}/")
    expect(ada.locator("#making-list .submitted")).to_contain_text("For the evening")
