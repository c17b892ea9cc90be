"""P1 CPU per delivery, P2 memory per reader, P3 the last reader: one process, beside floor, nchan, sse-starlette."""

from __future__ import annotations

import shlex
import statistics
import sys
import tempfile
from pathlib import Path

from bench import publish_frames
from bench.house import environment, free_port
from bench.sizes import Sizes
from bench.yardstick import Row, arguments, compiled, need, yardstick
from stoppress.base.settings import settings_from
from stoppress.edition.contract import Print
from stoppress.project import wiring

USUAL_READERS_MAX = 2_000
"""The usual way takes about 11 × the floor and 45 KB a reader; more of them would take the machine, not tell more."""


def measure(sizes: Sizes) -> list[str]:
    """Run all in turn, `rounds` times. Returns the lines P1, P2, P3."""
    fanout = yardstick()
    need("nginx")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled(folder)
        (folder / "nchan.conf").write_text(fanout.NCHAN.format(tmp=folder))
        (folder / "pub.py").write_text(fanout.HTTP_PUBLISHER)
        rows: dict[str, list[Row]] = {}
        for _ in range(sizes.rounds):
            for server in _servers(folder):
                readers = min(sizes.readers, USUAL_READERS_MAX) if server[0] == "usual" else sizes.readers
                row = fanout.measure(*server, arguments(readers, sizes.events), folder)
                if row is None:
                    raise RuntimeError(f"{server[0]} gave no result")
                rows.setdefault(server[0], []).append(row)
    return _lines(rows, sizes)


def _servers(folder: Path) -> list[tuple[str, str, int, str, str]]:
    """name, command, port, path, publisher: fresh folders and ports, since each round starts anew."""
    post = f"{shlex.quote(sys.executable)} {folder}/pub.py "
    python = shlex.quote(sys.executable)
    data = Path(tempfile.mkdtemp(dir=folder))
    port, usual = free_port(), free_port()
    shelf = wiring.edition(settings_from({"STOPPRESS_DATA": str(data)}))
    shelf.print(Print(story=publish_frames.story(1), frames=[publish_frames.frame(1, "")]))
    shelf.close()
    settings = " ".join(
        f"{name}={shlex.quote(value)}"
        for name, value in environment(data, port, 0).items()
        if name.startswith("STOPPRESS_")
    )
    return [
        ("floor", f"exec {folder}/floor", 9007, "/sub", post + "9007"),
        ("nchan", f"exec nginx -c {folder}/nchan.conf", 9001, "/sub", post + "9001"),
        (
            "ours",
            f"{settings} exec {python} -m stoppress reader",
            port,
            f"/{publish_frames.SLUG}/stream",
            f"{python} -m bench.publish_frames {data}",
        ),
        ("usual", f"exec {python} -m bench.usual_way {usual}", usual, "/sub", post + str(usual)),
    ]


def _lines(rows: dict[str, list[Row]], sizes: Sizes) -> list[str]:
    median = {
        name: {field: statistics.median(row[field] for row in got) for field in ("us", "last", "p50", "p99", "kb")}
        for name, got in rows.items()
    }
    lost = sum(row["due"] - row["delivered"] for row in rows["ours"])
    ours, floor, nchan, usual = (median[name] for name in ("ours", "floor", "nchan", "usual"))
    spread = [row["us"] / statistics.median(r["us"] for r in rows["floor"]) for row in rows["floor"]]
    return [
        f"P1 {ours['us'] / floor['us']:.2f} x floor, {ours['us'] / nchan['us']:.2f} x nchan, "
        f"{ours['us'] / usual['us']:.2f} x sse-starlette (CPU per delivery; ours {ours['us']:.2f} µs; {sizes.readers} "
        f"readers, {sizes.rounds} rounds; the floor itself varied {min(spread):.2f} to {max(spread):.2f}; lost {lost})",
        f"P2 {ours['kb']:.2f} KB a reader, {ours['kb'] / nchan['kb']:.2f} x nchan, "
        f"{ours['kb'] / usual['kb']:.2f} x sse-starlette",
        f"P3 {ours['last'] / nchan['last']:.2f} x nchan, {ours['last'] / floor['last']:.2f} x floor "
        f"(last of {sizes.readers} readers; ours {ours['last']:.0f} ms, p99 {ours['p99']:.0f} ms)",
    ]
