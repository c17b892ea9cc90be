"""What a printing must be before a shelf takes it, and what it leaves behind: pure, for all adapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from stoppress.base.errors import Fault
from stoppress.edition.contract import Frame, Piece, Print, Shelved

ENTRY_PREFIX: Final = "entry:"
"""The slots of updates begin so; forms.entry_slot() makes them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a printing changes the frames of a shelf.

    starts_anew    the story's pieces and frames are dropped first.
    replacements   frames for numbers already printed; the shelf passes over those it does not keep.
    new            frames to add.
    oldest_frame   the oldest frame kept afterwards; number + 1 = none. Older ones are dropped.
    """

    starts_anew: bool
    replacements: Sequence[Frame]
    new: Sequence[Frame]
    oldest_frame: int


def plan(before: Shelved | None, printing: Print) -> Plan:
    """Decide what a printing does to a shelf that stands at `before`.

    before   the story's record on the shelf; None when it is not there.
    Raises   Fault  as Edition.print() says.
    """
    story = printing.story
    _check_pieces(printing)
    _check_order(printing)
    starts_anew = before is None or before.epoch != story.epoch or story.number == 0
    printed = 0 if starts_anew or before is None else before.number
    new = [frame for frame in printing.frames if frame.number > printed]
    replacements = [frame for frame in printing.frames if frame.number <= printed]
    if story.number < printed:
        raise Fault(f"{story.slug}: a printing of {story.number} after {printed} was printed in epoch {story.epoch}.")
    if new and new[-1].number != story.number:
        raise Fault(f"{story.slug}: the last frame is {new[-1].number}, the printing's number {story.number}.")
    if new and new[-1].number - new[0].number != len(new) - 1:
        raise Fault(f"{story.slug}: a hole among the new frames {new[0].number} … {new[-1].number}.")
    if printed and _first(new, story.number) != printed + 1:
        raise Fault(f"{story.slug}: {printed} is printed and {_first(new, story.number)} follows: a hole.")
    kept_from = before.oldest_frame if printed and before is not None else _first(new, story.number)
    oldest = min(max(kept_from, story.number - printing.frames_kept_max + 1), story.number + 1)
    return Plan(starts_anew, replacements, new, oldest)


def _first(new: Sequence[Frame], number: int) -> int:
    """The first new frame's number; without any, the one that would come after the printing."""
    return new[0].number if new else number + 1


def _check_order(printing: Print) -> None:
    numbers = [frame.number for frame in printing.frames]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise Fault(f"{printing.story.slug}: frames out of order: {numbers[:20]}.")
    if numbers and (numbers[0] < 1 or numbers[-1] > printing.story.number):
        raise Fault(f"{printing.story.slug}: frames {numbers[:20]} in a printing of {printing.story.number}.")


def _check_pieces(printing: Print) -> None:
    for piece in printing.pieces:
        if piece.rank is not None and not piece.slot.startswith(ENTRY_PREFIX):
            raise Fault(f"{printing.story.slug}: the piece {piece.slot} has a rank and is no update's.")


def check_page(limit: int, below: str | None, above: str | None) -> None:
    """What Snapshot.page() can't answer.

    Raises   Fault.
    """
    if limit < 1 or (below is not None and above is not None):
        raise Fault(f"page(limit={limit}, below={below!r}, above={above!r}): a limit from 1 and at most one side.")


def is_listed(piece: Piece) -> bool:
    """Whether page() gives it: never without a rank."""
    return piece.listed and piece.rank is not None
