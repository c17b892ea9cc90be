"""The desk under uvicorn, with bounds on what strangers may ask of it before they are known."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from stoppress.base.limits.desk import DESK_CONNECTIONS_MAX
from stoppress.reader.bounded import BoundedProtocol
from stoppress.reader.requests import Requests

_EACH_S: Final = 1.0


class DeskProtocol(BoundedProtocol):
    """One connection to the desk. Headers come within seconds, bodies and answers within minutes: a picture is large,
    and a phone's network slow. How large a body may be is for desk/bounded_body.py to say."""

    def data_received(self, data: bytes) -> None:
        """Let the parser read, and count headers that are incomplete."""
        if self._deaf:
            return
        super().data_received(data)
        if self._incomplete or self._overfull:
            self._grew(len(data))
        else:
            self._requests.done(self)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._incomplete = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The headers are there; the body has its own time."""
        self._incomplete = False
        if self._deaf or self._overfull:
            return
        super().on_headers_complete()
        self._hear_no_more_if_many_wait()
        self._requests.waits(self)

    def on_body(self, body: bytes) -> None:
        """Some of a body."""
        if self.cycle is not None and not self._overfull:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._requests.took(self)
        if self.cycle is not None and not self._overfull:
            super().on_message_complete()


class DeskServer(uvicorn.Server):
    """A server that calls back once it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        config.http = self._protocol  # type: ignore[assignment]
        self._on_ready = on_ready
        self._requests: Requests
        self._seconds: asyncio.TimerHandle | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        self._requests = Requests(asyncio.get_running_loop().time)
        self._each_second()
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is open."""
        await super().shutdown(sockets)
        if self._seconds:
            self._seconds.cancel()

    def _each_second(self) -> None:
        self._seconds = asyncio.get_running_loop().call_later(_EACH_S, self._each_second)
        self._requests.each_second()

    def _protocol(self, **given: object) -> DeskProtocol:
        return DeskProtocol(self._requests, lambda: DESK_CONNECTIONS_MAX, **given)
