"""Starts one reader process: socket, uvicorn, both ways, and a stop that sends nobody away in one wave."""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import socket
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Final

import uvicorn
from uvicorn.config import LOG_LEVELS

from stoppress.audience.contract import Audience
from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import OPEN_FILES_SPARE
from stoppress.base.limits.reader import KEEP_ALIVE_S, LISTEN_BACKLOG
from stoppress.base.limits.streams import STREAM_SEND_BUFFER_BYTES, UNACKNOWLEDGED_S
from stoppress.base.settings import Settings, http_address
from stoppress.bell.contract import Bell
from stoppress.edition.contract import Edition
from stoppress.reader.asgi import Application
from stoppress.reader.lane import LaneProtocol
from stoppress.reader.plane import Plane

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

log: Final = logging.getLogger("stoppress.reader")
_LAST_WAIT_S: Final = 2
"""Seconds that open requests may still take after all streams have ended."""


def serve(
    edition: Edition,
    bell: Bell,
    settings: Settings,
    *,
    audience: Audience | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve readers until SIGTERM or SIGINT, or until stop() of ReaderServer.

    audience is told each minute how many readers there are; None = nobody is.
    ready    called once with the real address, http://host:port, when connections are taken.
    Raises   Refusal port-taken; Fault when the shelf can't be read at the start.
    """
    ReaderServer(edition, bell, settings, ready, audience).run_until_stopped()


class ReaderServer(uvicorn.Server):
    """One reader process. uvicorn's server, with a drain before its shutdown."""

    def __init__(
        self,
        edition: Edition,
        bell: Bell,
        settings: Settings,
        ready: Callable[[str], None] | None = None,
        audience: Audience | None = None,
    ) -> None:
        self._edition = edition
        self._bell = bell
        self._settings = settings
        self._ready = ready
        self._audience = audience
        self._draining: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop
        self._application: Application
        self.plane: Plane
        super().__init__(
            uvicorn.Config(
                self._answer,
                http=self._protocol,  # type: ignore[arg-type]
                loop="uvloop",
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                log_level=self._log_level(),
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=_LAST_WAIT_S,
            )
        )

    def run_until_stopped(self) -> None:
        """Bind, serve, and come back when all is ended."""
        with bound_socket(self._settings) as listener:
            self.run(sockets=[listener])

    def stop(self) -> None:
        """Begin the graceful stop; the second call ends at once. From any thread."""
        self._loop.call_soon_threadsafe(self._begin_drain)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Learn what is on the shelf, then take connections."""
        self._loop = asyncio.get_running_loop()
        self.plane = Plane(self._edition, self._bell, self._settings, room_for_streams(), self._audience)
        self._application = Application(self.plane)
        try:
            await self.plane.begin()
        except BaseException:
            self.plane.stop()
            raise
        await super().startup(sockets)
        # What lives as long as the process need not be looked through at each collection.
        gc.freeze()
        if self._ready is not None and sockets:
            self._ready(address_of_socket(sockets[0]))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Everything has been drained: close what is left."""
        self.plane.streams.cut_all()
        await super().shutdown(sockets)
        self.plane.stop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """SIGTERM or SIGINT. What came before the first connection ends at once."""
        if self.started:
            self.stop()
        else:
            self.should_exit = True

    def _begin_drain(self) -> None:
        if self._draining is not None:
            self.force_exit = True
            self.should_exit = True
            return
        self._draining = asyncio.ensure_future(self._drain())

    async def _drain(self) -> None:
        try:
            await self.plane.drain()
        finally:
            self.should_exit = True

    def _log_level(self) -> str:
        wanted = self._settings.log_level.lower()
        return wanted if wanted in LOG_LEVELS else "info"

    def _protocol(self, **given: object) -> LaneProtocol:
        return LaneProtocol(self.plane, self._settings.fast_lane, **given)

    async def _answer(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        await self._application(scope, receive, send)


def bound_socket(settings: Settings) -> socket.socket:
    """A listening socket at the readers' address; the port is shared when there are several processes.

    Raises   Refusal port-taken.
    """
    host, port = settings.reader_host, settings.reader_port
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if settings.reader_processes > 1:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            # Every connection inherits these two, at no cost.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, STREAM_SEND_BUFFER_BYTES)
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_S * 1000)
            listener.bind(place)
            listener.listen(LISTEN_BACKLOG)
        except OSError:
            listener.close()
            raise
    except OSError as wrong:
        raise Refusal(
            "port-taken",
            f"Readers can't be served at {host}:{port} ({wrong.strerror or wrong}). Stop what uses the port, "
            "or choose another with STOPPRESS_READER_PORT.",
        ) from wrong
    return listener


def address_of_socket(listener: socket.socket) -> str:
    """http://host:port as a client on this machine would write it."""
    host, port = listener.getsockname()[:2]
    return http_address(host, port)


def room_for_streams() -> int:
    """How many streams the system lets this process have: open files, raised as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return 1_000_000 if hard == resource.RLIM_INFINITY else max(hard - OPEN_FILES_SPARE, 1)
