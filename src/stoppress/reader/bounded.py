"""uvicorn's HTTP protocol with bounds: on headers, on requests that wait, on the time to send a request and to take an
answer, and on connections. uvicorn has none of these. Readers are served by it (lane.py), and the desk (ops)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from stoppress.base.limits.reader import HEADERS_MAX, PIPELINED_MAX
from stoppress.reader.requests import TOO_LARGE, Requests

if TYPE_CHECKING:
    import asyncio

    from uvicorn._types import ASGI3Application

_quiet: Final = logging.getLogger("stoppress.http")
# What strangers send is theirs; a line for each request that is none would fill a disk. What we do wrong is told.
_quiet.setLevel(logging.ERROR)


class BoundedProtocol(HttpToolsProtocol):
    """One connection. Whoever subclasses it says in data_received() what counts as an incomplete request.

    requests  of all connections of this process.
    room      how many connections there may be now.
    """

    def __init__(self, requests: Requests, room: Callable[[], int], **given: Any) -> None:
        super().__init__(**given)
        self.logger = _quiet
        self._requests = requests
        self._room = room
        self._incomplete = False
        """A request has begun and is not complete."""
        self._at_work: RequestResponseCycle | None = None
        self._overfull = False
        """The request has more than HEADERS_MAX headers."""
        self._deaf = False
        """So many requests wait that no further ones are heard; the last of those that wait closes the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection is open: a request must come in time. Too many connections: another must go."""
        super().connection_made(transport)
        # Whatever the kernel does not take is told at once, so that it can be known for how long it waits.
        transport.set_write_buffer_limits(high=0)
        if len(self.connections) > self._room():
            self._requests.make_room()
        self._requests.began(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._requests.forget(self)
        self._say_no_more()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The kernel does not take all that was written."""
        super().pause_writing()
        self._requests.waits(self)

    def resume_writing(self) -> None:
        """The kernel has taken everything."""
        super().resume_writing()
        self._requests.took(self)

    def close_if_idle(self) -> None:
        """Nothing was asked for long after a quick answer. After an ordinary one uvicorn's own timer runs."""
        busy = self._incomplete or not (self.cycle is None or self.cycle.response_complete)
        if not busy and self.timeout_keep_alive_task is None:
            self.transport.close()

    def give_up(self) -> None:
        """The rest of a request did not come in time, or the answer was not taken."""
        self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, and with it what came together with it."""
        self._say_no_more()
        super().send_400_response(msg)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header, unless there are too many."""
        if len(self.headers) < HEADERS_MAX:
            super().on_header(name, value)
        else:
            self._overfull = True

    def _grew(self, length: int) -> None:
        """More of a request has come, and it is incomplete, or too large."""
        too_large = not self._requests.grew(self, length) or self._overfull
        if too_large and not self.transport.is_closing():
            self._say_no_more()
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def _say_no_more(self) -> None:
        """The connection is closed, or about to be: an application at work has nothing more to say here."""
        for cycle in (self._at_work, self.cycle):
            if cycle is not None:
                cycle.disconnected = True

    def _hear_no_more_if_many_wait(self) -> None:
        """To be called when a request has been given to the application."""
        if len(self.pipeline) >= PIPELINED_MAX:
            self._deaf = True
            self.cycle.keep_alive = False

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        # uvicorn remembers only the last of those that wait.
        self._at_work = cycle
        super()._start_asgi_task(cycle, app)
