"""stoppress reader

One process that serves the readers' pages and streams. Loads no Django.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.ops.call import Call
from stoppress.ops.folder import in_use
from stoppress.ops.lifeline import Lifeline
from stoppress.project import wiring


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--reader-port", type=int, metavar="PORT", help="port to answer on (default: 8000)")


def run(call: Call) -> int:
    from stoppress.reader.serve import serve

    lifeline = Lifeline(call.options.lifeline)
    with in_use(call.house.data):
        edition, bell = wiring.edition(call.house), wiring.bell(call.house)
        try:
            serve(
                edition,
                bell,
                call.house,
                audience=wiring.audience(call.house),
                ready=lambda address: lifeline.ready(address=address),
            )
        finally:
            bell.close()
            edition.close()
    return 0
