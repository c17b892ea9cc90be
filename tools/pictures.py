"""Take the pictures in docs/pictures/ of a running demo: python tools/pictures.py http://127.0.0.1:8000

Start the demo with --interval 5: the correction and the withdrawal come in its second half, and are waited for.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
STORM: Final = "/storm-ottoline/"
BLACKOUT: Final = "/nouran-blackout/"
MOMENT_MS: Final = 300_000
"""Until something has happened in the demo."""
QUALITY: Final = 76
"""Of the kept pictures, in WebP's percent: text stays sharp, and red stays red, at a third of a PNG's bytes."""


def main(address: str) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        keep("story", opened(browser, address + STORM, 1180, 900))
        keep("updates", at(opened(browser, address + STORM, 1180, 900), "#live > article"))
        keep("phone", at(opened(browser, address + STORM, 390, 844), "#live > article:has(.change)"))
        keep("phone-dark", at(opened(browser, address + STORM, 390, 844, dark=True), "#live > article:has(figure)"))
        keep("arabic", opened(browser, address + BLACKOUT, 1180, 900))
        keep("phone-arabic", at(opened(browser, address + BLACKOUT, 390, 844, dark=True), "#live > article"))
        keep("correction", at(opened(browser, address + STORM, 1180, 700), "#live > article:has(.correction)"))
        keep("withdrawn", at(opened(browser, address + STORM, 1180, 700), "#live > article:has(.tombstone)"))
        keep("offline", cut_off(at(opened(browser, address + STORM, 1180, 700), "#live > article:nth-of-type(4)")))
        keep("front", opened(browser, address + "/", 1180, 700))
        browser.close()


def opened(browser: Browser, address: str, width: int, height: int, *, dark: bool = False) -> Page:
    """A page, as its first reader sees it."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale="en-GB"
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_timeout(800)
    return page


def at(page: Page, selector: str) -> Page:
    """The same page, scrolled to an element."""
    page.locator(selector).first.wait_for(state="attached", timeout=MOMENT_MS)
    page.locator(selector).first.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(1_500)
    return page


def cut_off(page: Page) -> Page:
    """The same page without a network."""
    page.context.set_offline(True)
    page.wait_for_timeout(6_000)
    return page


def keep(name: str, page: Page) -> None:
    """Write what the window shows."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)
    page.context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
