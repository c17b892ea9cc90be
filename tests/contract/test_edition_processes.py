"""The contract of the shelf, third part: several processes at once, and processes that are killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stoppress.edition.by_address import open_edition
from stoppress.edition.contract import Edition
from tests.contract.printings import SLUG, frame, whole_printing

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0

pytestmark = pytest.mark.process


@contextmanager
def press(address: str, last: int, filling: int = 0, kept: int = 20_000) -> Iterator[subprocess.Popen[str]]:
    """A running press that has opened the shelf; ended at the end, whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.contract.edition_press", address, str(last), str(filling), str(kept)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def printed_number(edition: Edition) -> int:
    record = edition.printed(SLUG)
    return 0 if record is None else record.number


def until(edition: Edition, number: int) -> int:
    """Wait, bounded, until a number is printed; what is printed by then."""
    end = time.monotonic() + PATIENCE_S
    while (reached := printed_number(edition)) < number:
        assert time.monotonic() < end, f"only {reached} of {number} printed"
        time.sleep(0.001)
    return reached


def test_reader_process_sees_only_whole_printings(tmp_path: Path):
    """Head, updates and number of a page belong together at every moment of a busy press."""
    address = f"sqlite:///{tmp_path}/edition.db"
    edition = open_edition(address)
    seen = set()
    end = time.monotonic() + PATIENCE_S
    with press(address, last=400):
        while 400 not in seen and time.monotonic() < end:
            snapshot = edition.snapshot(SLUG)
            if snapshot is None:
                continue
            with snapshot:
                number = snapshot.story.number
                assert snapshot.piece("head", "html") == f"head {number}".encode()
                assert snapshot.page("json", limit=1)[0].rank == number
                assert len(snapshot.page("html", limit=1000)) == number
            frames = edition.frames_after(SLUG, number - 1, 1000)
            assert frames is not None
            assert [found.number for found in frames] == list(range(number, number + len(frames)))
            assert frames[0] == frame(number)
            seen.add(number)
    edition.close()

    assert 400 in seen
    assert len(seen) > 5, "the reader looked too rarely to prove anything"


def test_frames_that_are_dropped_while_a_reader_asks_are_whole_or_said_to_be_gone(tmp_path: Path):
    """The record and the frames that it promises are of one moment."""
    address = f"sqlite:///{tmp_path}/edition.db"
    edition = open_edition(address)
    whole = 0
    end = time.monotonic() + PATIENCE_S
    with press(address, last=600, kept=2):
        while (number := printed_number(edition)) < 600 and time.monotonic() < end:
            frames = edition.frames_after(SLUG, max(0, number - 2), 100)
            if frames is None:
                continue
            assert frames == [frame(found.number) for found in frames]
            whole += 1
    edition.close()

    assert number == 600
    assert whole > 5


def test_press_killed_in_the_middle_of_printing_leaves_a_whole_shelf(tmp_path: Path):
    """Twelve kills at random moments; after each, everything up to the number is there and nothing beyond."""
    address = f"sqlite:///{tmp_path}/edition.db"
    edition = open_edition(address)
    chance = random.Random(20261122)
    for _ in range(12):
        goal = printed_number(edition) + chance.randint(1, 25)
        with press(address, last=100_000, filling=20_000) as running:
            until(edition, goal)
            time.sleep(chance.uniform(0, 0.004))
            running.send_signal(signal.SIGKILL)
            running.wait()
        check_whole(address)
    edition.close()


def check_whole(address: str) -> None:
    """A shelf just opened holds exactly the printings up to its number."""
    edition = open_edition(address)
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        number = snapshot.story.number
        assert snapshot.piece("head", "html") == f"head {number}".encode()
        for form in ("html", "json"):
            rows = snapshot.page(form, limit=number + 5, above="")
            assert [row.rank for row in rows] == list(range(1, number + 1))
    assert edition.frames_after(SLUG, number, 5) == []
    frames = edition.frames_after(SLUG, 0, number + 5)
    assert frames == [whole_printing(n, filling=20_000).frames[0] for n in range(1, number + 1)]
    edition.close()


def test_two_presses_on_one_shelf_never_mix_their_printings(tmp_path: Path):
    """One is overtaken and told so by a Fault; the shelf stays whole."""
    address = f"sqlite:///{tmp_path}/edition.db"
    edition = open_edition(address)
    with press(address, last=150) as first, press(address, last=150) as second:
        first.wait(PATIENCE_S)
        second.wait(PATIENCE_S)
        codes = {first.returncode, second.returncode}

    assert 0 in codes
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        assert [row.rank for row in snapshot.page("html", limit=500, above="")] == list(range(1, 151))
    edition.close()
