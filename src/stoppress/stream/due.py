"""What is due to a reader: four answers, and the rule by which the shelf's word becomes one of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stoppress.base.limits.streams import CATCH_UP_BYTES
from stoppress.edition.contract import Frame
from stoppress.stream.dress import Dress, dressed
from stoppress.stream.ids import Position, ResetReason
from stoppress.stream.ring import within


@dataclass(frozen=True, slots=True)
class SendFrames:
    """Send these bytes; the reader has then come to last."""

    parts: tuple[bytes, ...]
    """One for each frame, in order."""
    last: int

    def wire(self, dress: Dress) -> bytes:
        """The bytes as they go over the wire."""
        return dressed(self.parts, dress)


@dataclass(frozen=True, slots=True)
class ReadShelf:
    """Memory can't tell: ask the shelf for what comes after this number."""

    after: int


@dataclass(frozen=True, slots=True)
class Reset:
    """There is no way from the reader's position to here without a gap."""

    reason: ResetReason


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing, the reader has everything."""


Due = SendFrames | ReadShelf | Reset | Wait


@dataclass(frozen=True, slots=True)
class ShelfWord:
    """What the shelf said when it was asked for the frames after a number."""

    epoch: str
    number: int
    """The last number printed when it was asked."""
    frames: Sequence[Frame] | None
    """In order, without holes, a part of them perhaps; None when the next one is older than kept."""


def frames_due(frames: Sequence[Frame]) -> SendFrames:
    """Send these, as far as they fit; there must be at least one."""
    taken = within(frames, CATCH_UP_BYTES)
    return SendFrames(tuple(frame.sse for frame in taken), taken[-1].number)


def settled(position: Position, word: ShelfWord) -> SendFrames | Reset | Wait:
    """What is due to a reader at a position, by the shelf's word on the frames after the position's
    number.
    """
    if position.epoch != word.epoch:
        return Reset("other-epoch")
    if position.number > word.number:
        return Reset("from-the-future")
    if word.frames is None:
        return Reset("older-than-kept")
    return frames_due(word.frames) if word.frames else Wait()
