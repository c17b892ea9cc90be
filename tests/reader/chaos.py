"""A bad night, made on purpose: readers behind a proxy that cuts connections at random bytes, a reader
process that is killed and restarted, changes of every type all the while. Counts what readers lost, got
twice, or out of order.

As a script it plays the full night: chaos.py [--readers 500] [--changes 5000] [--restarts 20] [--seed 1]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import signal
import tempfile
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from stoppress.base.settings import Settings
from stoppress.bell.by_address import open_bell
from stoppress.edition.by_address import open_edition
from tests.event_stream import Event, EventStream
from tests.printing import Press
from tests.reader.process import ReaderProcess

BYTES_UNTIL_CUT = 60_000
"""Mean bytes that the proxy lets through before it cuts a connection."""
PATIENCE_S = 60.0


@dataclass
class Tally:
    """What happened to all readers together."""

    events: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    resets: int = 0
    cuts: int = 0
    odd_answers: int = 0
    different_pages: int = 0
    restarts: int = 0
    problems: list[str] = field(default_factory=list)


class Side(asyncio.Protocol):
    """One side of a connection through the proxy."""

    def __init__(self, proxy: Proxy, left: float = float("inf")) -> None:
        self.proxy = proxy
        self.left = left
        """Bytes that still come through from this side; then both are cut."""
        self.other: Side | None = None
        self.early: list[bytes] = []
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.proxy.sides.add(self)

    def data_received(self, data: bytes) -> None:
        if self.other is None or self.other.transport is None:
            self.early.append(data)
            return
        self.other.transport.write(data[: int(min(self.left, len(data)))])
        self.left -= len(data)
        if self.left <= 0:
            self.proxy.tally.cuts += 1
            self.cut()

    def pause_writing(self) -> None:
        if self.other and self.other.transport:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other and self.other.transport:
            self.other.transport.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self.proxy.sides.discard(self)
        if self.other and self.other.transport:
            self.other.transport.close()

    def cut(self) -> None:
        """Close both sides, with or without what is on its way."""
        for side in (self, self.other):
            if side and side.transport:
                (side.transport.abort if self.proxy.random.random() < 0.5 else side.transport.close)()


class Proxy:
    """Hands bytes on, and cuts each connection after a random number of them."""

    def __init__(self, port: int, random: Random, tally: Tally) -> None:
        self.to_port = port
        self.random = random
        self.tally = tally
        self.calm = False
        self.sides: set[Side] = set()
        self.dials: set[asyncio.Task[None]] = set()

    async def begin(self) -> int:
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(self.accepted, "127.0.0.1", 0, backlog=1024)
        return int(self.server.sockets[0].getsockname()[1])

    def accepted(self) -> Side:
        client = Side(self)
        dial = asyncio.ensure_future(self.dial(client))
        self.dials.add(dial)
        dial.add_done_callback(self.dials.discard)
        return client

    async def dial(self, client: Side) -> None:
        left = float("inf") if self.calm else self.random.expovariate(1 / BYTES_UNTIL_CUT)
        server = Side(self, left)
        client.other, server.other = server, client
        try:
            await asyncio.get_running_loop().create_connection(lambda: server, "127.0.0.1", self.to_port)
        except OSError:
            client.cut()
            return
        early, client.early = client.early, []
        for data in early:
            client.data_received(data)

    async def end(self) -> None:
        self.server.close()
        for dial in list(self.dials):
            dial.cancel()
        for side in list(self.sides):
            side.cut()
        while self.sides:  # noqa: ASYNC110 - connection_lost() takes them out
            await asyncio.sleep(0.01)


class Reader:
    """A page and its script: takes the story once, follows, comes back after every cut."""

    def __init__(self, port: int, random: Random, tally: Tally) -> None:
        self.port = port
        self.random = random
        self.tally = tally
        self.number = 0
        self.entries: dict[str, str] = {}
        self.headline = ""
        self.position = ""

    async def live(self, until: asyncio.Event) -> None:
        """Follow until the event is set and everything has come."""
        await asyncio.sleep(self.random.random() * 2)
        await self.take_page()
        while True:
            with contextlib.suppress(OSError, EOFError, asyncio.IncompleteReadError):
                await self.follow(until)
                return
            await asyncio.sleep(self.random.uniform(0.01, 0.2))

    async def follow(self, until: asyncio.Event) -> None:
        parser = EventStream(self.position)
        async with contextlib.aclosing(self.body("stream", f"Last-Event-ID: {self.position}")) as body:
            async for content in body:
                for event in parser.feed(content):
                    if event.type == "reset":
                        self.tally.resets += 1
                        await self.take_page()
                        raise EOFError
                    self.apply(event)
                if until.is_set() and self.number >= FINAL[0]:
                    return
        raise EOFError

    async def take_page(self) -> None:
        while True:
            try:
                async with contextlib.aclosing(self.body("story.json")) as body:
                    whole = b"".join([content async for content in body])
                story = json.loads(whole)
            except (OSError, EOFError, asyncio.IncompleteReadError, ValueError):
                await asyncio.sleep(self.random.uniform(0.01, 0.2))
                continue
            self.position = story["position"]
            self.number = int(self.position.rpartition("-")[2])
            self.entries = {entry["key"]: entry["text"] for entry in story["entries"]}
            self.headline = story["story"]["headline"]
            return

    def apply(self, event: Event) -> None:
        self.tally.events += 1
        number = event.number
        if number == self.number:
            self.tally.doubled += 1
        elif number < self.number:
            self.tally.disordered += 1
        elif number > self.number + 1:
            self.tally.lost += number - self.number - 1
        self.number, self.position = number, event.last_event_id
        data: dict[str, Any] = event.value
        if event.type == "story":
            self.headline = data["headline"]
        else:
            self.entries[data["key"]] = data["text"]

    async def body(self, name: str, *headers: str) -> AsyncGenerator[bytes, None]:
        """The body of an answer as it comes, its coding taken off."""
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            lines = [f"GET /storm/{name} HTTP/1.1", "Host: localhost", *headers, "Connection: close", "", ""]
            back.write("\r\n".join(lines).encode())
            head = await asyncio.wait_for(there.readuntil(b"\r\n\r\n"), PATIENCE_S)
            status = int(head.split(b" ", 2)[1])
            if status != 200:
                if status != 503:
                    self.tally.odd_answers += 1
                    self.tally.problems.append(head.decode("latin-1"))
                raise EOFError
            if b"\r\ntransfer-encoding: chunked" in head:
                while size := int((await asyncio.wait_for(there.readuntil(b"\r\n"), PATIENCE_S)), 16):
                    yield (await there.readexactly(size + 2))[:-2]
                return
            length = int(head.split(b"\r\ncontent-length: ")[1].split(b"\r\n")[0])
            yield await there.readexactly(length)
        finally:
            back.transport.abort()
            with contextlib.suppress(OSError):
                await back.wait_closed()


FINAL = [0]


def change_something(press: Press, random: Random) -> None:
    """One change of any type."""
    keys = list(press.texts)
    kind = random.choices(["publish", "amend", "withdraw", "story"], [60, 25, 5, 10])[0]
    words = f"update {press.number} " + "water " * random.randrange(120)
    live = [key for key in keys[-50:] if press.texts[key] != "Withdrawn."]
    if kind == "amend" and live:
        press.amend(random.choice(live), words)
    elif kind == "withdraw" and live:
        press.withdraw(random.choice(live))
    elif kind == "story":
        press.edit_story(f"A storm, {press.number} changes later")
    else:
        press.publish(words)


async def bad_night(
    data: Path, readers: int, changes: int, restarts: int, seed: int, *, fast_lane: bool = True
) -> Tally:
    """Play it, and count."""
    random, tally = Random(seed), Tally()
    settings = Settings(data=data)
    edition, bell = open_edition(settings.edition_address), open_bell(settings.bell_address)
    press = Press(edition, bell).open()
    process = ReaderProcess(data, reader_port=0, drain_s=0.2, fast_lane=fast_lane)
    port = process.port
    proxy = Proxy(port, random, tally)
    proxy_port = await proxy.begin()
    crowd = [Reader(proxy_port, Random(seed * 100_003 + n), tally) for n in range(readers)]
    printed_all = asyncio.Event()
    lives = [asyncio.create_task(reader.live(printed_all)) for reader in crowd]
    try:
        due = [changes * (n + 1) // (restarts + 1) for n in range(restarts)]
        await asyncio.sleep(0.5)
        for n in range(changes):
            await asyncio.to_thread(change_something, press, random)
            if n in due:
                sig = random.choice([signal.SIGKILL, signal.SIGTERM])
                await asyncio.to_thread(process.stop, sig)
                tally.restarts += 1
                process = await asyncio.to_thread(
                    ReaderProcess, data, reader_port=port, drain_s=0.2, fast_lane=fast_lane
                )
            if random.random() < 0.3:
                await asyncio.sleep(random.random() * 0.01)
        FINAL[0] = press.number
        proxy.calm = True
        printed_all.set()
        press.publish("the last")  # so that everyone who waits reads once more
        FINAL[0] = press.number
        await asyncio.wait_for(asyncio.gather(*lives), PATIENCE_S)
        fresh = Reader(port, random, tally)
        await fresh.take_page()
        for reader in crowd:
            same = (reader.entries, reader.headline) == (fresh.entries, fresh.headline)
            tally.different_pages += not same
    finally:
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
        await proxy.end()
        await asyncio.to_thread(process.stop)
        bell.close()
        edition.close()
    return tally


def main() -> None:
    """Play the full night and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("readers", 500), ("changes", 5_000), ("restarts", 20), ("seed", 1)):
        options.add_argument(f"--{name}", type=int, default=default)
    given = options.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(bad_night(Path(folder), given.readers, given.changes, given.restarts, given.seed))
    print(f"{time.monotonic() - begun:.0f} s: {tally}")


if __name__ == "__main__":
    main()
