"""A stream in the fast lane: a socket, and a cursor. Nothing else is kept for a waiting reader.

Frames are written straight to the socket. That is right as long as nothing waits in the transport, and the buffer limit
of 0 makes it so: the first byte that the kernel does not take goes to the transport, which then says pause_writing(),
and nothing is written until all of it has gone.
"""

from __future__ import annotations

import asyncio
import os
from typing import Final

from stoppress.reader.streams import Connection, Streams
from stoppress.stream.control import LAST_CHUNK
from stoppress.stream.dress import Dress

_write: Final = os.write


class Tap(Connection, asyncio.Protocol):
    """The protocol of a connection that has become a stream. What the reader still says is not heard.

    transport   an open one with nothing left to write.
    """

    __slots__ = ("_descriptor", "_transport")

    def __init__(self, streams: Streams, transport: asyncio.Transport, address: str, dress: Dress) -> None:
        self.streams = streams
        self.address = address
        self.dress = dress
        self._transport = transport
        # The descriptor is the transport's until connection_lost(), and nobody writes to it after that.
        self._descriptor: int = transport.get_extra_info("socket").fileno()
        transport.set_write_buffer_limits(high=0)

    def write(self, wire: bytes) -> None:
        """Hand bytes to the kernel; the transport keeps what it does not take."""
        try:
            sent = _write(self._descriptor, wire)
        except OSError:
            # Full, or gone: the transport tries again, and knows what to do about either.
            sent = 0
        if sent != len(wire):
            self._transport.write(wire[sent:])

    def data_received(self, data: bytes) -> None:  # noqa: ARG002
        """Whoever talks on a stream is not read any more; a heartbeat finds out when it has gone."""
        self._transport.pause_reading()

    def pause_writing(self) -> None:
        """The transport keeps something that the kernel did not take."""
        self.block()

    def resume_writing(self) -> None:
        """The kernel has taken everything."""
        if not self._transport.is_closing():
            self.unblock()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The reader has gone, or was cut."""
        self.streams.left(self)

    def end(self) -> None:
        """End the stream in order, unless nothing is taken any more."""
        if self.blocked:
            self.cut()
            return
        if self.dress & Dress.CHUNKED:
            self.write(LAST_CHUNK)
        self._silence()
        self._transport.close()

    def cut(self) -> None:
        """Drop the connection with all that waits in it."""
        self._silence()
        self._transport.abort()

    def _silence(self) -> None:
        """Nothing may follow: not even a frame that comes before the connection is closed."""
        self.blocked = True
        self.channel.forget(self)
