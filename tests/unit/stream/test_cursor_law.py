"""The cursor law: readers that join at random, are slow, cut, restarted, or miss bells end with the same
frames, each once, in order, or with an explicit reset. newsroom.Client checks each event as it comes."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from stoppress.stream.dress import DRESSES
from stoppress.stream.ids import Position
from tests.unit.stream.newsroom import Client, Process, Shelf

INTERLEAVINGS = int(os.environ.get("STOPPRESS_TEST_INTERLEAVINGS", "10000"))


class Night:
    """One night: a shelf, a process, some readers, and the steps that may happen in any order."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.shelf = Shelf(kept_max=random.choice([3, 8, 50]))
        self.shelf.print(random.randrange(6))
        self.process = Process(self.shelf)
        first = random.randrange(4)
        self.clients = [
            Client(dress=DRESSES[(first + i) % 4], buffer_max=random.choice([1, 2, 10]))
            for i in range(random.randint(1, 3))
        ]
        self.steps = [
            (8, self.printed),
            (8, self.rung),
            (10, self.shelf_seen),
            (12, self.shelf_answered),
            (10, self.received),
            (7, self.came),
            (4, self.went),
            (2, self.stirred),
            (0.5, self.restarted),
            (0.3, self.history_changed),
        ]
        self.weights = [weight for weight, _ in self.steps]

    def step(self) -> None:
        self.random.choices(self.steps, self.weights)[0][1]()

    def printed(self) -> None:
        self.shelf.print(self.random.choice([1, 1, 1, 2, 7]), withdrawn=self.random.random() < 0.15)

    def rung(self) -> None:
        self.process.look()

    def shelf_seen(self) -> None:
        if unseen := [read for read in self.process.reads if read.word is None]:
            self.process.see(self.random.choice(unseen))

    def shelf_answered(self) -> None:
        if self.process.reads:
            self.process.answer(self.random.choice(self.process.reads))

    def received(self) -> None:
        client = self.random.choice(self.clients)
        if client.connected:
            client.receive()

    def came(self) -> None:
        client = self.random.choice(self.clients)
        if not client.connected:
            fresh_page = Position(self.shelf.epoch, self.shelf.number)
            client.connect(self.process.channel, self.random.choice([client.at, client.at, fresh_page, None]))

    def went(self) -> None:
        client = self.random.choice(self.clients)
        if client.connected:
            client.cut()

    def stirred(self) -> None:
        self.process.channel.stir()

    def restarted(self) -> None:
        for client in self.clients:
            if client.connected:
                client.cut()
        self.process = Process(self.shelf)

    def history_changed(self) -> None:
        self.shelf.begin_anew()
        self.shelf.print(self.random.randrange(4))

    def end(self) -> None:
        """In the end everyone who is connected has come as far as the shelf, and everyone comes back."""
        for _ in range(200):
            self.process.settle()
            for client in self.clients:
                if not client.connected:
                    client.connect(self.process.channel, client.at)
                client.receive()
            if not self.process.reads and not any(client.buffer for client in self.clients):
                break
        for client in self.clients:
            assert client.at == Position(self.shelf.epoch, self.shelf.number)
            assert client.behind is None


@pytest.mark.long
def test_readers_keep_the_law_in_thousands_of_random_interleavings():
    seen = resets = 0
    for seed in range(INTERLEAVINGS):
        night = Night(Random(seed))
        try:
            for _ in range(night.random.randint(5, 60)):
                night.step()
            night.end()
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken
        seen += sum(client.seen for client in night.clients)
        resets += sum(client.resets for client in night.clients)

    # a law that is never put to the test proves nothing
    assert seen > 5 * INTERLEAVINGS
    assert INTERLEAVINGS // 20 < resets < seen // 4


class Nights(RuleBasedStateMachine):
    """The same steps chosen, and shrunk, by hypothesis."""

    @initialize(random=st.randoms(use_true_random=False))
    def begin(self, random: Random) -> None:
        self.night = Night(random)

    @rule(
        name=st.sampled_from(["printed", "rung", "shelf_seen", "shelf_answered", "received", "came", "went", "stirred"])
    )
    def step(self, name: str) -> None:
        getattr(self.night, name)()

    @rule(name=st.sampled_from(["restarted", "history_changed"]))
    def rare_step(self, name: str) -> None:
        getattr(self.night, name)()

    @invariant()
    def memory_is_bounded_by_what_the_shelf_has(self) -> None:
        if hasattr(self, "night"):
            assert len(self.night.process.channel.ring) <= self.night.process.channel.number

    def teardown(self) -> None:
        if hasattr(self, "night"):
            self.night.end()


Nights.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTheLawAsHypothesisTriesIt = Nights.TestCase
