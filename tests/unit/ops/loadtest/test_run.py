"""A load test against a real reader process: everything arrives, also at readers that are cut, and nothing is left."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.settings import Settings
from stoppress.bell.memory import MemoryBell
from stoppress.edition.memory import MemoryEdition
from stoppress.ops.loadtest.run import Plan, load
from stoppress.ops.loadtest.target import target_from
from tests.house import serving
from tests.printing import Press
from tests.reader.conftest import Running, start_reader


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Running, Press]]:
    """A reader process with room for 60 streams, and the press of one story."""
    bell, edition = MemoryBell(), MemoryEdition()
    press = Press(edition, bell).open()
    settings = Settings(data=tmp_path, reader_port=0, drain_s=0.0, readers_max=60)
    reader = start_reader(edition, bell, settings)
    yield reader, press
    reader.stop()
    bell.close()


def loaded(server: tuple[Running, Press], readers: int, cut_per_s: float, updates: int, patience_s: float = 20.0):
    reader, press = server
    ready, done = threading.Event(), threading.Event()

    def publish() -> None:
        assert ready.wait(20)
        for number in range(updates):
            press.publish(f"Update {number}")
            done.wait(0.02)

    publisher = threading.Thread(target=publish)
    publisher.start()
    try:
        return load(
            target_from(f"{reader.address}/storm/", may_be_elsewhere=False),
            Plan(readers=readers, connect_per_s=500, cut_per_s=cut_per_s, duration_s=2.0, patience_s=patience_s),
            None,
            lambda _: ready.set(),
        )
    finally:
        ready.set()
        done.set()
        publisher.join()


def test_readers_that_are_cut_and_come_back_get_every_update_once(server: tuple[Running, Press]):
    report = loaded(server, readers=50, cut_per_s=30, updates=40)

    assert report.readers_there == 50
    assert report.troubles.cut > 20
    assert (report.outcome.lost, report.outcome.doubled, report.outcome.resets) == (0, 0, 0)
    assert report.outcome.deliveries == 50 * 40


def test_readers_for_whom_there_is_no_room_are_counted_and_do_no_harm(server: tuple[Running, Press]):
    report = loaded(server, readers=70, cut_per_s=0, updates=10, patience_s=1.0)

    assert report.readers_there == 60
    assert report.troubles.refused[503] >= 10
    assert (report.outcome.lost, report.outcome.deliveries) == (0, 60 * 10)


def test_a_story_that_is_not_there_is_refused(server: tuple[Running, Press]):
    reader, _ = server

    with pytest.raises(Refusal) as refused:
        load(
            target_from(f"{reader.address}/calm/", may_be_elsewhere=False),
            Plan(readers=1, connect_per_s=10, cut_per_s=0, duration_s=1),
            None,
            print,
        )

    assert refused.value.code == "no-story"


@pytest.mark.process
def test_an_administrator_tries_a_whole_house(tmp_path: Path):
    """From the command line, with updates published through the door."""
    plot = tmp_path / "plot.svg"
    with serving(tmp_path / "house") as (house, _):
        house.run("open", "trial", "--headline", "A load test")
        given = ["--data", str(house.folder), "--readers", "40", "--publish-rate", "5", "--duration", "2"]

        answer = house.run("loadtest", f"{house.readers}/trial/", *given, "--cut-rate", "5", "--plot", str(plot))

    assert answer["readers_there"] == 40
    assert answer["measured_from"] == "publication"
    assert (answer["lost"], answer["doubled"]) == (0, 0)
    assert answer["deliveries"] == 40 * answer["updates"]
    assert 5 <= answer["updates"] <= 10  # type: ignore[operator]
    assert json.dumps(answer)
    assert ElementTree.parse(plot).getroot().tag.endswith("svg")
