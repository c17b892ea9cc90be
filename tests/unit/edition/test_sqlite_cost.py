"""What a question costs does not grow with the story: every one is answered from an index, to the end of its
rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from stoppress.edition.sqlite import SqliteEdition, page_query
from tests.contract.printings import SLUG, entry, frame, printing

ENTRIES = 10_000


@pytest.fixture(scope="module")
def long_story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteEdition]:
    """A story of 10,000 updates, one in ten not listed, with 5,000 frames."""
    edition = SqliteEdition(tmp_path_factory.mktemp("long") / "edition.db")
    pieces = [entry(f"e{n}", n, listed=n % 10 != 0) for n in range(1, ENTRIES + 1)]
    edition.print(printing(ENTRIES, *pieces, frames=[frame(n) for n in range(ENTRIES - 4_999, ENTRIES + 1)]))
    yield edition
    edition.close()


def plan_of(edition: SqliteEdition, query: str) -> str:
    connection = sqlite3.connect(edition._file.path)
    values = [1] * query.count("?")
    told = " / ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values))
    connection.close()
    return told


@pytest.mark.parametrize("from_place", [False, True])
@pytest.mark.parametrize("ascending", [False, True])
def test_page_walks_the_index_of_places_and_sorts_nothing(long_story: SqliteEdition, from_place: bool, ascending: bool):
    told = plan_of(long_story, page_query(from_place=from_place, ascending=ascending))

    assert "USING INDEX piece_place (story=? AND form=?" in told
    assert "rank" in told or not from_place
    assert "TEMP B-TREE" not in told
    assert "SCAN" not in told


@pytest.mark.parametrize(
    "query",
    [
        "SELECT content FROM piece WHERE story = ? AND slot = ? AND form = ?",
        "SELECT rank FROM piece WHERE story = ? AND slot = ? AND rank IS NOT NULL LIMIT 1",
        "SELECT number, event, sse, json FROM frame WHERE story = ? AND number BETWEEN ? AND ? ORDER BY 1",
        "DELETE FROM frame WHERE story = ? AND number < ?",
        "UPDATE piece SET rank = ? WHERE story = ? AND slot = ? AND rank IS NOT NULL AND rank <> ?",
        "SELECT id FROM story WHERE slug = ?",
        "SELECT slug FROM story ORDER BY updated_at DESC, slug",
        "SELECT content FROM document WHERE path = ?",
    ],
)
def test_no_question_reads_a_whole_table(long_story: SqliteEdition, query: str):
    told = plan_of(long_story, query)

    assert "INDEX" in told
    assert "TEMP B-TREE" not in told


def steps(edition: SqliteEdition, ask: str) -> int:
    """Steps of SQLite's machine, in units of ten, that a question takes."""
    connection = edition._file.take()
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    connection.set_progress_handler(step, 10)
    edition._file.give_back(connection)
    if ask == "frames":
        edition.frames_after(SLUG, edition.stories()[0].number - 20, 10)
    else:
        snapshot = edition.snapshot(SLUG)
        assert snapshot is not None
        with snapshot:
            assert len(snapshot.page("html", limit=5, below=ask)) == 5
    connection.set_progress_handler(None, 0)
    return count


@pytest.mark.parametrize("ask", ["frames", "e15"])
def test_question_takes_as_many_steps_for_ten_thousand_updates_as_for_thirty(
    long_story: SqliteEdition, tmp_path: Path, ask: str
):
    short_story = SqliteEdition(tmp_path / "edition.db")
    pieces = [entry(f"e{n}", n, listed=n % 10 != 0) for n in range(1, 31)]
    short_story.print(printing(30, *pieces, frames=[frame(n) for n in range(1, 31)]))

    short, long = steps(short_story, ask), steps(long_story, ask)

    short_story.close()
    assert short > 0
    assert long <= short * 1.2
