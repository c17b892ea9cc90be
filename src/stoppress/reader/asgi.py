"""The ordinary way: an ASGI application for any server. Correct and whole; the fast lane must answer the
same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from stoppress.base.errors import Fault
from stoppress.base.limits.streams import STREAM_BUFFER_BYTES
from stoppress.reader.addresses import Address, address_of, position_asked
from stoppress.reader.finished import Answer
from stoppress.reader.plane import STREAM_HEADERS, Asked, Plane
from stoppress.reader.problems import Problem
from stoppress.reader.streams import Connection
from stoppress.stream.dress import Dress

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope

ABORT_EXTENSION: Final = "stoppress.abort"
"""Under scope["extensions"]: a dict whose "abort" drops the connection with all that waits in it."""

STREAM_EXTENSION: Final = "stoppress.stream"
"""Under scope["extensions"]: a dict whose "begin" takes story, position and client, and makes the connection
a stream, about which the application has no more to do. False = it could not."""


class Application:
    """One reader process as ASGI sees it."""

    def __init__(self, plane: Plane) -> None:
        self._plane = plane

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            raise Fault(f"{scope['type']} is not served here")
        asked = Asked(scope["method"], scope["raw_path"], scope["query_string"], list(scope["headers"]))
        peer = (scope["client"] or ("", 0))[0]
        address = address_of(asked.path)
        if address.kind == "stream" and asked.method == "GET":
            counted = self._plane.proxies.counted_as(peer, asked.headers)
            answer = await self._stream(asked, address, counted, scope, receive, send)
        else:
            answer = await self._plane.answer(asked)
            await _send_answer(answer, send)
        self._plane.counters.requests += 1
        client = self._plane.proxies.client(peer, asked.headers)
        target = asked.path + (b"?" + asked.query if asked.query else b"")
        self._plane.access.note(client, asked.method, target, answer.status, len(answer.body))

    async def _stream(
        self,
        asked: Asked,
        address: Address,
        client: str,
        scope: HTTPScope,
        receive: ASGIReceiveCallable,
        send: ASGISendCallable,
    ) -> Answer:
        """Stream until one side ends it, or say why not."""
        plane = self._plane
        try:
            story = await plane.story(address.slug)
            refusal = plane.streams.refusal(client)
            if refusal is not None:
                plane.counters.streams_refused += 1
                raise refusal
        except (Problem, Fault, OSError) as wrong:
            answer = plane.problem(wrong, asked, address)
            await _send_answer(answer, send)
            return answer
        position = position_asked(asked.query, asked.headers)
        begin_elsewhere = _extension(scope, STREAM_EXTENSION, "begin")
        packing = plane.packing(asked.headers)
        if begin_elsewhere is not None and begin_elsewhere(packing, story, position, client):
            return Answer(200, STREAM_HEADERS[packing])
        connection = AsgiConnection(client, packing, _extension(scope, ABORT_EXTENSION, "abort"))
        plane.streams.begin(connection, story, position)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS[packing]})
            await connection.run(receive, send)
        finally:
            plane.streams.left(connection)
        return Answer(200, STREAM_HEADERS[packing])


class AsgiConnection(Connection):
    """A stream whose bytes wait here until the server has taken the ones before."""

    __slots__ = ("_abort", "_ending", "_gone", "_news", "_size", "_waiting")

    def __init__(self, address: str, dress: Dress, abort: Callable[[], object] | None) -> None:
        self.address = address
        self.dress = dress
        self._abort = abort
        self._waiting: list[bytes] = []
        self._size = 0
        self._news = asyncio.Event()
        self._ending = False
        self._gone = False

    def write(self, wire: bytes) -> None:
        """Keep bytes until they can be sent; leave the head when they are too many."""
        self._waiting.append(wire)
        self._size += len(wire)
        self._news.set()
        if self._size > STREAM_BUFFER_BYTES and not self.blocked:
            self.block()

    async def run(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Send what is put until the reader goes, or the stream ends."""
        leaving = asyncio.ensure_future(self._wait_until_gone(receive))
        try:
            while not (self._ending or self._gone):
                await self._news.wait()
                self._news.clear()
                await send({"type": "http.response.body", "body": self._take(), "more_body": True})
                if self.blocked:
                    self.unblock()
            if not self._gone:
                await send({"type": "http.response.body", "body": self._take(), "more_body": False})
            else:
                await leaving
        finally:
            leaving.cancel()

    def _take(self) -> bytes:
        waiting, self._waiting, self._size = self._waiting, [], 0
        return b"".join(waiting)

    async def _wait_until_gone(self, receive: ASGIReceiveCallable) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        self._news.set()

    def end(self) -> None:
        """End the stream in order, unless nothing is taken any more."""
        if self.blocked:
            self.cut()
        self._ending = True
        self._news.set()

    def cut(self) -> None:
        """Drop the connection, where the server lets us; else it ends when its bytes are taken."""
        self._ending = True
        self._news.set()
        if self._abort is not None:
            self._abort()


def _extension(scope: HTTPScope, name: str, what: str) -> Callable[..., object] | None:
    extension = (scope.get("extensions") or {}).get(name)
    return cast("Callable[..., object]", extension[what]) if extension else None


async def _send_answer(answer: Answer, send: ASGISendCallable) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
