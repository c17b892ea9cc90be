from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.reader.chaos import bad_night

READERS = int(os.environ.get("STOPPRESS_TEST_CHAOS_READERS", "50"))
CHANGES = int(os.environ.get("STOPPRESS_TEST_CHAOS_CHANGES", "300"))
RESTARTS = int(os.environ.get("STOPPRESS_TEST_CHAOS_RESTARTS", "3"))


@pytest.mark.process
@pytest.mark.timeout(900)
@pytest.mark.parametrize("fast_lane", [True, False], ids=["fast", "ordinary"])
def test_nothing_is_lost_doubled_or_disordered_on_a_bad_night(tmp_path: Path, fast_lane: bool):
    tally = asyncio.run(bad_night(tmp_path, READERS, CHANGES, RESTARTS, seed=1, fast_lane=fast_lane))

    assert (tally.lost, tally.doubled, tally.disordered, tally.different_pages) == (0, 0, 0, 0), tally
    assert (tally.resets, tally.odd_answers, tally.problems) == (0, 0, []), tally
    # a night without cuts and restarts proves nothing
    assert tally.cuts > READERS
    assert tally.restarts == RESTARTS
    assert tally.events > READERS * CHANGES / 2
