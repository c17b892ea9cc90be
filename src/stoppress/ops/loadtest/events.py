"""What a reader of a load test makes of bytes: the answer's head, chunks, and of each event its number. Pure.

It reads what our server writes (lines end with a line feed, every event is whole), not everything that the standard
allows: it must cost less than the server that it tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.loadtest import LOADTEST_EVENT_BYTES_MAX

_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([0-9]{3})")
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_CHUNK: Final = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n")
_ID: Final = re.compile(rb"^id: ?[A-Za-z0-9]{1,24}-([0-9]{1,15})$", re.MULTILINE)
_RESET: Final = re.compile(rb"^event: ?reset$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reset:
    """The reader was told to fetch the page anew."""


class StreamBytes:
    """The bytes of one connection, in any cut."""

    __slots__ = ("_chunked", "_raw", "_text", "is_ended", "status")

    def __init__(self) -> None:
        self.status = 0
        """0 until the head is there."""
        self.is_ended = False
        """Whether the last chunk has come: the server ended the stream in order."""
        self._chunked = False
        self._raw = b""
        self._text = b""

    def feed(self, content: bytes) -> list[int | Reset]:
        """Take bytes.

        Returns  numbers of history events and resets, in order, as far as they are whole; [] for heartbeats.
        Raises   Refusal answer-strange  when it is no HTTP, or an event is larger than LOADTEST_EVENT_BYTES_MAX.
        """
        self._raw += content
        if not self.status and not self._take_head():
            self._bound(self._raw)
            return []
        if self.status != 200:
            return []
        if self._chunked:
            self._unchunk()
        else:
            self._text, self._raw = self._text + self._raw, b""
        if b"\n\n" not in self._text:
            self._bound(self._text)
            return []
        *blocks, self._text = self._text.split(b"\n\n")
        return [meaning for block in blocks if (meaning := _meaning(block)) is not None]

    def _take_head(self) -> bool:
        head, end, rest = self._raw.partition(b"\r\n\r\n")
        if not end:
            return False
        hit = _STATUS.match(head)
        if not hit:
            raise Refusal("answer-strange", "The address answers, but not in HTTP. Give the address of a story.")
        self.status, self._raw = int(hit[1]), rest
        self._chunked = _CHUNKED.search(head + b"\r\n") is not None
        return True

    def _unchunk(self) -> None:
        whole, at = [self._text], 0
        while hit := _CHUNK.match(self._raw, at):
            size = int(hit[1], 16)
            end = hit.end() + size
            if len(self._raw) < end + 2:
                break
            self.is_ended = self.is_ended or size == 0
            whole.append(self._raw[hit.end() : end])
            at = end + 2
        self._raw, self._text = self._raw[at:], b"".join(whole)
        self._bound(self._raw)

    def _bound(self, waiting: bytes) -> None:
        if len(waiting) > LOADTEST_EVENT_BYTES_MAX:
            raise Refusal(
                "answer-strange", f"An event has more than {LOADTEST_EVENT_BYTES_MAX} bytes. This is no stream of ours."
            )


def _meaning(block: bytes) -> int | Reset | None:
    if hit := _ID.search(block):
        return int(hit[1])
    return Reset() if _RESET.search(block) else None
