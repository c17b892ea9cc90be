"""A house for measuring: a temporary data folder, its processes on free ports, ended by their ids."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def running(command: list[str], env: dict[str, str], *, answers: str, within_s: float = 30.0) -> Iterator[float]:
    """Run a process until the block ends.

    answers  an address that gives 200 once the process is ready.
    Yields   seconds from start to that answer.
    Raises   RuntimeError when it does not answer in time.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        _wait(process, answers, begun + within_s)
        yield time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, until: float) -> None:
    while time.perf_counter() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the process ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"{address} did not answer in time")
