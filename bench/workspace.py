"""The desk's workspace of a story with 2,000 updates, in Chromium: when something useful is to be seen.

House and browser share one core; what measures them has the others. Each time with an empty cache, beside the shortest
page that this house has (robots.txt), which is what the browser itself takes. Called by itself:
`python -m bench.workspace`.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, sync_playwright

from bench import stories
from tests.browser import _ARGUMENTS, CHROMIUM
from tests.house import House, serving

UPDATES = 2_000
ROUNDS = 7
_CORE = 0
_FIRST = """() => new Promise(told => new PerformanceObserver(list => {
    for (const one of list.getEntriesByName("first-contentful-paint")) told(one.startTime);
}).observe({ type: "paint", buffered: true }))"""
_WAITED_FOR = """() => performance.getEntriesByType("resource")
    .filter(one => one.renderBlockingStatus === "blocking").length"""


def measure() -> str:
    """Open the workspace ROUNDS times. Returns the line; times in milliseconds, medians and the worst."""
    everywhere = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "house"
        stories.told(folder, {"night": UPDATES})
        os.sched_setaffinity(0, {_CORE})  # what is started now inherits it
        with serving(folder) as (house, _):
            os.sched_setaffinity(0, everywhere)
            return json.dumps({"updates": UPDATES, **_measured(house, Path(name))})


def _measured(house: House, folder: Path) -> dict[str, object]:
    with contextlib.closing(house.logged_in("ada")) as client:
        cookies = [{"name": key, "value": value, "url": house.desk} for key, value in client.cookies.items()]
        page = "/stories/night/"
        _served_ms(client, page)
        served = [_served_ms(client, page) for _ in range(ROUNDS)]
        row = client.get(page).text.partition('id="e-')[2].partition('"')[0]
        each = [_served_ms(client, f"{page}updates/{row}/row/") for _ in range(ROUNDS)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_pinned(folder), args=_ARGUMENTS)
        bare = [_painted_ms(browser, f"{house.readers}/robots.txt", [])[0] for _ in range(ROUNDS)]
        painted = [_painted_ms(browser, house.desk + page, cookies) for _ in range(ROUNDS)]
        browser.close()
    times = {"served_ms": served, "one_row_ms": each, "bare_page_ms": bare, "first_paint_ms": [ms for ms, _ in painted]}
    return {name: _of(found) for name, found in times.items()} | {"sheets_before_paint": painted[0][1]}


def _pinned(folder: Path) -> Path:
    """Chromium on the house's core: a script, since only it starts all of its processes there."""
    script = folder / "chromium"
    script.write_text(f'#!/bin/sh\nexec taskset -c {_CORE} {CHROMIUM} "$@"\n')
    script.chmod(0o755)
    return script


def _painted_ms(browser: Browser, address: str, cookies: Sequence[dict[str, str]]) -> tuple[float, int]:
    """When something was painted, and for how many sheets and scripts it had to wait."""
    context = browser.new_context()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    tab = context.new_page()
    time.sleep(0.3)  # the empty tab is ready
    tab.goto(address, wait_until="commit")
    told = float(tab.evaluate(_FIRST)), int(tab.evaluate(_WAITED_FOR))
    context.close()
    return told


def _served_ms(client: httpx2.Client, path: str) -> float:
    begun = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - begun) * 1000


def _of(times: Sequence[float]) -> dict[str, int]:
    return {"median": round(statistics.median(times)), "most": round(max(times))}


if __name__ == "__main__":
    sys.stdout.write(measure() + "\n")
