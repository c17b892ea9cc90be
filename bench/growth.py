"""GROWTH: what one more update costs in stories of ever more updates: door, press and readers' page, in one process.

CPU, not time, since machines are shared; besides it what no machine changes: steps of SQLite, questions, bytes written.
Called by itself as `python -m bench.growth FOLDER LENGTHS`, in a process that may load Django.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.sizes import Sizes

if TYPE_CHECKING:
    from stoppress.edition.sqlite import SqliteEdition
    from stoppress.press.loop import Press

SHORT = 10
_ROUNDS = 60
"""Updates told one by one at each length; the median is printed."""
_STEPS = 10
"""Steps of SQLite's machine between two counts."""

Costs = dict[str, float]


def measure(sizes: Sizes) -> list[str]:
    """One story that grows to `entries` updates. Returns a line for each power of ten, and the ratio."""
    lengths = [length for length in (SHORT, 100, 1_000, 10_000, 50_000) if length < sizes.entries] + [sizes.entries]
    with tempfile.TemporaryDirectory() as name:
        env = {**os.environ, "STOPPRESS_DATA": name, "DJANGO_SETTINGS_MODULE": "stoppress.project.settings"}
        command = [sys.executable, "-m", "bench.growth", name, json.dumps(lengths)]
        told = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    costs: dict[int, Costs] = {int(length): each for length, each in json.loads(told).items()}
    return [*(_line(length, each) for length, each in costs.items()), _ratios(costs)]


def _line(length: int, costs: Costs) -> str:
    said = ", ".join(f"{name} {value:,.2f}" for name, value in costs.items())
    return f"GROWTH {length:,} updates: {said}"


def _ratios(costs: dict[int, Costs]) -> str:
    short, *_, longest = costs
    ratios = {name: value / costs[short][name] for name, value in costs[longest].items()}
    said = ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    return f"GROWTH x {longest:,} updates against {short}: {said}"


@dataclass(slots=True)
class Counted:
    """What has been done so far, by this process."""

    steps: int = 0
    questions: int = 0

    def step(self) -> int:
        """Called by SQLite after each _STEPS steps; 0 = go on."""
        self.steps += _STEPS
        return 0

    def question(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Called by Django around each question."""
        self.questions += 1
        return execute(sql, params, many, context)


@contextmanager
def counting(edition: SqliteEdition) -> Iterator[Counted]:
    """Count the steps of both files, and the questions to the log."""
    from django.db import connection

    counted = Counted()
    shelf = edition._file.take()  # noqa: SLF001  the one that is used next
    edition._file.give_back(shelf)  # noqa: SLF001
    connection.ensure_connection()
    both = (shelf, connection.connection)
    for each in both:
        each.set_progress_handler(counted.step, _STEPS)
    with connection.execute_wrapper(counted.question):
        yield counted
    for each in both:
        each.set_progress_handler(None, 0)


def written_bytes() -> int:
    """Bytes that this process has handed to the system for writing."""
    return int(Path("/proc/self/io").read_text().split("wchar: ")[1].split()[0])


def main() -> None:
    """argv: the folder, the lengths as JSON. Prints the costs by length as JSON."""
    import django

    django.setup()
    from django.core.management import call_command

    from stoppress.edition.sqlite import SqliteEdition
    from stoppress.press.loop import Press
    from stoppress.project import wiring
    from stoppress.project.settings import HOUSE

    call_command("migrate", verbosity=0)
    edition = wiring.edition(HOUSE)
    assert isinstance(edition, SqliteEdition)
    press = Press(edition, wiring.bell(HOUSE), HOUSE)
    costs: dict[int, Costs] = {}
    for length in json.loads(sys.argv[2]):
        _grow(press, length)
        costs[length] = _costs(press, edition)
    print(json.dumps(costs))


def _grow(press: Press, length: int) -> None:
    from django.conf import settings

    from bench.stories import AT_ONCE, opened, publications
    from stoppress.story import read

    if read.story("night") is None:
        settings.DOOR.carry_out(opened("night"))
    missing = publications("night", length - read.entries_count("night"))
    for first in range(0, len(missing), AT_ONCE):
        settings.DOOR.carry_out_all(missing[first : first + AT_ONCE])
        press.catch_up("night")


def _costs(press: Press, edition: SqliteEdition) -> Costs:
    from django.conf import settings

    from bench.stories import publications
    from stoppress.reader import addresses, joining

    address = addresses.address_of(b"/night/")
    rounds: list[Costs] = []
    for publish in publications("night", _ROUNDS):
        marks = [(time.process_time(), written_bytes())]
        settings.DOOR.carry_out(publish)
        marks.append((time.process_time(), written_bytes()))
        press.catch_up("night")
        marks.append((time.process_time(), written_bytes()))
        snapshot = edition.snapshot("night")
        assert snapshot
        with snapshot:
            joining.joined(snapshot, address)
        marks.append((time.process_time(), written_bytes()))
        cpu = [(after[0] - before[0]) * 1000 for before, after in pairwise(marks)]
        rounds.append(
            {
                "door ms": cpu[0],
                "press ms": cpu[1],
                "page ms": cpu[2],
                "door KB": (marks[1][1] - marks[0][1]) / 1024,
                "shelf KB": (marks[2][1] - marks[1][1]) / 1024,
            }
        )
    found = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    counts: list[tuple[int, int]] = []
    for publish in publications("night", 9):
        with counting(edition) as counted:
            settings.DOOR.carry_out(publish)
            press.catch_up("night")
        counts.append((counted.steps, counted.questions))
    return found | {
        "steps": statistics.median(steps for steps, _ in counts),
        "questions": statistics.median(questions for _, questions in counts),
    }


if __name__ == "__main__":
    main()
