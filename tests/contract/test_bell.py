"""The contract of the bell: hints that may get lost, that never carry content, and for which nobody ever
waits."""

from __future__ import annotations

import select
import threading
import time

from stoppress.base.limits.bell import BELL_RINGS_MAX
from stoppress.bell.contract import EVERYTHING, Bell, Ring
from tests.contract.printings import SLUG


def test_listener_hears_a_ring(bell: Bell):
    listener = bell.listen("log")

    bell.ring("log", Ring(SLUG, 412))

    assert listener.wait(5) == [Ring(SLUG, 412)]
    assert listener.rings() == []
    listener.close()


def test_rings_come_oldest_first(bell: Bell):
    listener = bell.listen("edition")

    for number in (1, 2, 3):
        bell.ring("edition", Ring(SLUG, number))

    assert [ring.number for ring in listener.rings()] == [1, 2, 3]
    listener.close()


def test_ring_for_everything_has_no_story(bell: Bell):
    listener = bell.listen("log")

    bell.ring("log", EVERYTHING)

    assert listener.wait(5) == [EVERYTHING]
    listener.close()


def test_topics_are_apart(bell: Bell):
    log, edition = bell.listen("log"), bell.listen("edition")

    bell.ring("edition", Ring(SLUG, 1))

    assert edition.wait(5) == [Ring(SLUG, 1)]
    assert log.rings() == []
    log.close()
    edition.close()


def test_every_listener_hears_it(bell: Bell):
    listeners = [bell.listen("edition") for _ in range(5)]

    bell.ring("edition", Ring(SLUG, 7))

    assert [listener.wait(5) for listener in listeners] == [[Ring(SLUG, 7)]] * 5
    for listener in listeners:
        listener.close()


def test_ring_before_listening_is_not_heard(bell: Bell):
    bell.ring("log", Ring(SLUG, 1))
    listener = bell.listen("log")

    assert listener.rings() == []
    listener.close()


def test_ring_to_nobody_is_no_error(bell: Bell):
    bell.ring("log", Ring(SLUG, 1))
    bell.listen("log").close()

    bell.ring("log", Ring(SLUG, 2))


def test_descriptor_becomes_readable_when_a_ring_waits_and_silent_when_it_is_taken(bell: Bell):
    listener = bell.listen("log")
    assert select.select([listener.fileno()], [], [], 0)[0] == []

    bell.ring("log", Ring(SLUG, 1))

    assert select.select([listener.fileno()], [], [], 5)[0] == [listener.fileno()]
    listener.rings()
    assert select.select([listener.fileno()], [], [], 0)[0] == []
    listener.close()


def test_wait_gives_an_empty_list_when_the_time_is_over(bell: Bell):
    listener = bell.listen("log")
    begun = time.monotonic()

    assert listener.wait(0.05) == []
    assert listener.wait(0) == []
    assert listener.wait(-1) == []

    assert 0.04 < time.monotonic() - begun < 5
    listener.close()


def test_wait_ends_with_the_first_ring_from_another_thread(bell: Bell):
    listener = bell.listen("log")
    ringer = threading.Timer(0.02, bell.ring, ("log", Ring(SLUG, 9)))
    ringer.start()

    assert listener.wait(30) == [Ring(SLUG, 9)]
    ringer.join()
    listener.close()


def test_listener_that_never_takes_its_rings_delays_nobody_and_silences_nobody(bell: Bell):
    """A reader process that hangs must not stop the desk, nor the other readers."""
    deaf, awake = bell.listen("edition"), bell.listen("edition")

    for number in range(3_000):
        bell.ring("edition", Ring(SLUG, number))
        assert awake.rings() == [Ring(SLUG, number)]

    deaf.close()
    awake.close()


def test_listener_that_slept_through_a_burst_is_told_to_look_at_everything(bell: Bell):
    """A lost ring for another story would else cost that story's readers the whole look interval."""
    listener = bell.listen("edition")
    for number in range(BELL_RINGS_MAX + 500):
        bell.ring("edition", Ring(f"story-{number}", number))

    heard = listener.rings()

    assert EVERYTHING in heard
    assert len(heard) <= BELL_RINGS_MAX
    assert listener.rings() == []
    listener.close()


def test_few_rings_are_heard_without_a_look_at_everything(bell: Bell):
    listener = bell.listen("edition")
    for number in range(5):
        bell.ring("edition", Ring(SLUG, number))

    assert EVERYTHING not in listener.rings()
    listener.close()


def test_listeners_may_close_while_others_ring(bell: Bell):
    stop = threading.Event()

    def ring_on() -> None:
        number = 0
        while not stop.wait(0.0005) and number < 60_000:
            number += 1
            bell.ring("log", Ring(SLUG, number))

    ringer = threading.Thread(target=ring_on)
    ringer.start()
    heard = 0
    for _ in range(50):
        listener = bell.listen("log")
        heard += bool(listener.wait(5))
        listener.close()
    stop.set()
    ringer.join()

    assert heard == 50


def test_closing_a_listener_twice_is_harmless(bell: Bell):
    listener = bell.listen("log")

    listener.close()
    listener.close()
