"""Requests that were read before: the same bytes mean the same again.

In a busy minute thousands of readers send one of a few hundred requests, byte for byte: their browsers are the same.
What the parser made of one is kept under its bytes, from the first to the last of them, so that nothing is guessed.
"""

from __future__ import annotations

from typing import NamedTuple

from stoppress.base.limits.reader import HEAD_BYTES_MAX, HEADS_MAX


class Known(NamedTuple):
    """A GET of a page, without a body, after which the connection is kept."""

    path: bytes
    """Without the query."""
    url: bytes
    fields: dict[bytes, bytes]
    """Headers by their names in lower case; none came twice."""


class Heads:
    """What one process has read, by its bytes. Emptied when it has grown to HEADS_MAX."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Known] = {}
        self.get = self._kept.get
        """What these bytes ask for, if they were read before."""

    def keep(self, data: bytes, asked: Known) -> None:
        """Keep what the parser made of bytes that are one whole request and nothing else."""
        if len(data) > HEAD_BYTES_MAX:
            return
        if len(self._kept) >= HEADS_MAX:
            self._kept.clear()
        self._kept[data] = asked
