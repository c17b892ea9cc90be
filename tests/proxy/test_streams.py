"""Streams behind a proxy: every frame goes on at once, and the reader's address with it."""

from __future__ import annotations

import re
import socket
import zlib

import pytest

from tests.event_stream import Event, EventStream
from tests.proxy.conftest import Front, unverified

pytestmark = [pytest.mark.process, pytest.mark.parametrize("front", ["nginx", "varnish", "caddy"], indirect=True)]


class ProxiedStream:
    """A stream through the proxy. Each wait is bounded by the connection's time-out."""

    def __init__(self, front: Front, query: str = "", *headers: str) -> None:
        self.socket = front.connected()
        lines = [f"GET /storm/stream{query} HTTP/1.1", "Host: live.example.org", "Accept: text/event-stream", *headers]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self.parser = EventStream()
        self.packed = zlib.decompressobj(31)
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.socket.recv(65_536)
        self.head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        assert self.head.startswith(b"HTTP/1.1 200"), self.head

    def __enter__(self) -> ProxiedStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def events(self, count: int) -> list[Event]:
        """The next events, as soon as so many are there."""
        got: list[Event] = []
        while True:
            got += self.parser.feed(self._unchunked())
            if len(got) >= count:
                return got
            more = self.socket.recv(65_536)
            assert more, "the stream has ended"
            self.rest += more

    def greeted(self) -> ProxiedStream:
        self.parser.feed(self._unchunked())
        while self.parser.retry_ms is None:
            self.rest += self.socket.recv(65_536)
            self.parser.feed(self._unchunked())
        return self

    def _unchunked(self) -> bytes:
        """The content of what chunks are whole by now."""
        content = self._content()
        return self.packed.decompress(content) if b"content-encoding: gzip" in self.head.lower() else content

    def _content(self) -> bytes:
        if b"transfer-encoding: chunked" not in self.head.lower():
            content, self.rest = self.rest, b""
            return content
        out = b""
        while hit := re.match(rb"([0-9a-fA-F]+)[^\r]*\r\n", self.rest):
            end = hit.end() + int(hit[1], 16)
            if len(self.rest) < end + 2:
                break
            out, self.rest = out + self.rest[hit.end() : end], self.rest[end + 2 :]
        return out


@pytest.mark.parametrize("coding", ["identity", "gzip", "gzip, deflate, br, zstd"])
def test_each_frame_arrives_before_the_next_is_printed(front: Front, coding: str):
    """A proxy that holds bytes back until it has enough of them would leave this waiting."""
    with ProxiedStream(front, "", f"Accept-Encoding: {coding}") as stream:
        assert (b"content-encoding: gzip" in stream.head.lower()) == ("gzip" in coding)
        stream.greeted()
        for number in range(252, 262):
            front.press.publish(f"Gust {number}")

            (event,) = stream.events(1)

            assert event.last_event_id == f"k3-{number}"


def test_whoever_comes_back_gets_what_was_missed_and_then_what_comes(front: Front):
    with ProxiedStream(front, "", "Last-Event-ID: k3-248") as stream:
        missed = stream.events(3)
        front.press.publish("And one more")

        (live,) = stream.events(1)

    assert [event.last_event_id for event in missed] == ["k3-249", "k3-250", "k3-251"]
    assert live.last_event_id == "k3-252"


def test_the_position_in_the_query_comes_through(front: Front):
    with ProxiedStream(front, "?after=k3-250") as stream:
        (event,) = stream.events(1)

    assert event.last_event_id == "k3-251"


def test_readers_who_leave_leave_us_too(front: Front):
    """Else a proxy would keep their places until the process is full."""
    counters = front.reader.server.plane.counters
    for _ in range(5):
        with ProxiedStream(front) as stream:
            stream.greeted()

    with ProxiedStream(front) as stream:
        stream.greeted()
        for number in range(200):
            front.press.publish(f"Wave {number}")
            stream.events(1)
            if counters.streams_open == 1:
                break

    assert counters.streams_begun == 6
    assert number < 199


def test_browsers_are_offered_http_2(front: Front):
    if front.name == "varnish":
        pytest.skip("Varnish speaks no TLS, and browsers speak HTTP/2 only within TLS")
    host, _, port = front.address.removeprefix("https://").partition(":")
    bare = socket.create_connection((host, int(port)), timeout=10)

    with unverified("h2", "http/1.1").wrap_socket(bare, server_hostname="live.example.org") as wire:
        assert wire.selected_alpn_protocol() == "h2"
