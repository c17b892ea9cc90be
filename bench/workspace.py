"""The desk's workspace of a story with 2,000 updates, in Chromium on one core: when something useful is to be seen.

Called by itself: `taskset -c 0 python -m bench.workspace`.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import stories
from tests.browser import _ARGUMENTS, CHROMIUM
from tests.house import serving

UPDATES = 2_000
ROUNDS = 5
_FIRST = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
_PAINT = """() => new Promise(told => new PerformanceObserver(list => told(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true }))"""


def measure() -> str:
    """Open the workspace ROUNDS times, each with an empty cache. Returns the line; times in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "house"
        stories.told(folder, {"night": UPDATES})
        with serving(folder) as (house, _):
            client = house.logged_in("ada")
            cookies = [{"name": key, "value": value, "url": house.desk} for key, value in client.cookies.items()]
            served = [_served_ms(client, "/stories/night/") for _ in range(ROUNDS)]
            row = client.get("/stories/night/").text.partition('id="e-')[2].partition('"')[0]
            each = [_served_ms(client, f"/stories/night/updates/{row}/row/") for _ in range(ROUNDS)]
            client.close()
            painted = _painted_ms(f"{house.desk}/stories/night/", cookies)
    first, largest = zip(*painted, strict=True)
    said = {"served_ms": served, "one_row_ms": each, "first_paint_ms": first, "largest_paint_ms": largest}
    return json.dumps({"updates": UPDATES, **{name: _of(times) for name, times in said.items()}})


def _painted_ms(address: str, cookies: list[dict[str, str]]) -> list[tuple[float, float]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            return [_once(browser.new_context(), address, cookies) for _ in range(ROUNDS)]
        finally:
            browser.close()


def _once(context: object, address: str, cookies: list[dict[str, str]]) -> tuple[float, float]:
    context.add_cookies(cookies)  # type: ignore[attr-defined]
    tab = context.new_page()  # type: ignore[attr-defined]
    tab.goto(address)
    painted = float(tab.evaluate(_FIRST)), float(tab.evaluate(_PAINT))
    context.close()  # type: ignore[attr-defined]
    return painted


def _served_ms(client: object, path: str) -> float:
    begun = time.perf_counter()
    assert client.get(path).status_code == 200  # type: ignore[attr-defined]
    return (time.perf_counter() - begun) * 1000


def _of(times: Sequence[float]) -> dict[str, int]:
    return {"median": round(statistics.median(times)), "most": round(max(times))}


if __name__ == "__main__":
    sys.stdout.write(measure() + "\n")
