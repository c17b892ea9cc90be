"""A picture from a file, a drop and a paste to the reader's page, and its share card, in a real browser."""

from __future__ import annotations

import base64
import os
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from stoppress.base.limits.pictures import PICTURES_PER_UPDATE_MAX
from tests.browser import OpenTab
from tests.house import House, serving
from tests.unit.media.drawn import iptc, jpeg, with_segment

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.timeout(180)]

ORDERS = ((2, 40, b"NO ARCHIVES"), (2, 116, b"Coast Press"), (2, 120, b"The quay of Norrehavn."))
ROW = ".pictures > li:not([hidden])"
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
    assert desk.input_value(f"{ROW} [name=picture_caption]") == "The quay of Norrehavn."
    assert desk.input_value(f"{ROW} [name=picture_copyright]") == "Coast Press"
    desk.fill(f"{ROW} [name=picture_alt]", "Waves over a quay")
    keep_a_look(desk, "notices")

    desk.keyboard.press("Control+Enter")
    desk.get_by_text("speaks to editors").wait_for()
    keep_a_look(desk, "refused")
    desk.check(f"{ROW} [name=picture_noted]")
    desk.keyboard.press("Control+Enter")

    page = open_tab(f"{house.readers}/storm/")
    image = page.locator("article", has_text="Waves break over the quay").locator("figure img")
    image.wait_for()
    image.scroll_into_view_if_needed()
    image.evaluate("image => image.decode()")
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

    desk.locator(f"{ROW} .shown img").wait_for()
    assert len(desk.input_value(f"{ROW} [name=picture_asset]")) == 32
    desk.locator(f"{ROW} .drop").click()
    expect(desk.locator(ROW)).to_have_count(0)


@pytest.mark.parametrize("kind", ["drop", "paste", "choice"])
def test_several_pictures_go_up_one_after_another_each_in_its_row_in_their_order(desk: Page, kind: str) -> None:
    pictures = [jpeg(300 + 10 * n, 200) for n in range(3)]
    if kind == "choice":
        desk.locator("details.picture > summary").click()
        files = [{"name": f"quay-{n}.jpg", "mimeType": "image/jpeg", "buffer": one} for n, one in enumerate(pictures)]
        desk.set_input_files("#picture", files)
    else:
        give(desk, kind, *pictures)

    expect(desk.locator(f"{ROW} .shown img")).to_have_count(3)
    expect(desk.locator(f"{ROW} .file")).to_have_text(["quay-0.jpg", "quay-1.jpg", "quay-2.jpg"])
    rows = desk.locator(f"{ROW} [name=picture_asset]")
    assert [row.input_value() for row in rows.all()] == [sha256(one).hexdigest()[:32] for one in pictures]


def test_one_refused_picture_says_why_in_its_row_and_the_others_go_up(desk: Page) -> None:
    same = jpeg(300, 200)

    give(desk, "drop", same, b"<svg onload=alert(1)>", same, jpeg(310, 200))

    expect(desk.locator(f"{ROW} .shown img")).to_have_count(2)
    expect(desk.locator(f"{ROW} .wrong")).to_have_count(2)
    expect(desk.locator(ROW).nth(1)).to_contain_text("SVG")
    expect(desk.locator(ROW).nth(2)).to_contain_text("here already")
    keep_a_look(desk, "several")


def test_more_pictures_than_fit_are_named_and_the_first_are_taken(desk: Page) -> None:
    give(desk, "drop", *(jpeg(300 + n, 200) for n in range(PICTURES_PER_UPDATE_MAX + 2)))

    expect(desk.locator(".picture .choose .refusal")).to_contain_text("Left out: 2")
    expect(desk.locator(ROW)).to_have_count(PICTURES_PER_UPDATE_MAX)
    desk.evaluate("() => document.querySelectorAll('.pictures .drop').forEach(button => button.click())")


def test_pictures_and_their_words_are_back_after_a_crash_and_go_out_in_order(
    house: House, desk: Page, open_tab: OpenTab
) -> None:
    give(desk, "drop", jpeg(320, 200), jpeg(330, 200))
    expect(desk.locator(f"{ROW} .shown img")).to_have_count(2)
    desk.fill("#headline", "Two from the quay")
    desk.locator(f"{ROW} [name=picture_alt]").nth(0).fill("Waves")
    desk.locator(f"{ROW} [name=picture_copyright]").nth(0).fill("Coast Press")
    desk.locator(f"{ROW} [name=picture_decorative]").nth(1).check()

    desk.reload()
    expect(desk.locator(f"{ROW} .shown img")).to_have_count(2)
    expect(desk.locator(f"{ROW} [name=picture_decorative]").nth(1)).to_be_checked()
    desk.locator("#headline").press("Control+Enter")

    expect(desk.locator("#updates > li").first).to_contain_text("Two from the quay")
    expect(desk.locator(ROW)).to_have_count(0)
    page = open_tab(f"{house.readers}/storm/")
    shown = page.locator("article", has_text="Two from the quay").locator("figure img")
    expect(shown).to_have_count(2)
    assert [image.get_attribute("alt") for image in shown.all()] == ["Waves", ""]
    expect(page.locator("article", has_text="Two from the quay").locator("figure").first).to_contain_text("Coast Press")


def test_a_pictures_copyright_is_changed_in_the_composer(house: House, desk: Page, open_tab: OpenTab) -> None:
    give(desk, "drop", jpeg(340, 200))
    desk.fill("#headline", "One from the quay")
    expect(desk.locator(f"{ROW} .shown img")).to_have_count(1)
    desk.fill(f"{ROW} [name=picture_alt]", "Waves")
    desk.locator("#headline").press("Control+Enter")
    row = desk.locator("#updates > li").first
    expect(row).to_contain_text("One from the quay")
    row.locator("a.words").click()

    desk.locator(".whole.figure button").click()
    desk.locator('.ask[data-panel=figure] [data-field="copyright"]').fill("Coast Press")
    desk.locator('.ask[data-panel=figure] [data-do="set"]').click()
    desk.check("input[name=amendment][value=typo]")
    desk.get_by_role("button", name="Save the amendment").click()

    expect(desk.locator(".just-sent")).to_be_visible()
    page = open_tab(f"{house.readers}/storm/")
    expect(page.locator("article", has_text="One from the quay").locator("figure")).to_contain_text("© Coast Press")


def test_what_is_no_picture_is_refused_beside_its_field_and_the_text_stays(desk: Page) -> None:
    desk.fill("#headline", "Waves break over the quay")

    give(desk, "drop", b"<svg onload=alert(1)>")

    desk.locator(f"{ROW} .wrong", has_text="SVG").wait_for()
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
