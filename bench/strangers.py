"""SILENT: what 1,000 readers that never read cost the others. RUSH: readers that come at four times the usual rate."""

from __future__ import annotations

import json
import re
import shlex
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import publish_frames, stories
from bench.house import COMMAND, Started, environment, free_port, running
from bench.newsroom import STAND_IN
from bench.sizes import Sizes
from bench.yardstick import Row, arguments, compiled, yardstick
from stoppress.base.settings import Settings, settings_from
from stoppress.edition.contract import Print
from stoppress.project import wiring

SILENT = 1_000
FLOOD_FRAMES, FLOOD_BYTES = 40, 50_000
"""What is published once the silent are there: 2 MB, more than the kernel keeps for one of them."""

SETTLED_S = 2.0
"""Seconds after which the frames published before have reached whom they can reach."""

USUAL_PER_S = 375
"""Readers a second, usually: 15,000 within 40 s."""
RUSH_S = 10


def silent(sizes: Sizes) -> list[str]:
    """With the silent and without in turn, `rounds` times, each in a reader process of its own. Returns one line."""
    readers = max(1, sizes.readers // 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled(folder)
        alone, beside, grown = [], [], []
        for turn in range(sizes.rounds):
            alone.append(_measured(folder, f"alone-{turn}", readers, sizes.events, 0)[0])
            row, bytes_each = _measured(folder, f"beside-{turn}", readers, sizes.events, SILENT)
            beside.append(row)
            grown.append(bytes_each)
    p99, p99_alone = (statistics.median(row["p99"] for row in rows) for rows in (beside, alone))
    lost = sum(row["due"] - row["delivered"] for row in (*alone, *beside))
    return [
        f"SILENT {p99 / p99_alone:.2f} x the p99 without them ({p99:.0f} ms to {p99_alone:.0f} ms of {readers:,} "
        f"readers beside {SILENT:,} that never read, {FLOOD_FRAMES * FLOOD_BYTES / 1e6:.0f} MB published before; "
        f"{statistics.median(grown) / 1024:.1f} KB of memory for each of them; {sizes.rounds} rounds; lost {lost})"
    ]


def rush(sizes: Sizes) -> list[str]:
    """Let readers come at four times the usual rate while updates are published. Returns one line."""
    readers = min(sizes.readers, 4 * USUAL_PER_S * RUSH_S)
    with tempfile.TemporaryDirectory() as name:
        house, port = Path(name) / "house", free_port()
        stories.told(house, {"storm": 10})
        address = f"http://127.0.0.1:{port}/storm/"
        asked = ["--readers", str(readers), "--connect-rate", str(4 * USUAL_PER_S), "--duration", "5", "--json"]
        asked += ["--plot", f"{name}/plot.svg", "--data", str(house), address]
        env = environment(house, port, free_port(), STOPPRESS_READERS_PER_ADDRESS_MAX="20000")
        with running([*COMMAND, "serve"], env, answers=address):
            done = subprocess.run([*COMMAND, "loadtest", *asked], env=env, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or done.stdout.strip())
    return [f"RUSH {_told(json.loads(done.stdout))} (asked to come: {readers:,} at {4 * USUAL_PER_S:,} a second)"]


def _told(report: dict[str, object]) -> str:
    names = ("readers_there", "connecting_s", "refused", "dropped", "lost", "doubled", "p50_ms", "p99_ms")
    return ", ".join(f"{name} {report[name]}" for name in names if name in report)


def _measured(folder: Path, name: str, readers: int, events: int, silent_ones: int) -> tuple[Row, float]:
    """One round: what the others got, and the bytes of memory by which each of the silent made the process grow."""
    data, port, path = folder / name, free_port(), f"/{publish_frames.SLUG}/stream"
    env = environment(data, port, free_port(), STOPPRESS_READERS_PER_ADDRESS_MAX="20000")
    house = settings_from({"STOPPRESS_DATA": str(data)})
    _flood(house, 1)
    publisher = f"{shlex.quote(sys.executable)} -m bench.publish_frames {data}"
    with running([*COMMAND, "reader"], env, answers=f"http://127.0.0.1:{port}/readyz") as reader:
        before = _resident_bytes(reader)
        with _who_never_read(port, silent_ones):
            _flood(house, FLOOD_FRAMES)
            time.sleep(SETTLED_S)
            grown = _resident_bytes(reader) - before
            row = yardstick().measure(name, STAND_IN, port, path, publisher, arguments(readers, 3 * events), folder)
    if row is None:
        raise RuntimeError("the readers gave no result")
    return row, grown / max(1, silent_ones)


def _flood(house: Settings, frames: int) -> None:
    """Print some large frames."""
    shelf, bell = wiring.edition(house), wiring.bell(house)
    if shelf.printed(publish_frames.SLUG) is None:
        shelf.print(Print(story=publish_frames.story(1), frames=[publish_frames.frame(1, "")]))
    for _ in range(frames):
        publish_frames.publish(shelf, bell, "x" * FLOOD_BYTES)
    bell.close()
    shelf.close()


@contextmanager
def _who_never_read(port: int, count: int) -> Iterator[None]:
    ask = f"GET /{publish_frames.SLUG}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    them = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(count)]
    for one in them:
        one.sendall(ask)
    try:
        yield
    finally:
        for one in them:
            one.close()


def _resident_bytes(server: Started) -> int:
    status = Path(f"/proc/{server.process_id}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0
