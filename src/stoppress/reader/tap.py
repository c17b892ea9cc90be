"""A stream in the fast lane: a transport, and a cursor. Nothing else is kept for a waiting reader."""

from __future__ import annotations

import asyncio

from stoppress.base.limits import STREAM_BUFFER_BYTES
from stoppress.reader.plane import Plane
from stoppress.reader.streams import Connection
from stoppress.stream.control import LAST_CHUNK


class Tap(Connection, asyncio.Protocol):
    """The protocol of a connection that has become a stream. What the reader still says is not heard."""

    __slots__ = ("transport",)

    def __init__(self, plane: Plane, transport: asyncio.Transport, address: str, chunked: bool) -> None:
        self.streams = plane.streams
        self.transport = transport
        self.address = address
        self.chunked = chunked
        self.write = transport.write
        transport.set_write_buffer_limits(high=STREAM_BUFFER_BYTES)

    def data_received(self, data: bytes) -> None:  # noqa: ARG002
        """Whoever talks on a stream is not read any more; a heartbeat finds out when it has gone."""
        self.transport.pause_reading()

    def pause_writing(self) -> None:
        """The transport holds more than it should."""
        self.block()

    def resume_writing(self) -> None:
        """The transport has room again."""
        if not self.transport.is_closing():
            self.unblock()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The reader has gone, or was cut."""
        self.streams.left(self)

    def end(self) -> None:
        """End the stream in order, unless nothing is taken any more."""
        if self.blocked:
            self.cut()
            return
        if self.chunked:
            self.transport.write(LAST_CHUNK)
        self.transport.close()

    def cut(self) -> None:
        """Drop the connection with all that waits in it."""
        self.transport.abort()
