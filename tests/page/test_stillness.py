"""Nothing moves under the reader's eyes, and the page that has followed equals the page that is fetched."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from stoppress.story import facts as f
from stoppress.story.content import KeyPoint
from tests.browser import OpenTab
from tests.page.newsroom import Newsroom
from tests.page.stories import numbered
from tests.page.tabs import followed, keys, opened, top

pytestmark = pytest.mark.browser


KINDS = ["publish", "publish", "late", "correct", "update", "typo", "withdraw", "move", "points", "pin", "key"]


def something_happens(room: Newsroom, chance: random.Random, but_not_to: str = "") -> None:
    """One change of any kind to any update, or to the head."""
    alive = [entry for entry in room.entries() if entry.is_public and entry.key != but_not_to]
    entry = chance.choice(alive)
    text = "\n\n".join("A line more or less. " * chance.randint(1, 30) for _ in range(chance.randint(1, 3)))
    match chance.choice(KINDS):
        case "publish":
            room.publish(
                f"New at {room.number}", text, minutes=chance.choice([1, 5, 90]), key_event=chance.random() < 0.2
            )
        case "late":
            room.publish(f"Late at {room.number}", text, rank=chance.randint(1, room.state.top_rank))
        case "withdraw" if len(alive) > 10:
            room.withdraw(entry.key, "It was not so.")
        case "move":
            room.move(entry.key, chance.randint(1, room.state.top_rank + 1000))
        case "points":
            cites = tuple(one.key for one in chance.sample(alive, 2))
            room.tell(f.KeyPointsSet(points=tuple(KeyPoint(f"Point {i}", cites) for i in range(chance.randint(0, 5)))))
        case "key":
            room.amend(entry.key, "update", "It matters.", key_event=not entry.content.key_event)
        case "pin":
            room.tell(f.EntryPinned(key=entry.key))
        case amendment:
            kind = amendment if amendment in {"update", "typo"} else "correction"
            room.amend(entry.key, kind, "" if kind == "typo" else "What was wrong. " * chance.randint(1, 9), text=text)


READ = "#e-{} .body p:last-child"


@pytest.mark.parametrize("scale", [1, 1.25])
def test_the_line_that_is_read_does_not_move_by_a_pixel_in_a_hundred_changes(open_tab: OpenTab, scale: float) -> None:
    """Nor does the focus leave the link on which it stood."""
    room, chance = numbered(30), random.Random(7)
    with opened(open_tab, room, device_scale_factor=scale) as (tab, paper):
        key = room.entries()[15].key
        tab.eval_on_selector(f"#e-{key} .permalink", "link => link.focus({ preventScroll: true })")
        tab.eval_on_selector(READ.format(key), "line => scrollBy(0, line.getBoundingClientRect().top - 52)")
        before = top(tab, READ.format(key))
        assert 44 <= before <= 60
        for _ in range(100):
            something_happens(room, chance, but_not_to=key)
            paper.send()
            followed(tab, paper)
            assert abs(top(tab, READ.format(key)) - before) < 1
        assert tab.evaluate("document.activeElement.closest('article').dataset.key") == key
        assert tab.evaluate("document.activeElement.className") == "permalink"


def test_a_correction_of_what_is_read_leaves_line_and_focus_where_they_are(open_tab: OpenTab) -> None:
    room = numbered(30)
    with opened(open_tab, room) as (tab, paper):
        key = room.entries()[15].key
        tab.eval_on_selector(f"#e-{key} .permalink", "link => link.focus()")
        tab.eval_on_selector(READ.format(key), "line => scrollBy(0, line.getBoundingClientRect().top - 60)")
        before = top(tab, f"#e-{key} .body p:nth-child(2)")
        room.correct(
            key,
            "It was longer.",
            text="A new beginning. " * 40 + f"\n\nSecond paragraph of update {15}, a little longer.",
        )
        paper.send()
        expect(tab.locator(f"#e-{key} .correction")).to_be_attached()

        assert abs(top(tab, f"#e-{key} .body p:nth-child(2)") - before) < 1
        assert tab.evaluate("document.activeElement.closest('article').id") == f"e-{key}"


@pytest.mark.parametrize("updates", [25, 60])
def test_old_page_and_changes_make_the_new_page(open_tab: OpenTab, updates: int) -> None:
    """The print law, in the browser: what stands there after 150 changes of every kind is what a fresh page shows."""
    room, chance = numbered(updates), random.Random(11)
    with opened(open_tab, room) as (tab, paper):
        for _ in range(150):
            something_happens(room, chance)
            if chance.random() < 0.1:
                paper.send()
        paper.send()
        followed(tab, paper)
        tab.wait_for_timeout(50)
        lasting, fresh = said(tab), said(open_tab(paper.story))

        assert lasting["entries"][:40] == fresh["entries"]
        for part in ("head", "rhythm", "outline"):
            assert lasting[part] == fresh[part]
        assert lasting["stream"][: len(fresh["stream"])] == fresh["stream"]
        assert lasting["updated"] == fresh["updated"]


def said(tab: Page) -> dict[str, object]:
    """What a page says, without what the script adds for this reader."""
    return dict(
        tab.evaluate(
            """() => ({
            entries: [...document.querySelectorAll("#live > article")].map((article) => {
                const copy = article.cloneNode(true);
                copy.querySelectorAll(".share").forEach((button) => button.remove());
                return [copy.dataset.key, copy.dataset.rank, copy.dataset.revision, copy.innerText];
            }),
            stream: [...document.querySelectorAll("#live > :is(article, .day)")].map((one) => one.id || one.outerHTML),
            head: document.getElementById("head").innerText,
            rhythm: [...document.querySelectorAll("#rhythm :is(.bars, .ticks, figcaption)")].map((one) =>
                one.getAttribute("d") || one.textContent),
            outline: [...document.querySelectorAll("#events li")].map((one) => [one.dataset.key, one.textContent]),
            updated: document.getElementById("updated").textContent,
        })"""
        )
    )


def test_fifty_updates_at_once_are_shown_in_one_go(open_tab: OpenTab) -> None:
    room = numbered(5)
    with opened(open_tab, room) as (tab, paper):
        for i in range(50):
            room.publish(f"Burst {i}", "Text.")
        paper.send()
        followed(tab, paper)

        assert len(keys(tab)) == 55
