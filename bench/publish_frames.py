"""Publishes by printing frames straight onto the shelf: measures the reader plane alone. Reads a number a line."""

from __future__ import annotations

import json
import sys
import time

from stoppress.base.settings import settings_from
from stoppress.bell.contract import Bell, Ring
from stoppress.edition.contract import Edition, Frame, Print, Shelved
from stoppress.project import wiring

SLUG = "storm"


def story(number: int) -> Shelved:
    """The record of the story at a number."""
    now = "2026-11-22T12:00:00Z"
    return Shelved(
        slug=SLUG,
        epoch="kbench",
        number=number,
        oldest_frame=1,
        state="live",
        headline="A storm",
        language="en",
        opened_at=now,
        updated_at=now,
        entries=number,
    )


def frame(number: int, text: str) -> Frame:
    """One frame with this text in it."""
    data = json.dumps({"key": f"entry{number}", "html": text})
    sse = f"id: kbench-{number}\nevent: entry\ndata: {data}\n\n"
    return Frame(number, "entry", sse.encode(), data.encode())


def publish(edition: Edition, bell: Bell, text: str) -> None:
    """Print the next frame and ring."""
    shelved = edition.printed(SLUG)
    number = (shelved.number if shelved else 0) + 1
    edition.print(Print(story=story(number), frames=[frame(number, text)]))
    bell.ring("edition", Ring(SLUG, number))


def main() -> None:
    """Until standard input ends."""
    house = settings_from({"STOPPRESS_DATA": sys.argv[1]})
    edition, bell = wiring.edition(house), wiring.bell(house)
    for line in sys.stdin:
        publish(edition, bell, f"@T{int(line)},{time.monotonic_ns()};" + "x" * 1000)


if __name__ == "__main__":
    main()
