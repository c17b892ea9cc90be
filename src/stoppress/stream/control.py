"""The bytes on a stream that are no history: greeting, heartbeat, reset. None of them is an event with an id.

The greeting of a reader without a position carries an id in a block without data: browsers keep it as the
last event id and dispatch nothing, so that a reader who is cut before the first change comes back with a
position.
"""

from __future__ import annotations

import json
from typing import Final

from stoppress.stream.ids import Position, ResetReason

HEARTBEAT: Final = b":\n\n"
"""A comment: keeps proxies from cutting a silent stream, and finds out who has gone."""

LAST_CHUNK: Final = b"0\r\n\r\n"
"""Ends a body in chunked transfer coding, so that the client knows that nothing was cut off."""


def greeting(retry_ms: int, start: Position | None) -> bytes:
    """What every stream begins with.

    retry_ms  milliseconds the browser waits before it comes back after a cut.
    start     the position at which a reader without one begins; None for readers who told theirs.
    """
    told = f"id: {start}\n" if start else ""
    return f"{told}retry: {retry_ms}\n\n".encode()


def reset(reason: ResetReason, head: Position) -> bytes:
    """Tell a reader to fetch the page anew; frames after head follow on this stream. Carries no id, on
    purpose: a reader who is cut before it has done so comes back with the old one and is told again."""
    data = json.dumps({"reason": reason, "position": str(head)})
    return f"event: reset\ndata: {data}\n\n".encode()


def chunk(content: bytes) -> bytes:
    """The same bytes as one chunk of HTTP/1.1's chunked transfer coding."""
    return b"%x\r\n%b\r\n" % (len(content), content)
