"""What strangers may cost us: memory, files, time. Both ways, over real sockets."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable

import pytest

from stoppress.base.limits.reader import HEADERS_MAX, PIPELINED_MAX
from tests.plain_http import Wire, ask, connect, request
from tests.printing import Press
from tests.reader.test_limits import BOTH, ReaderWith, stalled, within


def all_of(wire: Wire) -> bytes:
    """Everything that comes until the other side closes."""
    while wire.more():
        pass
    return wire.rest


@BOTH
def test_thousands_of_tiny_headers_are_refused_before_they_fill_the_memory(reader_with: ReaderWith, fast_lane: bool):
    """A header of six bytes costs two hundred once it is read."""
    reader, press = reader_with(fast_lane=fast_lane)
    with Wire(reader.address) as wire:
        wire.send(request("GET", f"/{press.slug}/", *["a: b"] * HEADERS_MAX))
        assert wire.response().status == 431
        assert wire.is_closed()

    with Wire(reader.address) as endless:
        endless.send(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 5_000)
        assert endless.response().status == 431
    assert ask(reader.address, f"/{press.slug}/", *["a: b"] * (HEADERS_MAX - 2)).status == 200
    assert within(10, lambda: len(reader.server.plane.requests) == 0)


@BOTH
def test_who_sends_requests_without_waiting_is_answered_some_and_closed(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(fast_lane=fast_lane)
    with Wire(reader.address) as wire:
        wire.send(request("GET", f"/{press.slug}/nothing") * 3_000)
        said = all_of(wire)

    assert PIPELINED_MAX <= said.count(b"HTTP/1.1 404") <= PIPELINED_MAX + 20
    assert said.count(b"connection: close") == 1
    assert within(10, lambda: not reader.server.server_state.connections)


def big(press: Press) -> str:
    """The path of a page that no kernel's buffers take whole."""
    press.publish("x" * 6_000_000)
    return f"/{press.slug}/"


@BOTH
def test_an_answer_that_nobody_takes_is_given_up(
    reader_with: ReaderWith, fast_lane: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.reader.requests.ANSWER_S", 1.0)
    reader, press = reader_with(fast_lane=fast_lane)
    path = big(press)
    connections = reader.server.server_state.connections

    crowd = [stalled(reader.address, path) for _ in range(3)]
    try:
        assert within(10, lambda: len(connections) == 3)
        assert within(10, lambda: not connections), "they are held for ever"
    finally:
        for one in crowd:
            one.close()


@BOTH
def test_an_answer_that_is_taken_slowly_is_whole(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(fast_lane=fast_lane)
    path = big(press)
    with stalled(reader.address, path) as slow:
        slow.settimeout(10)
        got, want = 0, 6_000_000
        while got < want:
            got += len(slow.recv(100_000))

    assert within(10, lambda: not reader.server.plane.requests._not_taken)


@BOTH
def test_when_there_are_too_many_connections_the_one_that_owes_longest_goes(
    reader_with: ReaderWith, fast_lane: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.reader.plane.CONNECTIONS_MAX", 10)
    reader, press = reader_with(fast_lane=fast_lane)
    crowd: list[socket.socket] = []
    try:
        for _ in range(40):
            crowd.append(connect(reader.address))
            crowd[-1].sendall(b"GET / HTTP/1.1\r\nX: ")
            assert ask(reader.address, f"/{press.slug}/").status == 200
        assert len(reader.server.server_state.connections) <= 11
    finally:
        for one in crowd:
            one.close()


@BOTH
def test_readers_of_one_network_of_version_6_share_what_one_address_may_have(reader_with: ReaderWith, fast_lane: bool):
    """Whoever has one such address has eighteen quintillions of them."""
    reader, press = reader_with(readers_per_address_max=1, fast_lane=fast_lane)
    path = f"/{press.slug}/stream"
    with Wire(reader.address) as first:
        first.send(request("GET", path, "X-Forwarded-For: 2001:db8:1:2::1"))
        assert first.head().status == 200

        assert ask(reader.address, path, "X-Forwarded-For: 2001:db8:1:2:ffff::9").status == 503
        with Wire(reader.address) as elsewhere:
            elsewhere.send(request("GET", path, "X-Forwarded-For: 2001:db8:1:3::1"))
            assert elsewhere.head().status == 200


class FullDisk:
    """Standard output on a disk that is full."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


@BOTH
def test_access_lines_that_can_not_be_written_end_no_time_limits(
    reader_with: ReaderWith, fast_lane: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.reader.requests.REQUEST_S", 2.5)
    monkeypatch.setattr(sys, "stdout", FullDisk())
    reader, press = reader_with(access_log=True, fast_lane=fast_lane)
    assert ask(reader.address, f"/{press.slug}/").status == 200

    with Wire(reader.address) as silent:
        silent.socket.settimeout(15)
        assert silent.is_closed()


@BOTH
def test_connections_that_end_in_the_middle_leave_nothing_behind(
    reader_with: ReaderWith, fast_lane: bool, caplog: pytest.LogCaptureFixture
):
    """An application that writes to a connection that is gone would log a trace for each of them."""
    reader, press = reader_with(fast_lane=fast_lane)
    path = big(press)
    ways: list[Callable[[socket.socket], object]] = [
        lambda one: one.sendall(request("GET", path + "?x") * 60),
        lambda one: one.sendall(request("GET", path) * 5 + b"GET / HT"),
        lambda one: one.sendall(request("POST", path, "Content-Length: 100000") + b"x" * 500),
    ]
    for turn in range(30):
        with connect(reader.address) as one:
            ways[turn % 3](one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    assert within(10, lambda: not reader.server.server_state.connections)
    assert within(10, lambda: not reader.server.server_state.tasks)
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    assert len(reader.server.plane.requests) == 0
    assert not reader.server.plane.requests._not_taken
