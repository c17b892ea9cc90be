from __future__ import annotations

from stoppress.base.limits.reader import (
    ADDRESS_BYTES_MAX,
    ANSWER_S,
    KEEP_ALIVE_S,
    REQUEST_BYTES_MAX,
    REQUEST_S,
    REQUESTS_BYTES_MAX,
)
from stoppress.reader.requests import Requests


class Caller:
    """A connection that notes what becomes of it."""

    def __init__(self) -> None:
        self.fate = ""

    def give_up(self) -> None:
        self.fate = "given up"

    def close_if_idle(self) -> None:
        self.fate = "closed"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_who_does_not_complete_a_request_in_time_is_given_up():
    clock = Clock()
    requests, slow, quick = Requests(clock), Caller(), Caller()
    for caller in (slow, quick):
        requests.began(caller)
    requests.done(quick)

    clock.now += REQUEST_S + 1
    requests.each_second()

    assert (slow.fate, quick.fate) == ("given up", "")
    assert len(requests) == 0


def test_bytes_that_trickle_in_do_not_buy_time():
    clock = Clock()
    requests, slow = Requests(clock), Caller()
    requests.began(slow)
    for _ in range(int(REQUEST_S) + 1):
        clock.now += 1
        requests.grew(slow, 1)
        requests.each_second()

    assert slow.fate == "given up"


def test_a_request_may_grow_to_its_bound_and_no_further():
    requests, caller = Requests(Clock()), Caller()

    assert requests.grew(caller, REQUEST_BYTES_MAX)
    assert not requests.grew(caller, 1)


def test_when_all_together_hold_too_much_only_small_requests_may_grow():
    requests = Requests(Clock())
    for _ in range(REQUESTS_BYTES_MAX // REQUEST_BYTES_MAX):
        assert requests.grew(Caller(), REQUEST_BYTES_MAX)

    assert requests.grew(Caller(), ADDRESS_BYTES_MAX)
    assert not requests.grew(Caller(), ADDRESS_BYTES_MAX + 1)


def test_a_request_that_is_complete_gives_its_bytes_back():
    requests, caller = Requests(Clock()), Caller()
    for _ in range(1000):
        assert requests.grew(caller, REQUEST_BYTES_MAX)
        requests.done(caller)


def test_who_rests_for_long_is_closed_and_who_has_just_been_answered_is_not():
    clock = Clock()
    requests, resting, busy = Requests(clock), Caller(), Caller()
    requests.each_second()
    for caller in (resting, busy):
        requests.rests(caller)
    clock.now += KEEP_ALIVE_S
    requests.each_second()
    assert (resting.fate, busy.fate) == ("closed", "closed")

    resting.fate = busy.fate = ""
    for caller in (resting, busy):
        requests.rests(caller)
    clock.now += KEEP_ALIVE_S - 1
    requests.each_second()
    requests.rests(busy)
    clock.now += 1
    requests.each_second()

    assert (resting.fate, busy.fate) == ("closed", "")


def test_an_answer_that_is_not_taken_in_time_is_given_up_and_one_that_is_taken_is_not():
    clock = Clock()
    requests, stuck, slow = Requests(clock), Caller(), Caller()
    for caller in (stuck, slow):
        requests.waits(caller)
    requests.took(slow)
    clock.now += ANSWER_S - 1
    requests.each_second()
    requests.waits(slow)
    assert stuck.fate == ""

    clock.now += 1
    requests.each_second()

    assert (stuck.fate, slow.fate) == ("given up", "")


def test_room_is_made_by_who_owes_longest_then_by_who_rests_longest():
    clock = Clock()
    requests = Requests(clock)
    old, new, resting, fresh = (Caller() for _ in range(4))
    for caller in (old, new):
        requests.began(caller)
    for caller in (resting, fresh):
        requests.rests(caller)

    fates = []
    for _ in range(5):
        requests.make_room()
        fates.append([caller.fate for caller in (old, new, resting, fresh)])

    assert fates[0] == ["given up", "", "", ""]
    assert fates[1] == ["given up", "given up", "", ""]
    assert fates[2] == ["given up", "given up", "closed", ""]
    assert fates[3] == fates[4] == ["given up", "given up", "closed", "closed"]
