"""The fast lane: uvicorn's HTTP protocol, which answers what is asked for all the time without a task or a
scope.

uvicorn's parser reads every request, in this lane too; what it made of a request is kept, so that the same bytes
need not be read again (heads.py). What is answered here: GET and HEAD of pages that are finished in memory, and GET
of streams of stories that are known, without a body, when nothing asked for earlier is under way. Everything else
goes the ordinary way, asgi.py. Both give the same bytes, headers in the same order.

An answer is sent when the parser has read all that came with its request: behind it may stand what is no HTTP, and
then nothing is answered but that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from stoppress.base.limits.reader import (
    ADDRESS_BYTES_MAX,
    ANSWERS_BYTES_MAX,
    ANSWERS_TOGETHER_MAX,
    HEADERS_MAX,
)
from stoppress.edition.contract import Shelved
from stoppress.reader.addresses import address_of, position_asked
from stoppress.reader.asgi import ABORT_EXTENSION, STREAM_EXTENSION
from stoppress.reader.bounded import BoundedProtocol
from stoppress.reader.finished import Finished, Variant, coding_for_line, names_tag
from stoppress.reader.headers import lines
from stoppress.reader.heads import Known
from stoppress.reader.plane import STREAM_HEADERS, Plane
from stoppress.reader.tap import Tap
from stoppress.stream.dress import Dress
from stoppress.stream.ids import Position, ResetReason

_STREAM_LINES = {packing: lines(headers) for packing, headers in STREAM_HEADERS.items()}
_NOT_QUICK = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade"})


class LaneProtocol(BoundedProtocol):
    """One connection, until it becomes a stream.

    fast      False = everything goes the ordinary way; time and size limits hold all the same.
    """

    def __init__(
        self,
        plane: Plane,
        fast: bool,
        **given: Any,
    ) -> None:
        super().__init__(plane.requests, plane.room_for_connections, **given)
        # Our own access lines are cheaper.
        self.access_log = False
        self._plane = plane
        self._fast = fast
        self._answered = False
        self._handed_over = False
        self._unfinished = True
        self._answers: list[bytes] = []
        """What the lane says to the requests in the bytes that the parser reads at this moment."""
        self._answers_bytes = 0
        self._last = False
        """Nothing is answered after these answers: the connection is closed."""
        self._stream: Callable[[], object] | None = None
        """Begins the stream that was asked for in these bytes."""
        self._asked: Known | None = None
        """The one page that was asked for in these bytes."""

    # The connection

    def data_received(self, data: bytes) -> None:
        """Let the parser read, unless it has read the same before; then answer, and count what is incomplete."""
        if self._deaf:
            return
        begins = not self._incomplete
        if begins and self._fast:
            known = self._plane.heads.get(data)
            if known is not None and self._answer_again(known):
                return
        super().data_received(data)
        self._send_answers()
        if not self._handed_over:
            self._count(data, begins)

    def _count(self, data: bytes, begins: bool) -> None:
        if self._overfull or (self._incomplete and not self._deaf):
            self._unfinished = True
            self._grew(len(data))
            return
        if begins and self._asked is not None:
            self._plane.heads.keep(data, self._asked)
        self._asked = None
        if self._unfinished:
            self._unfinished = False
            self._plane.requests.done(self)

    def _send_answers(self) -> None:
        if self._answers:
            self.transport.write(self._answers[0] if len(self._answers) == 1 else b"".join(self._answers))
            self._answers.clear()
            self._answers_bytes = 0
        if self._last:
            self.transport.close()
        if self._stream is not None:
            self._stream()

    def _say_no_more(self) -> None:
        """Nothing that was asked for is answered any more."""
        self._answers.clear()
        self._stream = self._asked = None
        super()._say_no_more()

    # The parser's calls

    def on_message_begin(self) -> None:
        """A request begins. The scope is made later, if it is needed at all."""
        self._incomplete = True
        self._answered = False
        self._asked = None
        self.url = b""
        self.headers = []

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header, and nothing more: a browser sends a dozen."""
        if len(self.headers) < HEADERS_MAX:
            self.headers.append((name.lower(), value))
        else:
            self._overfull = True

    def on_headers_complete(self) -> None:
        """Answer at once where possible, else go the ordinary way."""
        if self._handed_over or self._deaf or self._overfull or self._stream is not None:
            self._answered = True
            return
        if len(self.url) > ADDRESS_BYTES_MAX:
            self.url = _shortened(self.url)
        if self.cycle is None or self.cycle.response_complete:
            self._answered = self._last or self.transport.is_closing() or self._answer_quickly()
            if self._answered:
                return
        self._go_the_ordinary_way()

    def on_body(self, body: bytes) -> None:
        """Some of a body that only the ordinary way may look at."""
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._incomplete = False
        if not self._answered:
            super().on_message_complete()

    def _go_the_ordinary_way(self) -> None:
        url, headers = self.url, self.headers
        super().on_message_begin()
        self.url = url
        for name, value in headers:
            super().on_header(name, value)
        self.scope["extensions"] = {ABORT_EXTENSION: {"abort": self.transport.abort}}
        chunked = self._may_chunk()
        if self._fast or not chunked:
            self.scope["extensions"][STREAM_EXTENSION] = {"begin": partial(self._begin_stream, chunked)}
        super().on_headers_complete()
        self._hear_no_more_if_many_wait()

    # Quick answers

    def _answer_quickly(self) -> bool:
        fields = dict(self.headers)
        if len(fields) != len(self.headers) or not _NOT_QUICK.isdisjoint(fields):
            return False
        path, _, query = self.url.partition(b"?")
        method = self.parser.get_method()
        if method == b"GET" and path.endswith(b"/stream"):
            return self._stream_asked(path, query)
        if not self._fast or method not in (b"GET", b"HEAD") or self.flow.write_paused:
            return False
        if len(self._answers) >= ANSWERS_TOGETHER_MAX:
            return False
        return self._page(path, fields, method == b"HEAD")

    def _page(self, path: bytes, fields: dict[bytes, bytes], only_headers: bool) -> bool:
        page = self._plane.pages.current(path)
        if page is None or not self._has_room_for(page):
            return False
        keep_alive = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0"
        answer = self._answer(page, self.url, fields, only_headers, keep_alive)
        self._answers.append(answer)
        self._answers_bytes += len(answer)
        self._last = not keep_alive
        if keep_alive and not only_headers and len(self._answers) == 1:
            self._asked = Known(path, self.url, fields)
        return True

    def _has_room_for(self, page: Finished) -> bool:
        return self._answers_bytes + page.size_plain <= ANSWERS_BYTES_MAX

    def _answer_again(self, asked: Known) -> bool:
        """Answer a request whose bytes were read before; they stand alone, and the connection is kept after them."""
        page = self._plane.pages.current(asked.path)
        if page is None or not self._has_room_for(page) or self.flow.write_paused or self.transport.is_closing():
            return False
        if self.cycle is not None and not self.cycle.response_complete:
            return False
        self._unset_keepalive_if_required()
        if self._unfinished:
            self._unfinished = False
            self._plane.requests.done(self)
        self.transport.write(self._answer(page, asked.url, asked.fields, only_headers=False, keep_alive=True))
        return True

    def _answer(
        self, page: Finished, url: bytes, fields: dict[bytes, bytes], only_headers: bool, keep_alive: bool
    ) -> bytes:
        variant = page.variants[coding_for_line(fields.get(b"accept-encoding", b"identity"))]
        tags = fields.get(b"if-none-match")
        if only_headers or not keep_alive or tags is not None:
            status, length, wire = self._partly(variant, tags, only_headers, keep_alive)
        else:
            status, length = 200, len(variant.found.body)
            wire = self._plane.wires.found(variant, self.server_state.default_headers)
        self._note(url, fields, "HEAD" if only_headers else "GET", status, length)
        self._plane.requests.rests(self)
        return wire

    def _partly(
        self, variant: Variant, tags: bytes | None, only_headers: bool, keep_alive: bool
    ) -> tuple[int, int, bytes]:
        """The answer in the rarer cases: status, length of the body, and the bytes."""
        if tags is not None and names_tag(tags, variant.etag):
            answer, start, lines = variant.unchanged, b"HTTP/1.1 304 Not Modified\r\n", variant.unchanged_lines
        else:
            answer, start, lines = variant.found, b"HTTP/1.1 200 OK\r\n", variant.lines
        body = b"" if only_headers else answer.body
        ending = b"\r\n" if keep_alive else b"connection: close\r\n\r\n"
        date = self._plane.wires.date(self.server_state.default_headers)
        return answer.status, len(body), b"".join((start, date, lines, ending, body))

    def _stream_asked(self, path: bytes, query: bytes) -> bool:
        if not self._fast and self._may_chunk():
            return False
        address = address_of(path)
        story = self._plane.known.get(address.slug) if address.kind == "stream" else None
        if story is None:
            return False
        client = self._plane.proxies.counted_as(self.client[0] if self.client else "", self.headers)
        if self._plane.streams.refusal(client) is not None:
            return False
        if self._answers or self.transport.get_write_buffer_size():
            return False
        position = position_asked(query, self.headers)
        packing = self._plane.packing(self.headers)
        self._stream = partial(self._begin_stream, self._may_chunk(), packing, story, position, client)
        return True

    def _may_chunk(self) -> bool:
        """HTTP/1.0 knows no chunked coding, and ASGI no way to do without: such a stream is always ours."""
        return self.parser.get_http_version() != "1.0"

    def _begin_stream(
        self, chunked: bool, packing: Dress, story: Shelved, position: Position | ResetReason | None, client: str
    ) -> bool:
        """Turn the connection into a stream. False = it is closing, or full of earlier answers."""
        if self.transport.is_closing() or self.transport.get_write_buffer_size():
            return False
        tap = Tap(self._plane.streams, self.transport, client, packing | Dress(chunked))
        self._hand_over(tap)
        ending = b"transfer-encoding: chunked\r\n\r\n" if chunked else b"\r\n"
        date = self._plane.wires.date(self.server_state.default_headers)
        self._plane.streams.begin(tap, story, position, b"HTTP/1.1 200 OK\r\n" + date + _STREAM_LINES[packing] + ending)
        return True

    def _hand_over(self, tap: Tap) -> None:
        """The connection belongs to the stream now; nothing may keep this protocol in memory."""
        self._handed_over = True
        self._stream = None
        self._incomplete = False
        if self.cycle is not None:
            # An application that found the story for us has nothing more to say here.
            self.cycle.disconnected = True
        self._unset_keepalive_if_required()
        self._plane.requests.forget(self)
        self.connections.discard(self)
        self.transport.set_protocol(tap)
        self.parser = None  # type: ignore[assignment]

    def _note(self, url: bytes, fields: dict[bytes, bytes], method: str, status: int, length: int) -> None:
        counters = self._plane.counters
        counters.requests += 1
        counters.answered_in_lane += 1
        self.server_state.total_requests += 1
        if self._plane.access.on:
            client = self._plane.proxies.client(self.client[0] if self.client else "", list(fields.items()))
            self._plane.access.note(client, method, url, status, length)


def _shortened(url: bytes) -> bytes:
    """An address longer than any of ours, so that what is cut off can't change the answer: a path that is too
    long is nowhere, a query that is too long holds an unreadable position."""
    path = url.partition(b"?")[0]
    return path[:ADDRESS_BYTES_MAX] if len(path) > ADDRESS_BYTES_MAX else path + b"?after="
