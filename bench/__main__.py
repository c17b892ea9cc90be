"""The command: runs the benchmarks that were asked for, in order, and prints one line or more for each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import cache, delivery, first_view, growth, newsroom, pages, start, strangers
from bench.sizes import Sizes

BENCHMARKS: dict[str, Callable[[Sizes], list[str]]] = {
    "P1": delivery.measure,
    "P4": pages.measure,
    "P5": newsroom.measure,
    "P6": first_view.measure,
    "P7": start.measure,
    "P8": cache.measure,
    "SILENT": strangers.silent,
    "RUSH": strangers.rush,
    "GROWTH": growth.measure,
}
"""P2 and P3 come out of the same run as P1."""


def main() -> int:
    """Run them. Returns 0, or 1 when one could not run."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help="comma list of P1 (gives P1 to P3), P4 … P8, SILENT, RUSH, GROWTH")
    parser.add_argument("--readers", type=int, default=15_000, help="open streams (P1 to P3); a third of them for P5")
    parser.add_argument("--events", type=int, default=10, help="changes broadcast in a round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; medians are printed")
    parser.add_argument("--entries", type=int, default=10_000, help="updates of the long story in P5 and GROWTH")
    given = parser.parse_args()
    sizes = Sizes(readers=given.readers, events=given.events, rounds=given.rounds, entries=given.entries)
    asked = [name.strip().upper() for name in given.only.split(",") if name.strip()] or list(BENCHMARKS)
    asked = list(dict.fromkeys("P1" if name in {"P2", "P3"} else name for name in asked))
    if unknown := [name for name in asked if name not in BENCHMARKS]:
        parser.error(f"{', '.join(unknown)} is no benchmark; there are {', '.join(BENCHMARKS)}")
    failed = False
    for name in asked:
        try:
            for line in BENCHMARKS[name](sizes):
                print(line, flush=True)
        except RuntimeError as error:
            print(f"{name} could not run: {error}", flush=True)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
