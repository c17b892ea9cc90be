"""The readers of a load test: they come at a rate, follow one story, are cut at a rate, and come back."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.ops.loadtest.events import Reset, StreamBytes
from stoppress.ops.loadtest.tally import Progress, Tally
from stoppress.ops.loadtest.target import Target, tls

_RETRY_S: Final = 0.5
"""Seconds after which a reader who lost its stream comes back: sooner than browsers do, so that a test is short."""


@dataclass(slots=True)
class Troubles:
    """What happened to connections.

    cut       by us, on purpose.
    dropped   by the other side, whatever way.
    refused   times a stream was not given, by status; 0 = there was no connection.
    """

    cut: int = 0
    dropped: int = 0
    refused: Counter[int] = field(default_factory=Counter)


class _Stream(asyncio.Protocol):
    __slots__ = ("_bytes", "_crowd", "_progress", "lost", "transport")

    def __init__(self, crowd: Crowd, progress: Progress, lost: asyncio.Future[None]) -> None:
        self._crowd, self._progress, self.lost = crowd, progress, lost
        self._bytes = StreamBytes()
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        transport.write(self._crowd.request(self._progress.last))

    def data_received(self, data: bytes) -> None:
        at_s, was = time.monotonic(), self._bytes.status
        try:
            meanings = self._bytes.feed(data)
        except Refusal as refusal:
            self._crowd.give_up(refusal)
            self.transport.abort()
            return
        if not was and self._bytes.status:
            self._answered()
        for meaning in meanings:
            if isinstance(meaning, Reset):
                self._crowd.tally.reset(self._progress, self._crowd.tally.newest)
            else:
                self._crowd.tally.arrived(self._progress, meaning, at_s)
        if self._bytes.is_ended:
            self.transport.close()

    def _answered(self) -> None:
        if self._bytes.status == 200:
            self._progress.was_there = True
            self._crowd.open[self] = None
        else:
            self._crowd.troubles.refused[self._bytes.status] += 1
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        if self in self._crowd.open:
            del self._crowd.open[self]
            self._crowd.troubles.dropped += not self._crowd.is_leaving
        if not self.lost.done():
            self.lost.set_result(None)

    def cut(self) -> None:
        """As a network does it: without a word."""
        del self._crowd.open[self]
        self._crowd.troubles.cut += 1
        self.transport.abort()


class Crowd:
    """All readers. Used from one event loop.

    epoch    the story's history, as it stood when the test began.
    random_  who is cut.
    """

    def __init__(self, target: Target, epoch: str, tally: Tally, random_: random.Random) -> None:
        self.tally = tally
        self.troubles = Troubles()
        self.open: dict[_Stream, None] = {}
        """Streams that were answered 200."""
        self.is_leaving = False
        self.refusal: Refusal | None = None
        """Why the test makes no sense."""
        self._target, self._epoch, self._random = target, epoch, random_
        self._tls = tls(target)
        self._tasks: set[asyncio.Task[None]] = set()

    def request(self, last: int) -> bytes:
        """What a reader sends who has come so far."""
        return self._target.request(f"{self._epoch}-{last}")

    def give_up(self, refusal: Refusal) -> None:
        """End the test at the next occasion."""
        self.refusal = refusal

    async def come(self, readers: int, per_s: float) -> None:
        """Let so many come, evenly spread."""
        begun = time.monotonic()
        for number in range(readers):
            await asyncio.sleep(max(0.0, begun + number / per_s - time.monotonic()))
            task = asyncio.create_task(self._follow(self.tally.reader()))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def be_cut(self, per_s: float) -> None:
        """Cut one after the other, whom chance names, until cancelled."""
        begun, count = time.monotonic(), 0
        while True:
            count += 1
            await asyncio.sleep(max(0.0, begun + count / per_s - time.monotonic()))
            if self.open:
                self._random.choice(list(self.open)).cut()

    async def leave(self) -> None:
        """Close all connections."""
        self.is_leaving = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for stream in list(self.open):
            stream.transport.abort()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, progress: Progress) -> None:
        loop = asyncio.get_running_loop()
        name = self._target.host if self._tls else None
        while not self.is_leaving and self.refusal is None:
            lost: asyncio.Future[None] = loop.create_future()
            try:
                await loop.create_connection(
                    lambda lost=lost: _Stream(self, progress, lost),
                    self._target.ip,
                    self._target.port,
                    ssl=self._tls,
                    server_hostname=name,
                )
                await lost
            except OSError:
                self.troubles.refused[0] += 1
            await asyncio.sleep(_RETRY_S)
