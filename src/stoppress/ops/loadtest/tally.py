"""Counts what reached whom, and when. Pure: times are given, in seconds of one clock."""

from __future__ import annotations

import statistics
from array import array
from dataclasses import dataclass, field

from stoppress.base.limits.loadtest import LOADTEST_TIMES_MAX


@dataclass(slots=True)
class Progress:
    """How far one reader has come. Nothing is due to one who never got a stream."""

    last: int
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """How long one update took to its readers, in milliseconds since it was handed in, or since the first had it."""

    number: int
    arrivals: int
    p50_ms: float
    p99_ms: float
    last_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a load test found. Milliseconds; None = nothing arrived.

    measured_from  "publication" or, when somebody else publishes, "first reader".
    last_ms        mean over the updates of the time until the last reader has one.
    """

    measured_from: str
    updates: list[Update]
    deliveries: int
    p50_ms: float | None
    p99_ms: float | None
    last_ms: float | None
    worst_ms: float | None
    lost: int
    doubled: int
    resets: int


@dataclass(slots=True)
class Tally:
    """All that arrived. Everybody is due each number after start, once, in order.

    start  the number at which all readers began.
    """

    start: int
    readers: list[Progress] = field(default_factory=list)
    deliveries: int = 0
    lost: int = 0
    doubled: int = 0
    resets: int = 0
    newest: int = 0
    _times: dict[int, array[float]] = field(default_factory=dict)
    _kept: int = 0

    def reader(self) -> Progress:
        """One more reader."""
        progress = Progress(self.start)
        self.readers.append(progress)
        return progress

    def arrived(self, reader: Progress, number: int, at_s: float) -> None:
        """An update has reached a reader."""
        if number <= reader.last:
            self.doubled += 1
            return
        self.lost += number - reader.last - 1
        reader.last = number
        self.deliveries += 1
        self.newest = max(self.newest, number)
        if self._kept < LOADTEST_TIMES_MAX:
            self._kept += 1
            self._times.setdefault(number, array("d")).append(at_s)

    def reset(self, reader: Progress, head: int) -> None:
        """A reader was told to begin anew at the story's head; what lies before it is not due any more."""
        self.resets += 1
        reader.last = max(reader.last, head)

    def has_all(self, newest: int) -> bool:
        """Whether everybody has come so far."""
        return all(reader.last >= newest for reader in self.readers if reader.was_there)

    def outcome(self, handed_in_s: dict[int, float], newest: int) -> Outcome:
        """The end of the count.

        handed_in_s  when each number was handed in; {} when somebody else publishes.
        newest       the last number that all are due.
        """
        missing = sum(max(0, newest - reader.last) for reader in self.readers if reader.was_there)
        updates: list[Update] = []
        everything: list[float] = []
        for number, arrivals in sorted(self._times.items()):
            began = handed_in_s.get(number) if handed_in_s else min(arrivals)
            if began is None:
                continue
            took = sorted((at - began) * 1000 for at in arrivals)
            everything += took
            updates.append(Update(number, len(took), share(took, 0.5), share(took, 0.99), took[-1]))
        everything.sort()
        return Outcome(
            measured_from="publication" if handed_in_s else "first reader",
            updates=updates,
            deliveries=self.deliveries,
            p50_ms=share(everything, 0.5) if everything else None,
            p99_ms=share(everything, 0.99) if everything else None,
            last_ms=statistics.fmean(update.last_ms for update in updates) if updates else None,
            worst_ms=everything[-1] if everything else None,
            lost=self.lost + missing,
            doubled=self.doubled,
            resets=self.resets,
        )


def share(ordered: list[float], part: float) -> float:
    """The value that this part of them does not exceed. ordered: not empty, smallest first."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
