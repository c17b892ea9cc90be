from __future__ import annotations

import pytest

from stoppress.base.errors import Fault
from stoppress.base.limits.pages import RING_FRAMES_MAX
from stoppress.base.limits.streams import RING_BYTES_MAX
from stoppress.stream.ring import Ring
from tests.unit.stream.frames import frame, frames


def ring_of(first: int, last: int) -> Ring:
    ring = Ring()
    for one in frames(first, last):
        ring.append(one)
    return ring


def numbers(ring: Ring, after: int) -> list[int]:
    return [f.number for f in ring.after(after, RING_BYTES_MAX)]


def test_the_frames_after_a_number_come_in_order_without_holes():
    assert numbers(ring_of(5, 9), 6) == [7, 8, 9]


@pytest.mark.parametrize("after", [0, 3, 9, 10, 10**9])
def test_the_ring_gives_nothing_when_it_does_not_hold_the_very_next_frame(after: int):
    assert numbers(ring_of(5, 9), after) == []


def test_the_oldest_frames_leave_when_there_are_too_many():
    ring = ring_of(1, RING_FRAMES_MAX + 3)

    assert len(ring) == RING_FRAMES_MAX
    assert numbers(ring, 2) == []
    assert numbers(ring, 3)[0] == 4


def test_the_oldest_frames_leave_when_they_are_too_large():
    ring = Ring()
    for number in range(1, 11):
        ring.append(frame(number, data="x" * (RING_BYTES_MAX // 4)))

    assert [f.number for f in ring.after(7, RING_BYTES_MAX)] == [8, 9, 10]
    assert ring.after(6, RING_BYTES_MAX) == []


def test_one_frame_larger_than_all_that_may_be_kept_is_kept_alone():
    ring = ring_of(1, 3)
    ring.append(frame(4, data="x" * (RING_BYTES_MAX + 1)))

    assert [f.number for f in ring.after(3, 10)] == [4]


def test_a_withdrawal_takes_all_older_frames_out_of_memory():
    """They may hold the withdrawn text; the shelf has replaced them."""
    ring = ring_of(1, 5)
    ring.append(frame(6, "withdrawn"))
    ring.append(frame(7))

    assert numbers(ring, 4) == []
    assert numbers(ring, 5) == [6, 7]


def test_a_frame_that_does_not_follow_is_a_fault():
    with pytest.raises(Fault, match="frame 7 does not follow 5"):
        ring_of(1, 5).append(frame(7))


def test_no_more_bytes_are_given_than_asked_for_but_at_least_one_frame():
    ring = ring_of(1, 9)
    size = len(frame(1).sse)

    assert [f.number for f in ring.after(0, 3 * size)] == [1, 2, 3]
    assert [f.number for f in ring.after(0, 1)] == [1]
