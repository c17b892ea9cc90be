"""A reader process tells how many are there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from stoppress.audience.contract import Count
from stoppress.audience.sqlite import SqliteAudience
from stoppress.base.settings import Settings
from stoppress.bell.memory import MemoryBell
from stoppress.edition.memory import MemoryEdition
from stoppress.reader.serve import ReaderServer
from stoppress.reader.turnout import Turnout
from tests.plain_http import Stream
from tests.printing import Press
from tests.reader.conftest import started

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTE = int(NOON.timestamp()) // 60


def told(audience: SqliteAudience, slug: str, minute: int) -> list[Count]:
    """What is told of a minute, once it is; [] after five seconds."""
    until = monotonic() + 5
    while not (counts := audience.counts(slug, minute, minute)) and monotonic() < until:
        sleep(0.01)
    return counts


def test_each_minute_is_told_once_as_it_begins(tmp_path: Path) -> None:
    audience, now, asked = SqliteAudience(tmp_path / "audience.db"), [NOON], []
    turnout = Turnout(audience, lambda: asked.append(now[0]) or {"storm": len(asked)}, lambda: now[0])

    for second in (1, 59, 60, 61, 119):
        now[0] = datetime.fromtimestamp(NOON.timestamp() + second, UTC)
        turnout.each_second()
    counts = told(audience, "storm", MINUTE + 1)
    turnout.stop()

    assert counts == [Count(MINUTE + 1, 1)]
    assert [moment.second for moment in asked] == [0]
    assert audience.counts("storm", MINUTE, MINUTE) == [], "it began within that minute: others may have counted it"


def test_open_streams_of_a_running_process_are_told_by_story(tmp_path: Path) -> None:
    audience, edition, bell = SqliteAudience(tmp_path / "audience.db"), MemoryEdition(), MemoryBell()
    storm = Press(edition, bell, "storm").open()
    flood = Press(edition, bell, "flood").open()
    settings = Settings(data=tmp_path, reader_port=0, drain_s=0.0)
    reader = started(lambda ready: ReaderServer(edition, bell, settings, ready, audience))
    try:
        with (
            Stream(reader.address, f"/{storm.slug}/stream").greeted(),
            Stream(reader.address, f"/{storm.slug}/stream").greeted(),
            Stream(reader.address, f"/{flood.slug}/stream").greeted(),
        ):
            turnout = reader.server.plane.turnout
            turnout._clock = lambda: NOON  # the next minute, without waiting for it
            assert told(audience, "storm", MINUTE) == [Count(MINUTE, 2)]
            assert audience.counts("flood", MINUTE, MINUTE) == [Count(MINUTE, 1)]
    finally:
        reader.stop()
        bell.close()
