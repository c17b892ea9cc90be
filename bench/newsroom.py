"""P5: from the door (durable) through log, press, shelf and stream to readers' screens, in a short and a long story."""

from __future__ import annotations

import shlex
import statistics
import sys
import tempfile
from pathlib import Path

from bench import stories
from bench.house import COMMAND, environment, free_port
from bench.sizes import Sizes
from bench.yardstick import Row, arguments, compiled, yardstick

SHORT = 10


def measure(sizes: Sizes) -> list[str]:
    """Both stories in turn, `rounds` times, in one house. Returns the line P5."""
    fanout = yardstick()
    readers = max(1, sizes.readers // 3)
    rows: dict[str, list[Row]] = {"short": [], "long": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled(folder)
        stories.told(folder / "house", {"short": SHORT, "long": sizes.entries})
        port = free_port()
        settings = " ".join(
            f"{key}={shlex.quote(value)}"
            for key, value in environment(folder / "house", port, free_port()).items()
            if key.startswith("STOPPRESS_")
        )
        serve = f"{settings} exec {' '.join(map(shlex.quote, COMMAND))} serve"
        for _ in range(sizes.rounds):
            for slug, got in rows.items():
                publisher = f"{shlex.quote(sys.executable)} -m bench.publish_updates {folder / 'house'} {slug}"
                settled = arguments(readers, sizes.events, interval_s=1.0, settle_s=4.0)
                row = fanout.measure(slug, serve, port, f"/{slug}/stream", publisher, settled, folder)
                if row is None:
                    raise RuntimeError(f"the {slug} story gave no result")
                got.append(row)
    return [_line(rows, readers, sizes)]


def _line(rows: dict[str, list[Row]], readers: int, sizes: Sizes) -> str:
    def median(slug: str, field: str) -> float:
        return float(statistics.median(row[field] for row in rows[slug]))

    lost = sum(row["due"] - row["delivered"] for got in rows.values() for row in got)
    return (
        f"P5 {median('long', 'p50') / median('short', 'p50'):.2f} x a story of {SHORT} updates "
        f"(p50 of {sizes.entries:,} updates); key to screen "
        f"p50 {median('long', 'p50'):.0f} ms, p99 {median('long', 'p99'):.0f} ms "
        f"with {readers:,} readers; "
        f"short story p50 {median('short', 'p50'):.0f} ms, p99 {median('short', 'p99'):.0f} ms; lost {lost}"
    )
