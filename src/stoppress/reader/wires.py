"""Whole answers as they go over the wire, put together once a second: only the date in them changes so often."""

from __future__ import annotations

from stoppress.base.limits.reader import WIRES_BYTES_MAX
from stoppress.reader.addresses import Headers
from stoppress.reader.finished import Variant
from stoppress.reader.headers import lines


class Wires:
    """What one process has sent in this second, to be sent again as the same bytes."""

    def __init__(self) -> None:
        self._default_headers: Headers = ()
        self._date = b""
        self._kept: dict[Variant, bytes] = {}
        self._room = WIRES_BYTES_MAX

    def date(self, default_headers: Headers) -> bytes:
        """The lines that uvicorn puts before ours. It makes a new list of them each second."""
        if default_headers is not self._default_headers:
            self._default_headers = default_headers
            self._date = lines(default_headers)
            self._kept = {}
            self._room = WIRES_BYTES_MAX
        return self._date

    def found(self, variant: Variant, default_headers: Headers) -> bytes:
        """Status, headers and body of a page, for a connection that is kept."""
        date = self.date(default_headers)
        wire = self._kept.get(variant)
        if wire is None:
            wire = b"".join((b"HTTP/1.1 200 OK\r\n", date, variant.lines, b"\r\n", variant.found.body))
            if len(wire) <= self._room:
                self._room -= len(wire)
                self._kept[variant] = wire
        return wire
