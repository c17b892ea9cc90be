"""Times inside a story that may begin at any moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stoppress.base.errors import Fault
from stoppress.ops.demo import script
from stoppress.ops.demo.clocks import Teller, origin
from stoppress.ops.demo.reading import shipped_story

STARTED = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)


def test_a_story_that_happens_now_counts_from_the_start():
    assert origin(shipped_story(script.STORM), STARTED) == STARTED


def test_a_story_that_is_over_counts_from_its_clock_of_a_day_in_its_own_zone():
    """At 23:50 UTC it is the next day in Amman already."""
    found = origin(shipped_story(script.BLACKOUT), STARTED)

    assert found == datetime(2026, 11, 20, 13, 10, tzinfo=ZoneInfo("Asia/Amman"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("closed at {clock -12}", "closed at 23:38"),
        ("and at {clock 15}", "and at 00:05"),
        ("high water is at {clock high-water}", "high water is at 00:20"),
        ("nothing {here}", "nothing {here}"),
    ],
)
def test_clocks_are_told_from_the_act_or_from_the_moment_that_they_name(text: str, told: str):
    teller = Teller(STARTED, STARTED - timedelta(minutes=10), {"high-water": 40})

    assert teller.filled(text) == told


def test_a_moment_that_nobody_named_is_our_fault():
    with pytest.raises(Fault):
        Teller(STARTED, STARTED, {}).filled("{clock landfall}")
