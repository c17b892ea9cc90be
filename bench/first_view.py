"""P6: what a first view of a story costs: bytes over the wire, requests, script, and how far the layout shifts.

A browser opens the page with nothing kept and says what it asked for; each of these is then asked for once more, with
the browser's own Accept and "br, gzip", as it would over TLS, and every byte of the answer is counted, its head too.
The stream, which stays open, is not: it is a request, but brings nothing yet.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from bench import stories
from bench.house import COMMAND, environment, free_port, running
from bench.sizes import Sizes

if TYPE_CHECKING:
    from playwright.sync_api import Request, ViewportSize

VIEW_BYTES_MAX: Final = 60 * 1024
SCRIPT_BYTES_MAX: Final = 8 * 1024
CHROMIUM: Final = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
SETTLED_MS: Final = 1_500
"""After the page has loaded: what the script does at the beginning has been done, and the icon asked for."""
WINDOWS: Final = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
_SHIFT: Final = """window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shift += one.value)))
    .observe({ type: "layout-shift", buffered: true });"""


@dataclass(frozen=True, slots=True)
class View:
    """One first view. Bytes are those of answers with their heads, compressed as sent."""

    page_bytes: int
    picture_bytes: int
    script_gzip_bytes: int
    requests: int
    shift: float

    def line(self, name: str) -> str:
        """What is printed of it, with what it is to reach."""
        good = self.page_bytes <= VIEW_BYTES_MAX and self.script_gzip_bytes <= SCRIPT_BYTES_MAX and self.shift == 0
        pictures = f" + {self.picture_bytes / 1024:.1f} KB of pictures" if self.picture_bytes else ""
        return (
            f"P6 {'reached' if good else 'MISSED'}: {name}: {self.page_bytes / 1024:.1f} KB over the wire (at most "
            f"60){pictures}, script {self.script_gzip_bytes / 1024:.2f} KB gzip (at most 8), "
            f"{self.requests} requests and a stream, layout shift {self.shift:.4f} (0)"
        )


def measure(sizes: Sizes) -> list[str]:
    """Stories of 50 and of 5,000 updates, and the demo's with its pictures. Returns the lines P6."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "house"
        lengths = {"short": 50, "long": min(sizes.entries, 5_000)}
        stories.told(folder, lengths)
        port = free_port()
        address = f"http://127.0.0.1:{port}/"
        env = environment(folder, port, free_port())
        with running([*COMMAND, "serve"], env, answers=f"{address}short/"):
            lines = [
                line for slug, count in lengths.items() for line in _lines(f"{address}{slug}/", f"{count:,} updates")
            ]
        ports = (f"--reader-port={free_port()}", f"--desk-port={free_port()}")
        address = f"http://127.0.0.1:{ports[0].partition('=')[2]}/storm-ottoline/"
        env = environment(Path(name) / "demo", 0, 0)
        with running([*COMMAND, "demo", "--interval=600", *ports], env, answers=address, within_s=90):
            return [*lines, *_lines(address, "the demo's storm, with pictures")]


def _lines(address: str, name: str) -> Iterator[str]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise RuntimeError("playwright is not installed") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with contextlib.closing(browser):
            for form, window in WINDOWS.items():
                context = browser.new_context(
                    viewport=cast("ViewportSize", window), device_scale_factor=2 if form == "phone" else 1
                )
                page = context.new_page()
                page.add_init_script(_SHIFT)
                asked: dict[str, str] = {}
                page.on("request", partial(_noted, asked))
                page.goto(address)
                page.wait_for_timeout(SETTLED_MS)
                icon = page.locator("link[rel=icon]").evaluate("link => link.href")
                yield _view(asked | {icon: "image/*"}, page.evaluate("window.shift")).line(f"{name}, {form}")
                context.close()


def _noted(asked: dict[str, str], request: Request) -> None:
    asked[request.url] = request.headers.get("accept", "*/*")


def _view(asked: dict[str, str], shift: float) -> View:
    """asked: the Accept of each request, by its address."""
    waited = {url: accept for url, accept in asked.items() if "/stream" not in url}
    sizes = {url: _bytes_of(url, accept) for url, accept in waited.items()}
    pictures = sum(size for url, size in sizes.items() if "/media/" in url)
    script = sum(_bytes_of(url, "*/*", encodings="gzip", head=False) for url in waited if url.endswith(".js"))
    return View(sum(sizes.values()) - pictures, pictures, script, len(waited), round(shift, 4))


def _bytes_of(url: str, accept: str, *, encodings: str = "br, gzip", head: bool = True) -> int:
    """What one answer weighs, with or without its head."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", place.path, headers={"Accept": accept, "Accept-Encoding": encodings})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{place.path} answered {answer.status}")
        return len(body) + head * sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
