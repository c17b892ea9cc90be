"""A whole delivery in miniature for the cursor law: a shelf that prints, a process that reads it late,
readers that fail.

Everything that asynchrony can do is a step that the test chooses: a read of the shelf sees it at one step
and is answered at another, bells are missed, connections take nothing, are cut with bytes under way,
processes restart.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field

from stoppress.edition.contract import Frame
from stoppress.stream.dress import Dress
from stoppress.stream.due import ShelfWord
from stoppress.stream.hub import Channel, Follower
from stoppress.stream.ids import Position, position_from
from tests.unit.stream.frames import frame

BLOCK = re.compile(rb"(?:id: (?P<id>\S+)\n)?event: (?P<event>\w+)\ndata: (?P<data>[^\n]*)\n\n")
CHUNK = re.compile(rb"([0-9a-f]+)\r\n")


class Shelf:
    """Prints frames, keeps the newest few, sometimes begins a new history."""

    def __init__(self, kept_max: int) -> None:
        self.kept_max = kept_max
        self.epochs = 0
        self.begin_anew()

    def begin_anew(self) -> None:
        self.epochs += 1
        self.epoch = f"k{self.epochs}"
        self.number = 0
        self.frames: list[Frame] = []

    def print(self, count: int, *, withdrawn: bool = False) -> None:
        for _ in range(count):
            self.number += 1
            self.frames.append(frame(self.number, "withdrawn" if withdrawn else "entry", epoch=self.epoch))
        del self.frames[: -self.kept_max]

    def after(self, number: int, limit: int = 5) -> ShelfWord:
        oldest = self.number + 1 - len(self.frames)
        kept = None if number + 1 < oldest else [f for f in self.frames if f.number > number][:limit]
        return ShelfWord(self.epoch, self.number, kept)


class Client(Follower):
    """A reader and her browser: keeps a position, checks the law at each event, comes back after a cut."""

    def __init__(self, *, dress: Dress, buffer_max: int) -> None:
        self.dress = dress
        self.buffer_max = buffer_max
        self.buffer: list[bytes] = []
        self.connected = False
        self.at: Position | None = None
        self.seen = 0
        self.resets = 0

    def connect(self, channel: Channel, position: Position | None) -> None:
        self.buffer = []
        self.connected = True
        # without a position a reader starts at the head; the greeting tells it where that is
        self.at = position or channel.position
        self.start(channel, position)

    def cut(self) -> None:
        """The connection breaks; what was on its way is lost."""
        self.connected = False
        self.buffer = []
        self.leave()

    def write(self, wire: bytes) -> None:
        self.buffer.append(wire)
        if len(self.buffer) >= self.buffer_max and not self.blocked:
            self.block()

    def receive(self) -> None:
        """Everything in the buffer comes through."""
        wires, self.buffer = self.buffer, []
        for wire in wires:
            self.read(self.undressed(wire))
        if self.blocked:
            self.unblock()

    def undressed(self, wire: bytes) -> bytes:
        content = dechunked(wire) if self.dress & Dress.CHUNKED else wire
        return zlib.decompressobj(-15).decompress(content) if self.dress & Dress.PACKED else content

    def read(self, content: bytes) -> None:
        assert self.at is not None
        assert "".join(m[0].decode() for m in BLOCK.finditer(content)) == content.decode()
        for block in BLOCK.finditer(content):
            if block["event"] == b"reset":
                assert block["id"] is None
                told = position_from(block["data"].split(b'"position": "')[1].rstrip(b'"}'))
                assert isinstance(told, Position)
                self.at = told
                self.resets += 1
                continue
            assert block["id"].decode() == f"{self.at.epoch}-{self.at.number + 1}", "lost, doubled or out of order"
            self.at = Position(self.at.epoch, self.at.number + 1)
            self.seen += 1


def dechunked(wire: bytes) -> bytes:
    out = b""
    while wire:
        size = CHUNK.match(wire)
        assert size
        length = int(size[1], 16)
        out += wire[size.end() : size.end() + length]
        assert wire[size.end() + length :][:2] == b"\r\n"
        wire = wire[size.end() + length + 2 :]
    return out


@dataclass
class Read:
    """A read of the shelf under way. purges is None for the channel's own."""

    after: int
    purges: int | None
    word: ShelfWord | None = None


@dataclass
class Process:
    """A reader process: one channel, the reads that are under way, no clock."""

    shelf: Shelf
    reads: list[Read] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.channel = Channel("storm", self.shelf.epoch, self.shelf.number, self.ask)
        self.looking = False

    def ask(self, channel: Channel, after: int) -> None:
        self.reads.append(Read(after, channel.purges))

    def look(self) -> None:
        """A bell, or the look by itself: at most one read of the channel's own at a time."""
        if not self.looking:
            self.looking = True
            self.reads.append(Read(self.channel.number, None))

    def see(self, read: Read) -> None:
        """The read reaches the shelf; its answer is not back yet."""
        read.word = self.shelf.after(read.after)

    def answer(self, read: Read) -> None:
        """The answer is back."""
        self.reads.remove(read)
        if read.word is None:
            self.see(read)
        assert read.word is not None
        if read.purges is not None:
            self.channel.answer(read.after, read.word, read.purges)
            return
        self.looking = False
        if self.channel.learned(read.word):
            self.look()

    def settle(self) -> None:
        """Bells ring, reads end, nothing more happens on the shelf."""
        for _ in range(1000):
            self.look()
            self.channel.stir()
            while self.reads:
                self.answer(self.reads[0])
            if self.channel.position == Position(self.shelf.epoch, self.shelf.number) and not self.reads:
                return
        raise AssertionError("does not settle")
