"""Streams that are compressed once for all: for readers who take gzip, where the house wants it."""

from __future__ import annotations

import time
import zlib

import pytest

from tests.browser import OpenTab
from tests.event_stream import Event, EventStream
from tests.plain_http import Stream, Wire, request
from tests.printing import Press
from tests.reader.conftest import House
from tests.reader.test_limits import ReaderWith

GZIP = "Accept-Encoding: gzip, deflate, br, zstd"


class PackedStream(Stream):
    """As a browser that takes gzip reads it."""

    def __init__(self, address: str, path: str, *headers: str, version: str = "1.1") -> None:
        self.gunzip = zlib.decompressobj(31)
        super().__init__(address, path, GZIP, *headers, version=version)
        self.parser = _Unpacking(self.gunzip)


class _Unpacking(EventStream):
    def __init__(self, gunzip: zlib._Decompress) -> None:
        super().__init__()
        self.gunzip = gunzip

    def feed(self, content: bytes) -> list[Event]:
        return super().feed(self.gunzip.decompress(content))


@pytest.mark.parametrize("version", ["1.1", "1.0"])
def test_whoever_takes_gzip_gets_the_same_events(address: str, press: Press, version: str):
    for number in range(20):
        press.publish(f"Gust {number} of a long night at the harbour")
    with (
        PackedStream(address, f"/{press.slug}/stream?after=k3-5", version=version) as packed,
        Stream(address, f"/{press.slug}/stream?after=k3-5", version=version) as plain,
    ):
        missed = packed.events(16), plain.events(16)
        press.publish("And one that is live")
        live = packed.event(), plain.event()

        assert packed.start["content-encoding"] == "gzip"
        assert plain.start.get("content-encoding") is None
    assert missed[0] == missed[1]
    assert live[0] == live[1]


def test_compressed_streams_begin_alike_both_ways(house: House, press: Press):
    heads = []
    for running in (house.fast, house.ordinary):
        with Wire(running.address) as wire:
            wire.send(request("GET", f"/{press.slug}/stream", GZIP))
            heads.append(wire.head().undated)

    assert heads[0] == heads[1]
    assert b"content-encoding: gzip" in heads[0]


@pytest.mark.parametrize("line", ["br", "gzip;q=0", "identity", "*;q=0", ""])
def test_whoever_does_not_take_gzip_gets_none(address: str, press: Press, line: str):
    with Stream(address, f"/{press.slug}/stream", f"Accept-Encoding: {line}") as stream:
        assert stream.start.get("content-encoding") is None


def test_nothing_is_compressed_unless_the_house_wants_it(reader_with: ReaderWith):
    reader, press = reader_with()

    with Stream(reader.address, f"/{press.slug}/stream", GZIP) as stream:
        assert stream.start.get("content-encoding") is None


@pytest.mark.browser
def test_a_browser_has_each_update_as_it_is_printed(house: House, press: Press, open_tab: OpenTab):
    """A browser that waited for a whole block, or for the end, would have none of them."""
    tab = open_tab(f"{house.fast.address}/healthz")
    tab.evaluate(
        """stream => { window.got = []; const source = new EventSource(stream);
        source.addEventListener("entry", event => window.got.push(event.lastEventId)); }""",
        f"/{press.slug}/stream",
    )
    _until_streams(house, 1)
    for number in range(2, 7):
        press.publish(f"Gust {number}")
        tab.wait_for_function("number => window.got.at(-1) === `k3-${number}`", arg=number, timeout=3_000)

    assert tab.evaluate("window.got.length") == 5


def _until_streams(house: House, count: int) -> None:
    until = time.monotonic() + 5
    while house.fast.server.plane.counters.streams_open < count:
        assert time.monotonic() < until, "the browser did not follow"
        time.sleep(0.01)
