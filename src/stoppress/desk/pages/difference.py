"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from stoppress.base.limits.desk import DIFFERENCE_WORDS_MAX

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_PARAGRAPHS: Final = re.compile(r"[^\n]+|\n+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text that stayed, came or went."""

    change: Literal["kept", "added", "removed"]
    text: str


def difference(old: str, new: str) -> list[Stretch]:
    """Both texts as one sequence: kept and removed stretches joined are the old, kept and added ones the new.

    Texts of more than DIFFERENCE_WORDS_MAX words are compared by paragraphs.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > DIFFERENCE_WORDS_MAX:
        before, after = _PARAGRAPHS.findall(old), _PARAGRAPHS.findall(new)
        if max(len(before), len(after)) > DIFFERENCE_WORDS_MAX:
            before, after = [old], [new]
    return list(_joined(_stretches(before, after)))


def _stretches(before: list[str], after: list[str]) -> Iterator[Stretch]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("kept", "".join(before[i1:i2]))
            continue
        yield Stretch("removed", "".join(before[i1:i2]))
        yield Stretch("added", "".join(after[j1:j2]))


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Two changes with only a space between read as one: "seven ships" for "nine boats", not word by word."""
    removed = added = ""
    waiting = ""
    for stretch in stretches:
        if stretch.change == "kept" and (removed or added) and not stretch.text.strip() and "\n" not in stretch.text:
            waiting += stretch.text
        elif stretch.change == "kept":
            yield from _change(removed, added)
            yield Stretch("kept", waiting + stretch.text)
            removed = added = waiting = ""
        elif stretch.text:
            removed, added, waiting = _grown(removed, added, waiting, stretch)
    yield from _change(removed, added)
    if waiting:
        yield Stretch("kept", waiting)


def _grown(removed: str, added: str, waiting: str, stretch: Stretch) -> tuple[str, str, str]:
    if stretch.change == "removed":
        return removed + waiting + stretch.text, added + waiting, ""
    return removed + waiting, added + waiting + stretch.text, ""


def _change(removed: str, added: str) -> Iterator[Stretch]:
    if removed:
        yield Stretch("removed", removed)
    if added:
        yield Stretch("added", added)
