from __future__ import annotations

import resource
import select
import socket
import time
from collections.abc import Callable

import pytest

from stoppress.base.limits.streams import STREAM_BUFFER_BYTES
from tests.plain_http import Stream, Wire, ask, connect, request
from tests.printing import Press
from tests.reader.conftest import Running

ReaderWith = Callable[..., tuple[Running, Press]]
BOTH = pytest.mark.parametrize("fast_lane", [True, False], ids=["fast", "ordinary"])


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@BOTH
def test_one_stream_too_many_is_refused_honestly_and_pages_are_still_served(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(readers_max=2, fast_lane=fast_lane)
    path = f"/{press.slug}/stream"

    with Stream(reader.address, path).greeted(), Stream(reader.address, path).greeted() as second:
        refused = ask(reader.address, path)
        page = ask(reader.address, f"/{press.slug}/")
        second.wire.socket.close()
        assert within(5, lambda: reader.server.plane.counters.streams_open == 1)
        with Stream(reader.address, path) as third:
            assert third.start.status == 200

    assert (refused.status, refused["retry-after"]) == (503, "5")
    assert refused.json["code"] == "streams-full"
    assert refused["access-control-allow-origin"] == "*"
    assert page.status == 200


@BOTH
def test_one_address_can_not_take_all_streams(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(readers_per_address_max=1, fast_lane=fast_lane)
    path = f"/{press.slug}/stream"

    with Stream(reader.address, path, "X-Forwarded-For: 10.0.0.1").greeted():
        refused = ask(reader.address, path, "X-Forwarded-For: 10.0.0.1")
        with Stream(reader.address, path, "X-Forwarded-For: 10.0.0.2") as other:
            assert other.start.status == 200

    assert (refused.status, refused.json["code"]) == (503, "streams-full-for-address")


def test_an_address_that_no_trusted_proxy_names_is_not_believed(reader_with: ReaderWith):
    reader, press = reader_with(readers_per_address_max=1, trusted_proxies="")
    path = f"/{press.slug}/stream"

    with Stream(reader.address, path, "X-Forwarded-For: 10.0.0.1").greeted():
        assert ask(reader.address, path, "X-Forwarded-For: 10.0.0.2").status == 503


def stalled(address: str, path: str) -> socket.socket:
    """A reader who asks and then takes nothing: its own buffer is as small as can be."""
    reader = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    host, _, port = address.removeprefix("http://").partition(":")
    reader.connect((host, int(port)))
    reader.sendall(request("GET", path))
    return reader


@BOTH
def test_a_reader_who_takes_nothing_delays_nobody_and_is_cut(
    reader_with: ReaderWith, fast_lane: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.reader.streams.SLOW_READER_S", 1.0)
    reader, press = reader_with(fast_lane=fast_lane)
    path = f"/{press.slug}/stream"
    plane = reader.server.plane

    with stalled(reader.address, path), Stream(reader.address, path).greeted() as quick:
        assert within(5, lambda: plane.counters.streams_open == 2)
        for n in range(40):
            press.publish("x" * 50_000)
            assert quick.event().number == n + 2

        assert within(5, lambda: plane.counters.streams_cut == 1)
        assert within(5, lambda: plane.counters.streams_open == 1)
        press.publish()
        assert quick.event().number == 42


@BOTH
def test_what_waits_for_a_reader_who_takes_nothing_is_bounded(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(fast_lane=fast_lane)
    path = f"/{press.slug}/stream"
    plane = reader.server.plane
    press.frames_kept_max = 20
    crowd = [stalled(reader.address, path) for _ in range(50)]
    try:
        with Stream(reader.address, path).greeted() as quick:
            assert within(5, lambda: plane.counters.streams_open == 51)
            before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for _ in range(40):
                press.publish("x" * 100_000)
                quick.event()
            grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb
    finally:
        for one in crowd:
            one.close()

    # 40 frames of 100 KB for 50 readers would be 200 MB; the ring, the shelf and their copies are some 40.
    bound = (STREAM_BUFFER_BYTES + 2 * 100_000) * 50 // 1024
    assert grown_kb < bound + 60_000


@BOTH
def test_a_slow_reader_gets_everything_in_order_in_the_end(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(fast_lane=fast_lane)
    with Stream(reader.address, f"/{press.slug}/stream").greeted() as slow:
        for _ in range(60):
            press.publish("x" * 30_000)
        assert within(5, lambda: len(reader.server.plane.streams.blocked) == 1)

        assert [event.number for event in slow.events(60)] == list(range(2, 62))


@BOTH
def test_a_request_whose_headers_do_not_come_in_time_is_given_up(
    reader_with: ReaderWith, fast_lane: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stoppress.reader.requests.REQUEST_S", 1.0)
    reader, press = reader_with(fast_lane=fast_lane)

    with Wire(reader.address) as silent, Wire(reader.address) as slow, Wire(reader.address) as second:
        slow.send(b"GET / HTTP/1.1\r\nHost: ")
        second.send(request("GET", f"/{press.slug}/"))
        assert second.response().status == 200
        second.send(b"GET / HTTP/1.1\r\n")

        assert silent.is_closed()
        assert slow.is_closed()
        assert second.is_closed()
        assert ask(reader.address, f"/{press.slug}/").status == 200


@BOTH
def test_a_thousand_connections_that_never_finish_their_headers_hold_up_nobody(
    reader_with: ReaderWith, fast_lane: bool
):
    reader, press = reader_with(fast_lane=fast_lane)
    crowd = [connect(reader.address) for _ in range(1_000)]
    try:
        for one in crowd:
            one.sendall(b"GET / HTTP/1.1\r\nX: ")
        begun = time.monotonic()
        answers = [ask(reader.address, f"/{press.slug}/").status for _ in range(20)]
        assert time.monotonic() - begun < 5
    finally:
        for one in crowd:
            one.close()

    assert answers == [200] * 20


@BOTH
def test_headers_without_end_are_refused(reader_with: ReaderWith, fast_lane: bool):
    reader, _ = reader_with(fast_lane=fast_lane)

    with Wire(reader.address) as wire:
        wire.send(b"GET / HTTP/1.1\r\nX: ")
        for _ in range(40):  # 2.5 MiB; the reader may close while we still talk
            try:
                wire.send(b"y" * 65_536)
            except ConnectionError:
                break
        assert wire.is_closed() or b"431" in wire.until(b"\r\n\r\n")

    assert within(5, lambda: len(reader.server.plane.requests) == 0)


@BOTH
def test_silent_streams_get_their_heartbeats_a_part_of_them_each_second(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(fast_lane=fast_lane)
    crowd = [Stream(reader.address, f"/{press.slug}/stream").greeted() for _ in range(30)]
    try:
        streams = reader.server.plane.streams
        assert [len(beat) for beat in streams._beats] == [3] * 10
        for _ in range(10):
            reader.server._loop.call_soon_threadsafe(streams.each_second)
        for one in crowd:
            while not one.parser.comments:
                assert one.read()
    finally:
        for one in crowd:
            one.wire.socket.close()


def test_a_story_that_has_just_spoken_needs_no_heartbeats(reader_with: ReaderWith):
    reader, press = reader_with()
    with Stream(reader.address, f"/{press.slug}/stream").greeted() as stream:
        press.publish()
        stream.event()
        for _ in range(10):
            reader.server._loop.call_soon_threadsafe(reader.server.plane.streams.each_second)
        press.publish()
        stream.event()

        assert stream.parser.comments == 0


def ends_of(crowd: list[Stream], begun: float) -> list[float]:
    """Read all streams to their ends; seconds at which each ended, ascending."""
    ends: list[float] = []
    open_ones = {one.wire.socket: one for one in crowd}
    while open_ones:
        readable, _, _ = select.select(list(open_ones), [], [], 5)
        assert readable, "streams are left open"
        for one in [open_ones[its_socket] for its_socket in readable]:
            while one.wire.more():
                pass
            assert one.wire.rest.endswith(b"0\r\n\r\n"), "a stream was cut instead of ended"
            ends.append(time.monotonic() - begun)
            del open_ones[one.wire.socket]
            one.wire.socket.close()
    return ends


@BOTH
def test_a_reader_that_stops_ends_its_streams_over_a_time_and_then_goes(reader_with: ReaderWith, fast_lane: bool):
    reader, press = reader_with(fast_lane=fast_lane, drain_s=1.5)
    crowd = [Stream(reader.address, f"/{press.slug}/stream").greeted() for _ in range(20)]
    with Wire(reader.address) as kept:
        kept.send(request("GET", "/readyz"))
        assert kept.response().status == 200

        begun = time.monotonic()
        reader.server.stop()
        assert within(1, lambda: reader.server.plane.streams.stopping)
        kept.send(request("GET", "/readyz"))
        not_ready = kept.response()
        refused = ask(reader.address, f"/{press.slug}/stream")
        page = ask(reader.address, f"/{press.slug}/")

        ends = ends_of(crowd, begun)
        reader.thread.join(5)

    assert not reader.thread.is_alive()
    assert (not_ready.status, refused.status, page.status) == (503, 503, 200)
    assert refused.json["code"] == "stopping"
    assert max(ends) < 3
    assert max(ends) - min(ends) > 0.8, "all were sent away in one wave"


def test_a_reader_that_stops_does_not_wait_for_who_takes_nothing(reader_with: ReaderWith):
    reader, press = reader_with(drain_s=0.3)
    with stalled(reader.address, f"/{press.slug}/stream"):
        assert within(5, lambda: reader.server.plane.counters.streams_open == 1)
        for _ in range(40):
            press.publish("x" * 50_000)
        assert within(5, lambda: len(reader.server.plane.streams.blocked) == 1)

        begun = time.monotonic()
        reader.stop()

        assert time.monotonic() - begun < 3


def test_memory_and_counts_are_given_back_when_readers_go(reader_with: ReaderWith):
    reader, press = reader_with()
    plane = reader.server.plane
    for _ in range(3):
        crowd = [Stream(reader.address, f"/{press.slug}/stream?after=k3-0").greeted() for _ in range(40)]
        assert plane.counters.streams_open == 40
        for one in crowd:
            one.wire.socket.close()
        assert within(5, lambda: plane.counters.streams_open == 0)

    (channel,) = plane.streams.channels.values()
    assert channel.members == 0
    assert plane.streams._per_address == {}
    assert not any(plane.streams._beats)
    assert not any(channel._heads)
    assert not channel._asking
    assert not channel._parked
    assert within(5, lambda: not reader.server.server_state.connections)
