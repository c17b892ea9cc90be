"""The account of the lines while a page is read: each is entered once, and none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from stoppress.archive.capture import LineFate, Report
from stoppress.archive.plaintext.lines import Line
from stoppress.base.errors import Fault


@dataclass(slots=True)
class Ledger:
    """What became of each line so far."""

    fates: dict[int, LineFate] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, line: Line, role: str, entry: int | None = None) -> None:
        """Enter a line as taken.

        Raises   Fault: the line was entered before.
        """
        self._enter(line, role, entry, taken=True)

    def leave(self, line: Line, why: str, entry: int | None = None) -> None:
        """Enter a line as left out.

        Raises   Fault: the line was entered before.
        """
        self._enter(line, why, entry, taken=False)

    def note(self, sentence: str) -> None:
        """Say what is doubtful; the same sentence once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def missing(self, lines: Iterable[Line]) -> list[Line]:
        """The lines of which nothing has been said yet."""
        return [line for line in lines if line.number not in self.fates]

    def report(self) -> Report:
        """The account, by line number."""
        return Report(fates=tuple(self.fates[number] for number in sorted(self.fates)), notes=tuple(self.notes))

    def _enter(self, line: Line, role: str, entry: int | None, *, taken: bool) -> None:
        for number, raw in zip(line.numbers, line.raw.split("\n"), strict=True):
            if number in self.fates:
                raise Fault(f"line {number} is {self.fates[number].role!r} already, and now {role!r}")
            self.fates[number] = LineFate(number, taken, role, entry, raw.strip())
