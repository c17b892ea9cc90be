"""The counts of a load test: a lost, doubled or late update can't go unseen."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from stoppress.ops.loadtest.plot import drawing
from stoppress.ops.loadtest.tally import Outcome, Tally


def tally_of(*arrivals: tuple[int, int, float], readers: int = 2, start: int = 10) -> Tally:
    """reader, number, second."""
    tally = Tally(start)
    there = [tally.reader() for _ in range(readers)]
    for reader in there:
        reader.was_there = True
    for reader, number, at_s in arrivals:
        tally.arrived(there[reader], number, at_s)
    return tally


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.deliveries, outcome.lost, outcome.doubled


def test_times_count_from_the_moment_at_which_an_update_was_handed_in():
    tally = tally_of((0, 11, 1.010), (1, 11, 1.050), (0, 12, 2.020), (1, 12, 2.030))

    outcome = tally.outcome({11: 1.0, 12: 2.0}, newest=12)

    assert counts(outcome) == (4, 0, 0)
    assert [round(update.last_ms) for update in outcome.updates] == [50, 30]
    assert outcome.last_ms == pytest.approx(40)
    assert outcome.worst_ms == pytest.approx(50)
    assert outcome.measured_from == "publication"


def test_without_that_they_count_from_the_first_reader():
    outcome = tally_of((0, 11, 5.0), (1, 11, 5.25)).outcome({}, newest=11)

    assert outcome.measured_from == "first reader"
    assert outcome.worst_ms == pytest.approx(250)


def test_a_gap_is_lost_and_so_is_what_never_came():
    outcome = tally_of((0, 11, 1.0), (0, 13, 1.1), (1, 11, 1.0)).outcome({}, newest=13)

    assert counts(outcome) == (3, 3, 0)


def test_what_comes_again_is_doubled_and_changes_no_time():
    outcome = tally_of((0, 11, 1.0), (0, 11, 9.0), (1, 11, 1.0)).outcome({}, newest=11)

    assert counts(outcome) == (2, 0, 1)
    assert outcome.worst_ms == pytest.approx(0)


def test_after_a_reset_nothing_before_the_head_is_due():
    tally = tally_of((0, 11, 1.0), (0, 12, 1.0), readers=2)

    tally.reset(tally.readers[1], head=12)

    assert tally.has_all(12)
    assert tally.outcome({}, newest=12).lost == 0


def test_nothing_is_due_to_a_reader_who_never_got_a_stream():
    tally = tally_of((0, 11, 1.0), readers=1)
    tally.reader()

    assert tally.has_all(11)
    assert tally.outcome({}, newest=11).lost == 0


def test_a_test_in_which_nothing_came_says_so():
    outcome = tally_of().outcome({}, newest=10)

    assert (outcome.p50_ms, outcome.last_ms, outcome.updates) == (None, None, [])
    assert "</svg>" in drawing(outcome, "nothing")


def test_the_drawing_is_well_formed_whatever_the_title():
    """It is written to a file that people open and send on; it must hold the figures, and no script."""
    outcome = tally_of((0, 11, 1.010), (1, 11, 1.050), (0, 12, 2.02), (1, 12, 2.03)).outcome({11: 1.0, 12: 2.0}, 12)

    root = ElementTree.fromstring(drawing(outcome, "<script>alert(1)</script> & co"))

    circles = root.findall(".//{*}circle")
    assert len(circles) == 3 * 2
    assert not root.findall(".//{*}script")
    assert all(0 <= float(circle.get("cy", "-1")) <= 360 for circle in circles)
