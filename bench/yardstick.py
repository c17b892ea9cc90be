"""The yardstick: a C client that counts deliveries, a C floor and nchan beside ours. It lies beside the repository."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "bench"


def yardstick() -> ModuleType:
    """The module fanout.py.

    Raises   RuntimeError when it, or what it needs, is absent.
    """
    path = FOLDER / "fanout.py"
    if not path.is_file():
        raise RuntimeError("../shared/bench/fanout.py is absent; it measures the floor and the peers")
    need("gcc")
    spec = importlib.util.spec_from_file_location("fanout", path)
    if spec is None or spec.loader is None:
        raise RuntimeError("../shared/bench/fanout.py can't be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def need(program: str) -> str:
    """Where a program is.

    Raises   RuntimeError with the package that has it.
    """
    found = shutil.which(program)
    if not found:
        raise RuntimeError(f"{program} is not installed (Debian: apt-get install {program})")
    return found


def compiled(folder: Path) -> None:
    """Put the client and the floor into a folder."""
    for source in ("ssebench", "floor"):
        subprocess.run(["gcc", "-O2", "-w", "-o", folder / source, FOLDER / f"{source}.c"], check=True)


def arguments(readers: int, events: int, interval_s: float = 1.5, settle_s: float = 5.0) -> argparse.Namespace:
    """What fanout.measure() wants to know."""
    return argparse.Namespace(readers=readers, events=events, interval=interval_s, settle=settle_s)


Row = dict[str, Any]
"""us, last, p50, p99, kb, delivered, due, dead: see fanout.py."""
