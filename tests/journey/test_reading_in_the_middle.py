"""A reader in the middle of a long night, through the real processes and in a real browser: a hundred changes come while
he reads; his machine sleeps for an hour; and he has nothing but a keyboard.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenTab
from tests.house import House, serving

pytestmark = [pytest.mark.process, pytest.mark.browser, pytest.mark.timeout(180)]

CHANGES = 100
WAKES_AN_HOUR_LATER = """() => {
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
    delete document.hidden;
    document.dispatchEvent(new Event("visibilitychange"));
}"""
FALLS_ASLEEP = """() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


class Desk:
    """The API in Ada's hand; every method is one change of the story "night"."""

    def __init__(self, house: House) -> None:
        house.run("user", "add", "ada")
        house.run("open", "night", "--headline", "A long night")
        token = str(house.run("token", "add", "ada", "--for", "test", "--scope", "read", "--scope", "publish")["token"])
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx2.Client(base_url=f"{house.desk}/api/v1", headers=headers, timeout=30, trust_env=False)
        self.keys: list[str] = []

    def publish(self, headline: str, text: str, **more: Any) -> str:
        said = {"headline": headline, "body": {"markdown": text}, **more}
        self.keys.append(str(self._done("POST", "/stories/night/updates", said)["key"]))
        return self.keys[-1]

    def amend(self, key: str, amendment: str, note: str, text: str) -> None:
        path = f"/stories/night/updates/{key}"
        version = self._client.get(path).headers["ETag"]
        said = {"amendment": amendment, "note": note, "body": {"markdown": text}}
        self._done("PATCH", path, said, **{"If-Match": version})

    def withdraw(self, key: str) -> None:
        self.keys.remove(key)
        self._done("POST", f"/stories/night/updates/{key}/withdraw", {"reason": "It was not so."})

    def close(self) -> None:
        self._client.close()

    def position(self) -> int:
        return int(self._client.get("/stories/night").json()["number"])

    def _done(self, method: str, path: str, said: dict[str, Any], **headers: str) -> dict[str, Any]:
        headers["Idempotency-Key"] = str(uuid.uuid4())
        answer = self._client.request(method, path, json=said, headers=headers)
        assert answer.status_code < 300, answer.text
        return dict(answer.json() or {})


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("reading") / "house") as (house, _):
        yield house


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Desk]:
    """With thirty updates."""
    desk = Desk(house)
    for n in range(30):
        desk.publish(f"Update {n}", f"First paragraph of {n}.\n\n" + f"Second paragraph of {n}. " * 12)
    yield desk
    desk.close()


def something_happens(desk: Desk, chance: random.Random, but_not_to: str) -> None:
    text = "\n\n".join("A line more or less. " * chance.randint(1, 30) for _ in range(chance.randint(1, 3)))
    key = chance.choice([key for key in desk.keys if key != but_not_to])
    match chance.choice(["publish", "publish", "key event", "correction", "update", "typo", "withdraw"]):
        case "publish":
            desk.publish("News", text)
        case "key event":
            desk.publish("Great news", text, key_event=True)
        case "withdraw" if len(desk.keys) > 20:
            desk.withdraw(key)
        case amendment:
            kind = amendment if amendment in {"update", "typo"} else "correction"
            desk.amend(key, kind, "" if kind == "typo" else "What was wrong. " * chance.randint(1, 9), text)


def followed(page: Page, desk: Desk) -> None:
    """Wait until the page has come to where the desk is."""
    expect(page.locator("#live")).to_have_attribute("data-position", re.compile(f"-{desk.position()}$"))


def test_a_hundred_changes_leave_the_line_that_is_read_and_the_focus_where_they_are(
    desk: Desk, house: House, open_tab: OpenTab
) -> None:
    chance = random.Random(20261122)
    page = open_tab(f"{house.readers}/night/")
    followed(page, desk)
    read = desk.keys[15]
    line = f"#e-{read} .body p:last-child"
    page.eval_on_selector(f"#e-{read} .permalink", "link => link.focus({ preventScroll: true })")
    page.eval_on_selector(line, "line => scrollBy(0, line.getBoundingClientRect().top - 80)")
    top = lambda: float(page.eval_on_selector(line, "line => line.getBoundingClientRect().top"))  # noqa: E731
    before = top()

    # A hundred changes, in bursts of ten, as a bad minute brings them.
    for _ in range(CHANGES // 10):
        for _ in range(10):
            something_happens(desk, chance, but_not_to=read)
        followed(page, desk)
        assert abs(top() - before) < 1
    assert page.evaluate("document.activeElement.closest('article').dataset.key") == read
    assert page.evaluate("document.activeElement.className") == "permalink"
    expect(page.locator("#bar .news")).to_contain_text("new updates")


def test_a_page_that_slept_for_an_hour_says_what_happened_and_keys_alone_lead_to_the_correction_first(
    desk: Desk, house: House, open_tab: OpenTab
) -> None:
    page = open_tab(f"{house.readers}/night/")
    followed(page, desk)
    expect(page.locator(".seen").first).to_be_attached()
    corrected = page.locator("#live > article:not(.withdrawn)").last.get_attribute("data-key") or ""

    page.evaluate(FALLS_ASLEEP)
    page.context.set_offline(True)
    first = desk.publish("In that hour", "Text.")
    for _ in range(2):
        desk.publish("In that hour, too", "Text.")
    desk.amend(corrected, "correction", "An earlier version said Monday.", "It was Tuesday.")
    page.context.set_offline(False)
    page.evaluate(WAKES_AN_HOUR_LATER)
    followed(page, desk)

    news = page.locator("#bar .news")
    expect(news).to_have_text(re.compile(r"^3 new updates and 1 correction since \d\d:\d\d$"))
    for _ in range(12):  # masthead, time of the last change, news: what a keyboard comes to first
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.news')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(f"#e-{corrected}")).to_be_focused()
    expect(page.locator(f"#e-{corrected} .correction")).to_be_in_viewport()
    expect(news).to_have_text(re.compile("^3 new updates since"))
    page.keyboard.press("n")
    expect(page.locator(f"#e-{first}")).to_be_focused()
