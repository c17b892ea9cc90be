"""stoppress press

The one process that prints: it turns what is in the log into finished bytes on the shelf.
"""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser

from stoppress.base.limits.drafts import DUE_SECOND_WAIT_S
from stoppress.base.limits.ops import FOLDER_LOCK_WAIT_S
from stoppress.ops.call import Call
from stoppress.ops.folder import held
from stoppress.ops.lifeline import Lifeline
from stoppress.ops.tables import open_tables
from stoppress.project import wiring


def arguments(parser: ArgumentParser) -> None:
    del parser


def run(call: Call) -> int:
    lifeline = Lifeline(call.options.lifeline)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with open_tables(call.house), held(call.house.data, "press", wait_s=FOLDER_LOCK_WAIT_S):
        from stoppress.ops.due import due_clock
        from stoppress.press.loop import Press

        edition, bell = wiring.edition(call.house), wiring.bell(call.house)
        try:
            press = Press(edition, bell, call.house)
            with due_clock(DUE_SECOND_WAIT_S):
                lifeline.ready()
                press.run(stop)
        finally:
            bell.close()
            edition.close()
    return 0
