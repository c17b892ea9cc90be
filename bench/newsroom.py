"""P5: from the door (durable) through log, press, shelf and stream to readers' screens, in a short and a long story."""

from __future__ import annotations

import shlex
import statistics
import sys
import tempfile
from pathlib import Path

from bench import stories
from bench.house import COMMAND, environment, free_port, running
from bench.sizes import Sizes
from bench.yardstick import Row, arguments, compiled, yardstick

SHORT = 10
STAND_IN = "exec sleep 600"


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
        env = environment(folder / "house", port, free_port())
        for turn in range(sizes.rounds):
            # Each is the first as often as the other.
            for slug in sorted(rows, reverse=turn % 2 == 0):
                publisher = (
                    f"{shlex.quote(sys.executable)} -m bench.publish_updates {folder / 'house'} {slug} {folder / slug}"
                )
                settled = arguments(readers, sizes.events, interval_s=1.0, settle_s=0.1)
                # The yardstick starts a server and gives it a set time; ours is here when it says so.
                with running([*COMMAND, "serve"], env, answers=f"http://127.0.0.1:{port}/{slug}/"):
                    row = fanout.measure(slug, STAND_IN, port, f"/{slug}/stream", publisher, settled, folder)
                if row is None:
                    raise RuntimeError(f"the {slug} story gave no result")
                rows[slug].append(row)
        door_ms = {slug: statistics.median(map(float, (folder / slug).read_text().split())) for slug in rows}
    return [_line(rows, door_ms, readers, sizes)]


def _line(rows: dict[str, list[Row]], door_ms: dict[str, float], readers: int, sizes: Sizes) -> str:
    def told(slug: str) -> str:
        p50, p99 = (statistics.median(row[field] for row in rows[slug]) for field in ("p50", "p99"))
        door = door_ms[slug]
        return f"p50 {p50 - door:.0f} ms, p99 {p99 - door:.0f} ms after {door:.0f} ms in the door"

    short, long = (statistics.median(row["p50"] for row in rows[slug]) - door_ms[slug] for slug in ("short", "long"))
    lost = sum(row["due"] - row["delivered"] for got in rows.values() for row in got)
    return (
        f"P5 {long / short:.2f} x a story of {SHORT} updates (p50 of {sizes.entries:,} updates); durable to screen "
        f"with {readers:,} readers, {sizes.rounds} rounds: {told('long')}; short story {told('short')}; lost {lost}"
    )
