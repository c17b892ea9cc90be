"""The contract of the shelf, second part: a snapshot and the pages read through it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from stoppress.base.errors import Fault
from stoppress.edition.contract import Edition, Piece, Row
from tests.contract.printings import SLUG, entry, frame, printing, shelved


def keys(edition: Edition, form: str = "html", **which: object) -> list[str]:
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        return [row.key for row in snapshot.page(form, **{"limit": 100, **which})]


@pytest.fixture
def five(edition: Edition) -> Edition:
    """Five updates a … e, oldest to newest; c is not listed."""
    ranked = {"a": -20, "b": 0, "c": 10, "d": 11, "e": 10**12}
    edition.print(printing(1, *(entry(key, rank, listed=key != "c") for key, rank in ranked.items())))
    return edition


def test_page_begins_at_the_newest(five: Edition):
    assert keys(five) == ["e", "d", "b", "a"]
    assert keys(five, limit=2) == ["e", "d"]


def test_page_below_an_update_goes_to_older_ones_the_nearest_first(five: Edition):
    assert keys(five, below="d") == ["b", "a"]
    assert keys(five, below="d", limit=1) == ["b"]
    assert keys(five, below="a") == []


def test_page_above_an_update_goes_to_newer_ones_the_nearest_first(five: Edition):
    assert keys(five, above="a") == ["b", "d", "e"]
    assert keys(five, above="a", limit=2) == ["b", "d"]
    assert keys(five, above="e") == []


def test_page_above_nothing_begins_at_the_oldest(five: Edition):
    assert keys(five, above="") == ["a", "b", "d", "e"]
    assert keys(five, above="", limit=1) == ["a"]


def test_update_that_is_not_listed_is_left_out_but_keeps_its_place(five: Edition):
    """A link to a withdrawn update still opens among its neighbours."""
    assert keys(five, below="c") == ["b", "a"]
    assert keys(five, above="c") == ["d", "e"]
    snapshot = five.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        assert snapshot.rank("c") == 10
        assert snapshot.piece("entry:c", "html") == b"<p>c</p>"


def test_unknown_update_gives_an_empty_page_and_no_rank(five: Edition):
    assert keys(five, below="unknown") == []
    assert keys(five, above="unknown") == []
    snapshot = five.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        assert snapshot.rank("unknown") is None
        assert snapshot.piece("entry:unknown", "html") is None
        assert snapshot.piece("entry:a", "atom") is None


def test_rows_carry_key_rank_and_bytes(edition: Edition):
    edition.print(printing(1, entry("a", 7, "\x00é")))
    snapshot = edition.snapshot(SLUG)

    assert snapshot is not None
    with snapshot:
        assert snapshot.page("html", limit=9) == [Row("a", 7, "\x00é".encode())]


def test_forms_are_listed_apart(edition: Edition):
    """A withdrawn update leaves the feeds and stays on the page as a stone."""
    edition.print(printing(1, entry("a", 1), entry("a", 1, form="atom", listed=False), entry("b", 2, form="atom")))

    assert keys(edition, "html") == ["a"]
    assert keys(edition, "atom") == ["b"]
    assert keys(edition, "rss") == []


def test_piece_without_a_rank_is_never_on_a_page(edition: Edition):
    edition.print(printing(1, Piece("head", "html", b"head", listed=True), Piece("entry:a", "html", b"a")))

    assert keys(edition) == []


def test_update_that_moves_takes_all_its_forms_with_it(edition: Edition):
    edition.print(printing(1, entry("a", 1), entry("b", 2), entry("a", 1, form="atom"), entry("b", 2, form="atom")))

    edition.print(printing(2, entry("a", 3)))

    assert keys(edition, "html") == ["a", "b"]
    assert keys(edition, "atom") == ["a", "b"]


def test_piece_without_a_rank_keeps_none_when_its_update_moves(edition: Edition):
    edition.print(printing(1, entry("a", 1), Piece("entry:a", "meta", b"meta")))

    edition.print(printing(2, entry("a", 3)))

    assert keys(edition, "meta") == []


def test_two_updates_may_change_places_in_one_printing(edition: Edition):
    edition.print(printing(1, entry("a", 1), entry("b", 2)))

    edition.print(printing(2, entry("a", 2), entry("b", 1)))

    assert keys(edition) == ["a", "b"]


def test_updates_of_equal_rank_stand_in_the_order_of_their_keys_and_none_is_skipped(edition: Edition):
    edition.print(printing(1, *(entry(key, 5) for key in "dbca")))

    assert keys(edition) == ["d", "c", "b", "a"]
    assert keys(edition, below="c") == ["b", "a"]
    assert keys(edition, above="c") == ["d"]


def test_listed_update_can_be_taken_off_and_put_back(edition: Edition):
    edition.print(printing(1, entry("a", 1), entry("b", 2)))
    edition.print(printing(2, entry("b", 2, listed=False)))
    assert keys(edition) == ["a"]

    edition.print(printing(3, entry("b", 2)))

    assert keys(edition) == ["b", "a"]


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": -1}, {"limit": 3, "below": "a", "above": "b"}])
def test_page_that_can_not_be_meant_is_a_fault(five: Edition, asked: dict[str, object]):
    with pytest.raises(Fault):
        keys(five, **asked)


def test_snapshot_stays_at_its_moment_while_the_press_goes_on(edition: Edition):
    """A page whose head is of another printing than its updates would lie about its position."""
    edition.print(printing(1, entry("a", 1), Piece("head", "html", b"first")))
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        edition.print(printing(2, entry("b", 2), Piece("head", "html", b"second")))
        edition.print(printing(1, frames=[frame(1)], epoch="k2"))

        assert snapshot.story == replace(shelved(1), oldest_frame=1)
        assert snapshot.piece("head", "html") == b"first"
        assert [row.key for row in snapshot.page("html", limit=9)] == ["a"]

    assert keys(edition) == []


def test_snapshots_can_be_read_by_many_threads_while_one_prints(edition: Edition):
    edition.print(printing(1, entry("e1", 1), Piece("head", "html", b"1")))

    def seen(_: int) -> bool:
        snapshot = edition.snapshot(SLUG)
        assert snapshot is not None
        with snapshot:
            number = snapshot.story.number
            rows = snapshot.page("html", limit=1)
            return rows[0].rank == number and snapshot.piece("head", "html") == str(number).encode()

    with ThreadPoolExecutor(max_workers=12) as threads:
        reads = threads.map(seen, range(300))
        for n in range(2, 60):
            edition.print(printing(n, entry(f"e{n}", n), Piece("head", "html", str(n).encode())))
        assert all(reads)


def test_closing_a_snapshot_twice_is_harmless(edition: Edition):
    edition.print(printing(1))
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None

    snapshot.close()
    snapshot.close()

    assert edition.printed(SLUG) is not None
