"""What every store of readers' counts must do."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stoppress.audience.contract import Audience, Count
from stoppress.audience.sqlite import SqliteAudience
from stoppress.base.errors import Fault
from stoppress.base.limits.audience import AUDIENCE_KEPT_MINUTES, AUDIENCE_STORIES_MAX

NOON = 29_000_000


@pytest.fixture
def audience(tmp_path: Path) -> Audience:
    return SqliteAudience(tmp_path / "audience.db")


def test_what_processes_count_is_added_up_and_nobody_is_apart_from_nobody_knows(audience: Audience) -> None:
    audience.tell("one", NOON, {"storm": 700, "flood": 5})
    audience.tell("two", NOON, {"storm": 130})
    audience.tell("one", NOON + 1, {})
    audience.tell("one", NOON + 3, {"storm": 4})

    assert audience.counts("storm", NOON, NOON + 3) == [Count(NOON, 830), Count(NOON + 1, 0), Count(NOON + 3, 4)]
    assert audience.counts("flood", NOON, NOON) == [Count(NOON, 5)]
    assert audience.counts("storm", NOON + 2, NOON + 2) == []


def test_a_process_that_tells_a_minute_again_is_counted_once(audience: Audience) -> None:
    audience.tell("one", NOON, {"storm": 7, "flood": 1})
    audience.tell("one", NOON, {"storm": 8})

    assert audience.counts("storm", NOON, NOON) == [Count(NOON, 8)]
    assert audience.counts("flood", NOON, NOON) == [Count(NOON, 0)]


def test_counts_are_forgotten_after_a_day(audience: Audience) -> None:
    for minute in (NOON, NOON + 1, NOON + AUDIENCE_KEPT_MINUTES):
        audience.tell("one", minute, {"storm": 1})

    kept = audience.counts("storm", 0, NOON + AUDIENCE_KEPT_MINUTES)

    assert [count.minute - NOON for count in kept] == [1, AUDIENCE_KEPT_MINUTES]


def test_no_more_stories_are_kept_than_fit_and_the_most_read_are(audience: Audience, tmp_path: Path) -> None:
    audience.tell("one", NOON, {f"story-{n}": n for n in range(AUDIENCE_STORIES_MAX + 2)})

    with sqlite3.connect(tmp_path / "audience.db") as file:
        rows = file.execute("SELECT COUNT(*) FROM told").fetchone()[0]
    file.close()
    assert rows == AUDIENCE_STORIES_MAX + 1, "and one for the process"
    assert audience.counts(f"story-{AUDIENCE_STORIES_MAX + 1}", NOON, NOON)[0].readers == AUDIENCE_STORIES_MAX + 1
    assert audience.counts("story-1", NOON, NOON)[0].readers == 0


def test_many_tell_at_once(audience: Audience) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: audience.tell(f"p{n}", NOON, {"storm": n}), range(40)))

    assert audience.counts("storm", NOON, NOON) == [Count(NOON, sum(range(40)))]


def test_before_anybody_has_told_nobody_knows(audience: Audience, tmp_path: Path) -> None:
    assert audience.counts("storm", 0, NOON) == []
    assert not list(tmp_path.iterdir()), "asking makes no file"


@pytest.mark.parametrize("content", [b"somebody's notes, long enough to be looked at" * 40, b""])
def test_a_file_that_is_no_store_is_begun_anew(audience: Audience, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "audience.db").write_bytes(content)

    assert audience.counts("storm", NOON, NOON) == []
    audience.tell("one", NOON, {"storm": 3})

    assert audience.counts("storm", NOON, NOON) == [Count(NOON, 3)]


def test_a_folder_that_is_gone_is_a_fault_that_can_be_caught(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="can't be written"):
        SqliteAudience(tmp_path / "gone" / "audience.db").tell("one", NOON, {})
