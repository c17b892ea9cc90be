"""The hub is told of each print: once for a burst, again when it fails, never while an editor waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from stoppress.base.limits.embeds import HUB_TOPICS_MAX, HUB_TRIES
from stoppress.press.hub import FEEDS, HubTeller

READERS = "https://news.example"
OF_STORM = [f"{READERS}{place}{feed}" for place in ("/", "/storm/") for feed in FEEDS]


class Hub(ThreadingHTTPServer):
    """Takes down what it is told; fails as often as it is asked to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.told: list[str] = []
        self.modes: set[str] = set()
        self.failures = 0
        self.asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/publish?for=us"


class _Answer(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        hub = self.server
        hub.asked += 1
        hub.modes |= {*form["hub.mode"], self.path}
        if hub.failures > 0:
            hub.failures -= 1
            self.send_response(500)
        else:
            hub.told += form["hub.url"]
            self.send_response(204)
        self.send_header("content-length", "0")
        self.end_headers()


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield hub
    hub.shutdown()
    thread.join()
    hub.server_close()


@pytest.fixture
def teller(hub: Hub) -> Iterator[HubTeller]:
    teller = HubTeller(hub.address, READERS, delay_s=0.05, retry_s=0.02)
    teller.start()
    yield teller
    teller.stop()
    teller._thread.join(5)


def eventually(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < until, "it has not happened in 10 s"
        time.sleep(0.01)


def test_a_burst_of_prints_is_told_once_for_each_feed(hub: Hub, teller: HubTeller) -> None:
    for _ in range(100):
        teller.changed("storm")

    eventually(lambda: len(hub.told) >= len(OF_STORM))
    teller.changed("storm")
    eventually(lambda: len(hub.told) >= 2 * len(OF_STORM))
    assert sorted(hub.told) == sorted([*OF_STORM, *OF_STORM])
    assert hub.modes == {"publish", "/publish?for=us"}


def test_a_hub_that_fails_is_told_again(hub: Hub, teller: HubTeller) -> None:
    hub.failures = len(OF_STORM) + 2

    teller.changed("storm")

    eventually(lambda: len(hub.told) >= len(OF_STORM))
    assert sorted(hub.told) == sorted(OF_STORM)


def test_a_hub_that_always_fails_is_left_alone_after_a_few_tries(hub: Hub, teller: HubTeller) -> None:
    hub.failures = 10_000

    teller.changed("storm")
    eventually(lambda: hub.asked >= HUB_TRIES * len(OF_STORM))
    hub.failures = 0
    teller.changed("flood")

    eventually(lambda: f"{READERS}/flood/feed.rss" in hub.told)
    assert f"{READERS}/storm/feed.rss" not in hub.told


def test_no_print_waits_for_a_hub_that_is_not_there() -> None:
    teller = HubTeller("http://127.0.0.1:9/", READERS, delay_s=0, retry_s=60)
    teller.start()
    began = time.monotonic()

    for number in range(2_000):
        teller.changed(f"storm-{number}")

    assert time.monotonic() - began < 5
    assert len(teller._due) <= HUB_TOPICS_MAX
    teller.stop()
    teller._thread.join(10)
    assert not teller._thread.is_alive()
