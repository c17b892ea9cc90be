"""Calls the real command in a process of its own, on a data folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Called:
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        """What --json gave."""
        return json.loads(self.out)


def free_ports() -> dict[str, str]:
    """Settings with two ports that nobody has at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return {
            "STOPPRESS_READER_PORT": str(one.getsockname()[1]),
            "STOPPRESS_DESK_PORT": str(other.getsockname()[1]),
        }


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """An environment with this data folder and no other setting of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STOPPRESS_")}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "STOPPRESS_DATA": str(folder), **settings}


def call(folder: Path, *words: str, stdin: str = "", **settings: str) -> Called:
    """One call of `stoppress`, to its end."""
    ended = subprocess.run(
        [sys.executable, "-m", "stoppress", *words],
        env=environment(folder, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Called(ended.returncode, ended.stdout, ended.stderr)
