"""All open streams of one process: who may come, who is cut, heartbeats, and how they end. Knows no HTTP."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Final

from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.base.limits.streams import (
    CATCH_UP_FRAMES,
    CHANNEL_IDLE_S,
    HEARTBEAT_S,
    RETRY_MS_MAX,
    RETRY_MS_MIN,
    SLOW_CUTS_PER_S_MAX,
    SLOW_READER_S,
    STORY_GONE_S,
)
from stoppress.edition.contract import Shelved
from stoppress.reader import problems
from stoppress.reader.counters import Counters
from stoppress.reader.problems import Problem
from stoppress.reader.shelf import Seen
from stoppress.stream.control import HEARTBEAT, greeting
from stoppress.stream.dress import DRESSES, dressed, opening
from stoppress.stream.hub import Channel, Follower
from stoppress.stream.ids import Position, ResetReason

log: Final = logging.getLogger("stoppress.reader")
_HEARTBEATS: Final = tuple(dressed([HEARTBEAT], dress) for dress in DRESSES)
_QUIET_S: Final = HEARTBEAT_S // 3
"""Seconds a story must have been silent before heartbeats are sent: with a turn of the others' length, nobody hears
nothing for longer than HEARTBEAT_S."""
_DRAIN_STEP_S: Final = 0.05
_LAST_WORDS_STEPS_MAX: Final = 10
"""Steps in which those ended last may still say so; who does not take even that is cut."""


class Connection(Follower):
    """One reader's open stream. The two ways of HTTP each make a subclass."""

    __slots__ = ("address", "beat", "streams")

    streams: Streams
    address: str
    """Whose it is, for counting."""
    beat: int
    """In which second of each turn it gets its heartbeats."""

    def block(self) -> None:
        """It takes no more: note since when."""
        self.streams.blocked[self] = self.streams.clock()
        super().block()

    def unblock(self) -> None:
        """It takes bytes again."""
        self.streams.blocked.pop(self, None)
        super().unblock()

    def failed(self) -> None:
        """Cut it: the reader comes back, and gets what is due to it."""
        log.exception("a stream failed and is cut")
        self.cut()

    def end(self) -> None:
        """End the stream in order; the reader comes back by itself."""
        raise NotImplementedError

    def cut(self) -> None:
        """Drop the connection with all that waits in it."""
        raise NotImplementedError


