"""A picture from a file, a drop and a paste to the reader's page, and its share card, in a real browser."""

from __future__ import annotations

import base64
import os
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page

from tests.browser import OpenTab
from tests.house import House, serving
from tests.unit.media.drawn import iptc, jpeg, with_segment

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.timeout(180)]

ORDERS = ((2, 40, b"NO ARCHIVES"), (2, 116, b"Coast Press"), (2, 120, b"The quay of Norrehavn."))
GIVE = """([kind, pictures]) => {
  const data = new DataTransfer();
  for (const [n, text] of pictures.entries()) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], `quay-${n}.jpg`, { type: "image/jpeg" }));
  }
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...options, clipboardData: data }) : new DragEvent(kind, { ...options, dataTransfer: data });
  document.getElementById("body").dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with serving(tmp_path_factory.mktemp("pictures") / "house") as (house, _):
        house.run("user", "add", "ada")
        house.run("open", "storm", "--headline", "A storm nears the coast")
        yield house


@pytest.fixture
def desk(house: House, open_tab: OpenTab) -> Page:
    page = open_tab(str(house.run("user", "link", "ada")["link"]))
    page.get_by_role("button").first.click()
    page.goto(f"{house.desk}/stories/storm/")
    page.evaluate("localStorage.clear()")
    page.reload()
    return page


def give(desk: Page, kind: str, *pictures: bytes) -> None:
    """Drop or paste pictures on the text, as a person does."""
    desk.evaluate(GIVE, [kind, [base64.b64encode(one).decode() for one in pictures]])


def keep_a_look(page: Page, name: str) -> None:
    """For somebody who wants to see what the test sees: LOOK names a folder."""
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_picture_goes_up_fills_its_fields_and_is_seen_by_readers_with_its_card(
    house: House, desk: Page, open_tab: OpenTab
) -> None:
    desk.fill("#headline", "Waves break over the quay")
    desk.locator("details.picture > summary").click()
    desk.set_input_files(
        "#picture",
        {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": with_segment(jpeg(900, 600), iptc(*ORDERS))},
    )
    desk.locator(".notices li", has_text="NO ARCHIVES").wait_for()
    assert desk.input_value("#picture_caption") == "The quay of Norrehavn."
    assert desk.input_value("#picture_copyright") == "Coast Press"
    desk.fill("#picture_alt", "Waves over a quay")
    keep_a_look(desk, "notices")

    desk.keyboard.press("Control+Enter")
    desk.get_by_text("speaks to editors").wait_for()
    keep_a_look(desk, "refused")
    desk.check("[name=picture_noted]")
    desk.keyboard.press("Control+Enter")

    page = open_tab(f"{house.readers}/storm/")
    image = page.locator("article figure img")
    image.wait_for()
    image.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('article figure img').complete")
    assert image.evaluate("image => [image.alt, image.naturalWidth > 0, image.currentSrc.endsWith('.avif')]") == [
        "Waves over a quay",
        True,
        True,
    ]
    card = page.locator('meta[property="og:image"]').get_attribute("content") or ""
    assert "/card-" in card
    assert _drawn(card).startswith(b"\x89PNG")
    keep_a_look(page, "reader")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_that_is_dropped_or_pasted_goes_up(desk: Page, kind: str) -> None:
    give(desk, kind, jpeg(300, 200))

    desk.locator(".picture .chosen img").wait_for()
    assert len(desk.input_value("[name=picture_asset]")) == 32
    desk.locator(".picture .drop").click()
    assert desk.input_value("[name=picture_asset]") == ""


def test_of_several_pictures_the_first_is_taken_and_the_desk_says_so(desk: Page) -> None:
    give(desk, "drop", jpeg(300, 200), jpeg(310, 200))

    desk.locator(".picture .refusal", has_text="one goes up at a time").wait_for()
    desk.locator(".picture .chosen img").wait_for()


def test_what_is_no_picture_is_refused_beside_its_field_and_the_text_stays(desk: Page) -> None:
    desk.fill("#headline", "Waves break over the quay")

    give(desk, "drop", b"<svg onload=alert(1)>")

    desk.locator(".picture .refusal", has_text="SVG").wait_for()
    assert desk.input_value("#headline") == "Waves break over the quay"
    keep_a_look(desk, "no-picture")


def _drawn(card: str) -> bytes:
    """A card, once it is drawn: readers' pages don't wait for it."""
    until_s = time.monotonic() + 20
    while (answer := httpx2.get(card, trust_env=False)).status_code != 200:
        assert time.monotonic() < until_s
        time.sleep(0.1)
    assert answer.headers["content-type"] == "image/png"
    return answer.content
