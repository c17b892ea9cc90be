"""HTTP by hand for tests: what went over the wire, byte for byte. Blocking, each wait bounded."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.event_stream import Event, EventStream

PATIENCE_S = 5.0


def connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    return socket.create_connection((parts.hostname or "", parts.port or 80), timeout=PATIENCE_S)


def request(method: str, path: str, *headers: str, version: str = "1.1") -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: localhost", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@dataclass(frozen=True)
class Response:
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    head: bytes = b""

    def __getitem__(self, name: str) -> str:
        return dict(self.headers)[name]

    def get(self, name: str) -> str | None:
        return dict(self.headers).get(name)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def undated(self) -> bytes:
        """Head and body as they came, without the date."""
        return re.sub(rb"\r\ndate: [^\r]*", b"", self.head) + self.body


class Wire:
    """One connection: send anything, read responses one after the other."""

    def __init__(self, address: str) -> None:
        self.socket = connect(address)
        self.rest = b""

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, content: bytes) -> None:
        self.socket.sendall(content)

    def more(self) -> bool:
        try:
            got = self.socket.recv(262_144)
        except ConnectionError:
            return False
        self.rest += got
        return bool(got)

    def until(self, mark: bytes) -> bytes:
        while mark not in self.rest:
            if not self.more():
                raise EOFError(f"closed after {self.rest[:200]!r}")
        head, _, self.rest = self.rest.partition(mark)
        return head + mark

    def exactly(self, length: int) -> bytes:
        while len(self.rest) < length:
            if not self.more():
                raise EOFError(f"closed after {len(self.rest)} of {length} bytes")
        out, self.rest = self.rest[:length], self.rest[length:]
        return out

    def head(self) -> Response:
        head = self.until(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")[:-2]
        headers = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in lines)]
        return Response(int(first.split()[1]), headers, b"", head)

    def response(self, *, to_head: bool = False) -> Response:
        start = self.head()
        fields = dict(start.headers)
        if to_head or start.status in {204, 304}:
            body = b""
        elif "content-length" in fields:
            body = self.exactly(int(fields["content-length"]))
        else:
            while self.more():
                pass
            body, self.rest = self.rest, b""
        return Response(start.status, start.headers, body, start.head)

    def is_closed(self) -> bool:
        """Whether the other side has closed, after at most PATIENCE_S."""
        try:
            return not self.rest and self.socket.recv(1) == b""
        except TimeoutError:
            return False
        except ConnectionError:
            return True


def ask(address: str, path: str, *headers: str, method: str = "GET", version: str = "1.1") -> Response:
    """One request on a connection of its own."""
    with Wire(address) as wire:
        wire.send(request(method, path, *headers, "Connection: close", version=version))
        return wire.response(to_head=method == "HEAD")


class Stream:
    """An open stream: events as a browser gets them."""

    def __init__(self, address: str, path: str, *headers: str, version: str = "1.1") -> None:
        self.wire = Wire(address)
        self.wire.send(request("GET", path, "Accept: text/event-stream", *headers, version=version))
        try:
            self.start = self.wire.head()
        except BaseException:
            self.wire.socket.close()
            raise
        self.chunked = self.start.get("transfer-encoding") == "chunked"
        self.parser = EventStream()
        self.waiting: list[Event] = []
        self.ended = False

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.wire.socket.close()

    def event(self) -> Event:
        """The next event, within PATIENCE_S."""
        while not self.waiting:
            if not self.read():
                raise EOFError("the stream has ended")
        return self.waiting.pop(0)

    def events(self, count: int) -> list[Event]:
        return [self.event() for _ in range(count)]

    def read(self) -> bool:
        """Take some more bytes. False = the stream has ended in order or not."""
        if self.chunked:
            try:
                size = int(self.wire.until(b"\r\n"), 16)
                content = self.wire.exactly(size + 2)[:-2]
            except EOFError:
                return False
            self.ended = size == 0
        else:
            if not self.wire.rest and not self.wire.more():
                return False
            content, self.wire.rest = self.wire.rest, b""
        self.waiting += self.parser.feed(content)
        return not self.ended

    def greeted(self) -> Stream:
        """Wait for the greeting: from here on nothing is missed."""
        while self.parser.retry_ms is None:
            assert self.read()
        return self