class Streams:
    """The streams of one process. Used from the event loop only.

    read     Shelf.seen, run in a thread.
    wake     asks the watch to look at a story.
    clock    seconds, only ever compared.
    """

    def __init__(
        self,
        *,
        most: int,
        most_per_address: int,
        read: Callable[[str, int | None, int], Awaitable[Seen]],
        wake: Callable[[str], None],
        clock: Callable[[], float],
        counters: Counters,
    ) -> None:
        self.most = most
        self.most_per_address = most_per_address
        self.clock = clock
        self.channels: dict[str, Channel] = {}
        self.blocked: dict[Connection, float] = {}
        """Connections that take no more, and since when, the longest first."""
        self.stopping = False
        self._read = read
        self._wake = wake
        self._counters = counters
        self._beats: list[dict[Connection, None]] = [{} for _ in range(HEARTBEAT_S - _QUIET_S)]
        self._next_beat = 0
        self._second = 0
        self._per_address: dict[str, int] = {}
        self._idle_since: dict[str, float] = {}
        self._gone_since: dict[str, float] = {}
        self._counted: dict[str, tuple[int, int]] = {}
        self._active_at: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # Coming and going

    def refusal(self, address: str) -> Problem | None:
        """Why one more stream for an address can't be had; None when it can."""
        if self.stopping:
            return problems.stopping()
        if self._counters.streams_open >= self.most:
            return problems.no_room_for_streams(self.most)
        if self._per_address.get(address, 0) >= self.most_per_address:
            return problems.too_many_from_address(self.most_per_address)
        return None

    def begin(
        self,
        connection: Connection,
        story: Shelved,
        position: Position | ResetReason | None,
        head: bytes = b"",
    ) -> None:
        """Greet a reader and let it follow a story. Its address is set; refusal() was None.

        head   what is written before the greeting.
        """
        channel = self.channel(story)
        count = self._per_address.get(connection.address, 0)
        self._per_address[connection.address] = count + 1
        connection.streams = self
        connection.beat = self._next_beat
        self._beats[self._next_beat][connection] = None
        self._next_beat = (self._next_beat + 1) % len(self._beats)
        self._counters.streams_open += 1
        self._counters.streams_begun += 1
        # Jitter, not secrecy.
        hello = greeting(
            random.randint(RETRY_MS_MIN, RETRY_MS_MAX),  # noqa: S311
            channel.position if position is None else None,
        )
        connection.start(channel, position, head + opening(hello, connection.dress))

    def left(self, connection: Connection) -> None:
        """A connection is gone. To be called once for each that began."""
        connection.leave()
        self.blocked.pop(connection, None)
        self._beats[connection.beat].pop(connection, None)
        self._counters.streams_open -= 1
        count = self._per_address.pop(connection.address) - 1
        if count:
            self._per_address[connection.address] = count

    def channel(self, story: Shelved) -> Channel:
        """The channel of a story; opened, and its ring filled from the shelf, when nobody follows yet."""
        channel = self.channels.get(story.slug)
        if channel is None:
            channel = Channel(story.slug, story.epoch, story.number, self._ask)
            self.channels[story.slug] = channel
            self._spawn(self._prefill(channel, max(story.oldest_frame - 1, story.number - CHANGES_PER_READ_MAX)))
            self._wake(story.slug)
        return channel

    # The shelf's word

    def _ask(self, channel: Channel, after: int) -> None:
        self._spawn(self._answer(channel, after))

    async def _answer(self, channel: Channel, after: int) -> None:
        purges = channel.purges
        word = (await self._read(channel.slug, after, CATCH_UP_FRAMES)).word
        if word is None:
            return
        if word.epoch != channel.epoch or word.number > channel.number:
            self._wake(channel.slug)
        channel.answer(after, word, purges)

    async def _prefill(self, channel: Channel, after: int) -> None:
        position, purges = channel.position, channel.purges
        word = (await self._read(channel.slug, max(after, 0), CHANGES_PER_READ_MAX)).word
        if word is not None and word.frames and purges == channel.purges and position == channel.position:
            channel.prefilled(word.frames)

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception:
            # Whoever waits for this is asked for again at the next look.
            log.exception("a read of the shelf for streams failed")

    # Time

    def each_second(self) -> None:
        """Heartbeats for a part of all, and an end to those who take nothing."""
        self._note_activity()
        self._second = (self._second + 1) % len(self._beats)
        quiet_since = self.clock() - _QUIET_S
        for connection in list(self._beats[self._second]):
            # Whoever was just sent a frame needs no proof that we are here.
            if not connection.blocked and self._active_at.get(connection.channel.slug, 0.0) < quiet_since:
                connection.write(_HEARTBEATS[connection.dress])
        overdue = self.clock() - SLOW_READER_S
        for connection, since in list(islice(self.blocked.items(), SLOW_CUTS_PER_S_MAX)):
            if since > overdue:
                break
            del self.blocked[connection]
            self._counters.streams_cut += 1
            connection.cut()

    def each_look(self) -> None:
        """Repeat what came to nothing; forget channels that nobody follows."""
        now = self.clock()
        for slug, channel in list(self.channels.items()):
            channel.stir()
            channel.ask_again()
            if channel.members:
                self._idle_since.pop(slug, None)
            elif self._idle_since.setdefault(slug, now) < now - CHANNEL_IDLE_S:
                self._note_activity()
                for about in (self.channels, self._idle_since, self._gone_since, self._counted, self._active_at):
                    about.pop(slug, None)

    def _note_activity(self) -> None:
        """Add what the channels have delivered since the last second, and remember which have."""
        for slug, channel in self.channels.items():
            delivered, resets = self._counted.get(slug, (0, 0))
            if channel.delivered != delivered:
                self._active_at[slug] = self.clock()
            self._counters.frames_delivered += channel.delivered - delivered
            self._counters.resets += channel.resets - resets
            self._counted[slug] = (channel.delivered, channel.resets)

    def on_shelf(self, slug: str, there: bool) -> None:
        """Whether a story with a channel is on the shelf. Streams outlive a reprint, not a story."""
        if there:
            self._gone_since.pop(slug, None)
        elif self._gone_since.setdefault(slug, self.clock()) < self.clock() - STORY_GONE_S:
            for connection in self.all():
                if connection.channel.slug == slug:
                    connection.end()

    def all(self) -> list[Connection]:
        """Every open stream."""
        return [connection for beat in self._beats for connection in beat]

    def readers(self) -> dict[str, int]:
        """How many streams each story has."""
        return {slug: channel.members for slug, channel in self.channels.items()}

    async def drain(self, over_s: float) -> None:
        """Take nobody any more, and end all streams spread evenly over a time."""
        self.stopping = True
        waiting = self.all()
        begun, total = self.clock(), len(waiting)
        while waiting:
            passed = (self.clock() - begun) / over_s if over_s > 0 else 1.0
            keep = int(total * max(0.0, 1.0 - passed))
            while len(waiting) > keep:
                connection = waiting.pop()
                if connection in self._beats[connection.beat]:
                    connection.end()
            if waiting:
                await asyncio.sleep(_DRAIN_STEP_S)
        for _ in range(_LAST_WORDS_STEPS_MAX):
            if not self.all():
                break
            await asyncio.sleep(_DRAIN_STEP_S)

    def cut_all(self) -> None:
        """Drop what is left."""
        for connection in self.all():
            connection.cut()
