"""A real browser for the tests that need one: Debian's Chromium, headless, closed again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

OpenTab = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a module; every test gets a fresh profile in it.

    Not for the session: while it runs, asyncio believes that its loop runs in this thread, and other tests have their own.
    """
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is absent; install Debian's chromium to run the tests of the page as seen"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Open an address in a profile of its own. An error on the console, the network's aside, fails the test."""
    contexts, wrong = [], []

    def open_tab(address: str, *, width: int = 1280, height: int = 800, **options: Any) -> Page:
        options = {"locale": "en-GB", "timezone_id": "UTC"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(address)
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert not [text for text in wrong if not text.startswith("Failed to load resource")]
