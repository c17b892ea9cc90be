"""Two texts that came of one: put together where they don't touch, side by side where they do. Pure.

Nothing is silently lost: what only one of them put in is in the result; what both made of one place is a Clash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from stoppress.base.limits.drafts import MERGE_PARAGRAPHS_MAX

_BETWEEN: Final = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Agreed:
    """Paragraphs on which there is nothing to choose."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """One place of which both made something: a person chooses."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place between paragraphs that all three texts have."""

    base: int
    theirs: int
    mine: int


def merge(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[Agreed | Clash]:
    """Three texts as paragraphs to one, in order."""
    if max(len(base), len(theirs), len(mine)) > MERGE_PARAGRAPHS_MAX:
        return [_decided(tuple(base), tuple(theirs), tuple(mine))]
    found: list[Agreed | Clash] = []
    before = _Cut(0, 0, 0)
    for cut in _cuts(base, theirs, mine):
        piece = _decided(
            tuple(base[before.base : cut.base]),
            tuple(theirs[before.theirs : cut.theirs]),
            tuple(mine[before.mine : cut.mine]),
        )
        before = cut
        last = found[-1] if found else None
        if isinstance(piece, Agreed) and isinstance(last, Agreed):
            found[-1] = Agreed(last.parts + piece.parts)
        elif piece != Agreed(()):
            found.append(piece)
    return found


def paragraphs(text: str) -> list[str]:
    """A text in paragraphs, empty ones left out; joined by an empty line they are the text again."""
    return [part for part in _BETWEEN.split(text.replace("\r\n", "\n").strip()) if part]


def together(pieces: Sequence[Agreed | Clash]) -> str:
    """The merged text, with what I wrote where both wrote."""
    parts = [part for piece in pieces for part in (piece.parts if isinstance(piece, Agreed) else piece.mine)]
    return "\n\n".join(parts)


def _decided(base: tuple[str, ...], theirs: tuple[str, ...], mine: tuple[str, ...]) -> Agreed | Clash:
    if mine in (theirs, base):
        return Agreed(theirs)
    return Agreed(mine) if theirs == base else Clash(base, theirs, mine)


def _cuts(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> Iterator[_Cut]:
    """The places at which the three may be cut, from the first paragraph to the end."""
    in_theirs, in_mine = _kept(base, theirs), _kept(base, mine)
    for at in range(len(base) + 1):
        left, right = _gap(in_theirs, at, len(base), len(theirs)), _gap(in_mine, at, len(base), len(mine))
        if left and right:
            yield _Cut(at, left[0], right[0])
            yield _Cut(at, left[1], right[1])
    yield _Cut(len(base), len(theirs), len(mine))


def _kept(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Where the paragraphs of the base stand in the other text, as far as they are there, in order."""
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return {i + k: j + k for i, j, size in matcher.get_matching_blocks() for k in range(size)}


def _gap(kept: dict[int, int], at: int, base_len: int, other_len: int) -> tuple[int, int] | None:
    """From where to where the other text stands between the base's paragraphs at-1 and at; None = nobody can say."""
    after_left = 0 if at == 0 else (kept[at - 1] + 1 if at - 1 in kept else None)
    before_right = other_len if at == base_len else kept.get(at)
    if after_left is None and before_right is None:
        return None
    return (
        before_right if after_left is None else after_left,  # type: ignore[return-value]
        after_left if before_right is None else before_right,
    )
