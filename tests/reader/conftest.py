"""Reader processes in threads, and presses that print for them. Every test has a story of its own."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from stoppress.base.settings import Settings
from stoppress.bell.contract import Bell
from stoppress.bell.memory import MemoryBell
from stoppress.edition.contract import Edition
from stoppress.edition.memory import MemoryEdition
from stoppress.reader.serve import ReaderServer
from tests.printing import Press

SLUGS = (f"storm-{n}" for n in itertools.count(1))
READY_S = 10.0


@dataclass
class Running:
    """A reader process in a thread."""

    address: str
    server: ReaderServer
    thread: threading.Thread

    def stop(self) -> None:
        self.server.stop()
        self.thread.join(READY_S)
        assert not self.thread.is_alive(), "the reader does not stop"


def started(make: Callable[[Callable[[str], None]], ReaderServer]) -> Running:
    """Start a reader in a thread, and wait until it takes connections."""
    ready = threading.Event()
    addresses: list[str] = []

    def is_ready(address: str) -> None:
        addresses.append(address)
        ready.set()

    server = make(is_ready)
    thread = threading.Thread(target=server.run_until_stopped, name="reader")
    thread.start()
    assert ready.wait(READY_S), "the reader does not start"
    return Running(addresses[0], server, thread)


def start_reader(edition: Edition, bell: Bell, settings: Settings) -> Running:
    return started(lambda ready: ReaderServer(edition, bell, settings, ready))


@contextmanager
def running_reader(edition: Edition, bell: Bell, settings: Settings) -> Iterator[Running]:
    reader = start_reader(edition, bell, settings)
    try:
        yield reader
    finally:
        if reader.thread.is_alive():
            reader.stop()


@dataclass(frozen=True)
class House:
    """A shelf, a bell, and two readers of it: one with the fast lane, one without."""

    edition: Edition
    bell: Bell
    data: Path
    fast: Running
    ordinary: Running

    def press(self, **given: object) -> Press:
        return Press(self.edition, self.bell, next(SLUGS), **given)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("data")
    (data / "media").mkdir()
    edition, bell = MemoryEdition(), MemoryBell()
    base = {"data": data, "reader_port": 0, "drain_s": 0.0, "stream_gzip": True}
    with (
        running_reader(edition, bell, Settings(fast_lane=True, **base)) as fast,  # type: ignore[arg-type]
        running_reader(edition, bell, Settings(fast_lane=False, **base)) as ordinary,  # type: ignore[arg-type]
    ):
        yield House(edition, bell, data, fast, ordinary)
    bell.close()


@pytest.fixture
def press(house: House) -> Press:
    """A story that has just been opened."""
    return house.press().open()


@pytest.fixture(params=["fast", "ordinary"])
def address(request: pytest.FixtureRequest, house: House) -> str:
    """Where readers are served: each test runs both ways."""
    running: Running = getattr(house, request.param)
    return running.address


@pytest.fixture
def reader_with(tmp_path: Path) -> Iterator[Callable[..., tuple[Running, Press]]]:
    """Start a reader with other settings, and a press for it."""
    started: list[Running] = []
    bell = MemoryBell()

    def start(**settings: object) -> tuple[Running, Press]:
        edition = MemoryEdition()
        given = {"data": tmp_path, "reader_port": 0, "drain_s": 0.0, **settings}
        press = Press(edition, bell, next(SLUGS)).open()
        started.append(start_reader(edition, bell, Settings(**given)))  # type: ignore[arg-type]
        return started[-1], press

    yield start
    for reader in started:
        if reader.thread.is_alive():
            reader.stop()
    bell.close()
