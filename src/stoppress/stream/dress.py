"""How the bytes of a stream go over the wire: as they are or compressed, as they are or in chunks.

Compression is done once for all: each part is a run of deflate blocks that refers to nothing before it (RFC 1951;
zlib's Z_FULL_FLUSH), so that the same compressed bytes fit into every reader's stream, wherever it began. Each stream
begins with gzip's header (RFC 1952). Its trailer never comes: a stream ends when its connection does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from enum import IntFlag
from typing import Final

from stoppress.base.limits.streams import PACKED_BYTES_MAX
from stoppress.stream.control import chunk


class Dress(IntFlag):
    """What is done to the bytes of one stream."""

    PLAIN = 0
    CHUNKED = 1
    """HTTP/1.1's chunked transfer coding."""
    PACKED = 2
    """Content coding gzip."""


DRESSES: Final = tuple(Dress(number) for number in range(4))

GZIP_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Deflate, no name, no time, system unknown."""

_LEVEL: Final = 6

_packed: dict[bytes, bytes] = {}
"""Parts with their packed form; emptied when it has grown to PACKED_BYTES_MAX."""
_room = PACKED_BYTES_MAX


def dressed(parts: Iterable[bytes], dress: Dress) -> bytes:
    """The parts in their order, as they go over the wire."""
    content = b"".join(map(packed, parts) if dress & Dress.PACKED else parts)
    return chunk(content) if dress & Dress.CHUNKED else content


def opening(greeting: bytes, dress: Dress) -> bytes:
    """The first bytes of a stream's body. No two greetings are alike: this one is not kept."""
    content = GZIP_HEADER + _deflated(greeting) if dress & Dress.PACKED else greeting
    return chunk(content) if dress & Dress.CHUNKED else content


def packed(part: bytes) -> bytes:
    """One part as deflate blocks that stand alone. Used from one thread."""
    global _room
    known = _packed.get(part)
    if known is None:
        known = _deflated(part)
        _room -= len(part) + len(known)
        if _room < 0:
            _packed.clear()
            _room = PACKED_BYTES_MAX - len(part) - len(known)
        _packed[part] = known
    return known


def _deflated(part: bytes) -> bytes:
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(part) + press.flush(zlib.Z_FULL_FLUSH)
