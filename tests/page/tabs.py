"""What tests ask an open tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.browser import OpenTab
from tests.page.newsroom import Newsroom
from tests.page.paper import Paper


@contextmanager
def opened(open_tab: OpenTab, room: Newsroom, **options: object) -> Iterator[tuple[Page, Paper]]:
    """A newsroom on the air, and a tab that follows its story."""
    with Paper(room) as paper:
        tab = open_tab(paper.story, **options)
        ready(tab, paper)
        yield tab, paper


def keys(tab: Page) -> list[str]:
    """The updates on the page, hidden ones too, from the top."""
    return tab.eval_on_selector_all("#live > article", "all => all.map(one => one.dataset.key)")


def followed(tab: Page, paper: Paper) -> None:
    """Wait until the page has come to the newsroom's position."""
    expect(tab.locator("#live")).to_have_attribute("data-position", paper.room.position)


def ready(tab: Page, paper: Paper, streams: int = 1) -> None:
    """Wait until the page's stream is open."""
    expect(tab.locator("html")).to_have_class("scripted")
    eventually(tab, lambda: paper.opened >= streams)


def eventually(tab: Page, happened: Callable[[], bool]) -> None:
    """Wait until something has happened outside the browser, at most 10 s."""
    for _ in range(500):
        if happened():
            return
        tab.wait_for_timeout(20)
    raise AssertionError("it has not happened in 10 s")


def top(tab: Page, selector: str) -> float:
    """Distance of an element's upper edge from the window's, in pixels."""
    return float(tab.eval_on_selector(selector, "element => element.getBoundingClientRect().top"))
