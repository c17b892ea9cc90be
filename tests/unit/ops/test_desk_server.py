"""The desk's server before anybody is known: bounds that uvicorn has not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn

from stoppress.base.limits.reader import HEADERS_MAX, PIPELINED_MAX
from stoppress.ops.desk_server import DeskServer
from stoppress.ops.ports import bound
from tests.plain_http import Wire, ask, connect, request
from tests.unit.ops.waiting import until


async def desk(scope: dict[str, Any], receive: Callable[[], Any], send: Callable[[Any], Any]) -> None:
    """Answers with the length of the body."""
    length, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        length, more = length + len(message["body"]), message["more_body"]
    await asyncio.sleep(0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"10")]})
    await send({"type": "http.response.body", "body": b"%10d" % length})


@pytest.fixture
def address() -> Iterator[str]:
    ready = threading.Event()
    with bound("127.0.0.1", 0, "DESK") as ground:
        config = uvicorn.Config(desk, log_config=None, access_log=False, lifespan="off")
        server = DeskServer(config, ready.set)
        thread = threading.Thread(target=server.run, args=([ground],))
        thread.start()
        assert ready.wait(10)
        yield f"http://127.0.0.1:{ground.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def test_a_body_comes_through_and_the_connection_is_kept(address: str):
    with Wire(address) as wire:
        for length in (0, 300_000, 5):
            wire.send(request("POST", "/", f"Content-Length: {length}") + b"x" * length)
            assert int(wire.response().body) == length
        wire.send(request("POST", "/", "Transfer-Encoding: chunked") + b"3\r\nabc\r\n0\r\n\r\n")
        assert int(wire.response().body) == 3


@pytest.mark.parametrize("headers", [b"X: " + b"y" * 3_000_000, b"a: b\r\n" * (HEADERS_MAX + 2)], ids=["long", "many"])
def test_headers_without_end_are_refused(address: str, headers: bytes):
    with Wire(address) as wire:
        try:
            wire.send(b"GET / HTTP/1.1\r\n" + headers)
            assert wire.response().status == 431
        except (ConnectionError, EOFError):
            pass  # closed while we still talk
        assert wire.is_closed()
    assert ask(address, "/").status == 200


def test_headers_that_do_not_come_in_time_and_bodies_are_given_up(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.reader.requests.REQUEST_S", 1.0)
    monkeypatch.setattr("stoppress.reader.requests.ANSWER_S", 1.0)
    with Wire(address) as silent, Wire(address) as slow, Wire(address) as body:
        slow.send(b"GET / HTTP/1.1\r\nX: ")
        body.send(request("POST", "/", "Content-Length: 10") + b"x")
        for wire in (silent, slow, body):
            wire.socket.settimeout(10)
            assert wire.is_closed()


def test_a_body_has_more_time_than_headers(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.reader.requests.REQUEST_S", 0.5)
    with Wire(address) as upload, Wire(address) as silent:
        upload.send(request("POST", "/", "Content-Length: 2") + b"x")
        assert until(silent.is_closed)

        upload.send(b"x")

        assert int(upload.response().body) == 2


def test_who_sends_requests_without_waiting_is_answered_some_and_closed(address: str):
    with Wire(address) as wire:
        wire.send(request("GET", "/") * 1_000)
        while wire.more():
            pass
        assert wire.rest.count(b"HTTP/1.1 200") == PIPELINED_MAX + 1


def test_too_many_connections_cost_the_one_that_owes_longest(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.ops.desk_server.DESK_CONNECTIONS_MAX", 5)
    crowd = [connect(address) for _ in range(20)]
    try:
        assert ask(address, "/").status == 200
        crowd[0].settimeout(10)
        assert crowd[0].recv(1) == b""
    except ConnectionResetError:
        pass
    finally:
        for one in crowd:
            one.close()
