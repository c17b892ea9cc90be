"""A supervisor with small processes of known behaviour, to be run as a program.

python troupe.py FOLDER BEHAVIOUR…          the supervisor; each behaviour is one process
python troupe.py FOLDER BEHAVIOUR --lifeline FD   one of its processes

Each process writes its pid as a line into FOLDER/BEHAVIOUR.started, and ends as its behaviour says.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from stoppress.ops.lifeline import Lifeline
from stoppress.ops.logs import log_to_stderr
from stoppress.ops.supervisor import Plan, Supervisor


def supervise(folder: Path, behaviours: list[str]) -> int:
    log_to_stderr("troupe", "info")
    plans = [
        Plan(name, (sys.executable, __file__, str(folder), name), lasting=name != "finishing") for name in behaviours
    ]

    def noted(notes: dict[str, dict[str, object]]) -> None:
        with (folder / "ready").open("a") as file:
            file.write(" ".join(sorted(notes)) + "\n")

    return Supervisor(plans, noted).run()


def act(folder: Path, behaviour: str, descriptor: int) -> int:
    stop = threading.Event()

    def asked(*_: object) -> None:
        (folder / f"{behaviour}.asked").touch()
        if behaviour != "stubborn":
            stop.set()

    signal.signal(signal.SIGTERM, asked)
    lifeline = Lifeline(descriptor)
    with (folder / f"{behaviour}.started").open("a") as file:
        file.write(f"{os.getpid()}\n")
    if behaviour == "refused":
        return 2
    if behaviour == "failing":
        return 1
    lifeline.ready()
    if behaviour == "finishing":
        return 0
    stop.wait(60)
    (folder / f"{behaviour}.stopped").touch()
    return 0


if __name__ == "__main__":
    _, place, *words = sys.argv
    if "--lifeline" in words:
        sys.exit(act(Path(place), words[0], int(words[-1])))
    sys.exit(supervise(Path(place), words))
