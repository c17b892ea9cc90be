"""A house for measuring: a temporary data folder, its processes on free ports, ended by their ids."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "stoppress"]


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, reader_port: int, desk_port: int, **more: str) -> dict[str, str]:
    """The environment of a house's processes."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("STOPPRESS_")},
        "STOPPRESS_DATA": str(folder),
        "STOPPRESS_READER_PORT": str(reader_port),
        "STOPPRESS_DESK_PORT": str(desk_port),
        "STOPPRESS_LOG_LEVEL": "warning",
        **more,
    }


@dataclass(frozen=True, slots=True)
class Started:
    """A process that answers.

    took_s  seconds from start to the first answer.
    """

    process_id: int
    took_s: float

    def cpu_s(self) -> float:
        """Seconds of CPU that it and the processes below it have used."""
        ticks = 0
        for process_id in _with_children(self.process_id):
            fields = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _with_children(process_id: int) -> list[int]:
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    return [process_id, *(below for child in children for below in _with_children(int(child)))]


@contextmanager
def running(
    command: list[str], env: dict[str, str], *, answers: str, output: Path | None = None, within_s: float = 30.0
) -> Iterator[Started]:
    """Run a process until the block ends.

    answers  an address that gives 200 once the process is ready. Its certificate is not looked at.
    output   where its standard output goes; None = nowhere.
    Raises   RuntimeError when it does not answer in time.
    """
    begun = time.perf_counter()
    with (output or Path(os.devnull)).open("w") as out:
        process = subprocess.Popen(command, env=env, start_new_session=True, stdout=out)
    try:
        _wait(process, answers, begun + within_s)
        yield Started(process.pid, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, until: float) -> None:
    unverified = ssl.create_default_context()
    unverified.check_hostname = False
    unverified.verify_mode = ssl.CERT_NONE
    while time.perf_counter() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the process ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=1, context=unverified) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"{address} did not answer in time")
