"""Positions: how far a page, a reader or a mirror has come. Written epoch-number, for instance k3-412."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from stoppress.base.limits.streams import POSITION_BYTES_MAX

ResetReason = Literal["older-than-kept", "other-epoch", "from-the-future", "unreadable"]
"""Why a reader must fetch the page anew. docs/protocol.md, "Reset"."""

_POSITION: Final = re.compile(rb"([A-Za-z0-9]{1,24})-(0|[1-9][0-9]{0,14})")


@dataclass(frozen=True, slots=True)
class Position:
    """Everything up to this number of this history is known."""

    epoch: str
    number: int

    def __str__(self) -> str:
        return f"{self.epoch}-{self.number}"


def position_from(raw: bytes) -> Position | Literal["unreadable"]:
    """Read a position as a client sent it: any bytes, of any length.

    Returns  a position that was possible once, or "unreadable": too long, no epoch, a negative or padded
    number …
    """
    if len(raw) > POSITION_BYTES_MAX:
        return "unreadable"
    hit = _POSITION.fullmatch(raw)
    return Position(hit[1].decode(), int(hit[2])) if hit else "unreadable"
