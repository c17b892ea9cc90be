"""P7: from `stoppress serve` on an existing data folder to the first page."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import stories
from bench.house import COMMAND, environment, free_port, running
from bench.sizes import Sizes


def measure(sizes: Sizes) -> list[str]:
    """Start and stop, `rounds` times. Returns the line P7, beside Django's own start."""
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "house"
        stories.told(folder, {"storm": 500})
        for _ in range(sizes.rounds):
            port = free_port()
            env = environment(folder, port, free_port())
            with running([*COMMAND, "serve"], env, answers=f"http://127.0.0.1:{port}/storm/") as started:
                seconds.append(started.took_s)
    bare = statistics.median(_bare_django() for _ in range(sizes.rounds))
    median = statistics.median(seconds)
    return [
        f"P7 {median / bare:.2f} x importing Django alone; {median:.2f} s to the first page "
        f"of 500 updates (worst {max(seconds):.2f} s)"
    ]


def _bare_django() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import django.contrib.auth, django.forms, django.template"], check=True)
    return time.perf_counter() - begun
