"""The contract of the shelf, first part: printings, frames, records, documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stoppress.base.errors import Fault
from stoppress.edition.contract import Document, Edition, Piece, Print
from tests.contract.printings import SLUG, entry, frame, printing, shelved


def numbers(edition: Edition, after: int = 0, limit: int = 100, slug: str = SLUG) -> list[int] | None:
    frames = edition.frames_after(slug, after, limit)
    return None if frames is None else [found.number for found in frames]


def piece(edition: Edition, slot: str, form: str = "html") -> bytes | None:
    snapshot = edition.snapshot(SLUG)
    assert snapshot is not None
    with snapshot:
        return snapshot.piece(slot, form)


def test_story_that_was_never_printed_is_unknown_everywhere(edition: Edition):
    assert edition.printed(SLUG) is None
    assert edition.snapshot(SLUG) is None
    assert edition.frames_after(SLUG, 0, 10) is None
    assert edition.frame_range(SLUG, 1, 1) is None
    assert edition.stories() == []


def test_record_comes_back_as_printed_with_the_shelfs_own_oldest_frame(edition: Edition):
    edition.print(printing(1))
    edition.print(printing(2))

    assert edition.printed(SLUG) == replace(shelved(2), oldest_frame=1)


def test_frames_come_back_byte_for_byte(edition: Edition):
    binary = replace(frame(1), sse=bytes(range(256)), json=b"\x00\xff", event="withdrawn")
    edition.print(printing(1, frames=[binary]))

    assert edition.frames_after(SLUG, 0, 10) == [binary]
    assert edition.frame_range(SLUG, 1, 1) == [binary]


def test_frames_after_a_number_come_oldest_first_and_no_more_than_asked(edition: Edition):
    edition.print(printing(5, frames=[frame(n) for n in range(1, 6)]))

    assert numbers(edition, after=1, limit=3) == [2, 3, 4]
    assert numbers(edition, after=4, limit=3) == [5]


@pytest.mark.parametrize("after", [5, 6, 10**12])
def test_nothing_newer_is_an_empty_list(edition: Edition, after: int):
    edition.print(printing(5, frames=[frame(n) for n in range(1, 6)]))

    assert numbers(edition, after=after) == []


def test_position_older_than_kept_says_so(edition: Edition):
    """A silent gap would leave a reader believing that a corrected toll is the latest."""
    for n in range(1, 11):
        edition.print(printing(n, kept=4))

    assert edition.printed(SLUG) == replace(shelved(10), oldest_frame=7)
    assert numbers(edition, after=5) is None
    assert numbers(edition, after=-1) is None
    assert numbers(edition, after=6) == [7, 8, 9, 10]


def test_only_the_newest_frames_of_one_printing_are_kept(edition: Edition):
    edition.print(printing(10, frames=[frame(n) for n in range(1, 11)], kept=3))

    assert numbers(edition, after=7) == [8, 9, 10]
    assert numbers(edition, after=6) is None


def test_shelf_that_keeps_no_frames_still_knows_its_number(edition: Edition):
    edition.print(printing(1, kept=0))

    assert edition.printed(SLUG) == replace(shelved(1), oldest_frame=2)
    assert numbers(edition, after=1) == []
    assert numbers(edition, after=0) is None


def test_keeping_fewer_drops_and_keeping_more_brings_nothing_back(edition: Edition):
    edition.print(printing(5, frames=[frame(n) for n in range(1, 6)]))
    edition.print(printing(6, kept=2))
    edition.print(printing(7, kept=100))

    assert numbers(edition, after=4) == [5, 6, 7]
    assert numbers(edition, after=3) is None


def test_range_is_given_whole_or_not_at_all(edition: Edition):
    edition.print(printing(8, frames=[frame(n) for n in range(1, 9)], kept=6))

    whole = edition.frame_range(SLUG, 4, 6)

    assert whole is not None
    assert [found.number for found in whole] == [4, 5, 6]
    assert edition.frame_range(SLUG, 2, 6) is None
    assert edition.frame_range(SLUG, 4, 9) is None
    assert edition.frame_range(SLUG, 6, 4) is None


def test_same_printing_twice_leaves_the_same_shelf(edition: Edition):
    """A press that was killed after printing and before remembering prints again."""
    edition.print(printing(1, entry("a1", 1)))
    second = printing(2, entry("a1", 1, "amended"), entry("b2", 2))
    edition.print(second)
    before = (edition.printed(SLUG), edition.frames_after(SLUG, 0, 10), piece(edition, "entry:a1"))

    edition.print(second)

    assert (edition.printed(SLUG), edition.frames_after(SLUG, 0, 10), piece(edition, "entry:a1")) == before


def test_hole_after_what_is_printed_is_a_fault_and_changes_nothing(edition: Edition):
    edition.print(printing(1, entry("a1", 1)))

    with pytest.raises(Fault):
        edition.print(printing(3, entry("a1", 1, "never to be seen")))

    assert edition.printed(SLUG) == replace(shelved(1), oldest_frame=1)
    assert piece(edition, "entry:a1") == b"<p>a1</p>"


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([], id="none at all"),
        pytest.param([2, 4], id="hole inside"),
        pytest.param([2, 3], id="last missing"),
        pytest.param([2, 4, 3], id="out of order"),
        pytest.param([2, 2, 3, 4], id="doubled"),
        pytest.param([2, 3, 4, 5], id="beyond the number"),
        pytest.param([0, 2, 3, 4], id="number nought"),
    ],
)
def test_frames_that_do_not_lead_to_the_number_are_a_fault(edition: Edition, frames: list[int]):
    edition.print(printing(1))

    with pytest.raises(Fault):
        edition.print(printing(4, frames=[frame(n) for n in frames]))

    assert numbers(edition) == [1]


def test_press_that_was_overtaken_is_told_so(edition: Edition):
    """Two presses at work: the late one must not put older pieces over newer ones."""
    edition.print(printing(1))
    edition.print(printing(2, entry("a1", 1, "newer")))

    with pytest.raises(Fault):
        edition.print(printing(1, entry("a1", 1, "older")))

    assert piece(edition, "entry:a1") == b"newer"


def test_kept_frames_can_be_replaced_without_a_new_number(edition: Edition):
    """A withdrawn text has to leave the old frames too."""
    edition.print(printing(3, frames=[frame(n) for n in (1, 2, 3)]))

    edition.print(printing(3, frames=[frame(1, "withdrawn"), frame(3, "withdrawn")]))

    assert edition.frames_after(SLUG, 0, 10) == [frame(1, "withdrawn"), frame(2), frame(3, "withdrawn")]


def test_replacements_and_a_new_frame_fit_in_one_printing(edition: Edition):
    edition.print(printing(2, frames=[frame(1), frame(2)]))

    edition.print(printing(3, frames=[frame(1, "withdrawn"), frame(3)]))

    assert edition.frames_after(SLUG, 0, 10) == [frame(1, "withdrawn"), frame(2), frame(3)]


def test_replacement_of_what_is_not_kept_is_passed_over(edition: Edition):
    edition.print(printing(9, frames=[frame(8), frame(9)]))

    edition.print(printing(9, frames=[frame(3, "withdrawn"), frame(8, "withdrawn")]))

    assert numbers(edition, after=7) == [8, 9]
    assert numbers(edition, after=6) is None


def test_another_epoch_drops_frames_and_pieces(edition: Edition):
    """History is not the same any more; nothing of the old may be taken for the new."""
    edition.print(printing(3, entry("a1", 1), Piece("head", "html", b"old"), frames=[frame(n) for n in (1, 2, 3)]))

    edition.print(printing(2, entry("b1", 1), frames=[frame(2)], epoch="k2"))

    assert edition.printed(SLUG) == replace(shelved(2, epoch="k2"), oldest_frame=2)
    assert numbers(edition, after=1) == [2]
    assert piece(edition, "entry:a1") is None
    assert piece(edition, "head") is None
    assert piece(edition, "entry:b1") == b"<p>b1</p>"


def test_printing_number_nought_empties_the_story_and_lets_it_begin_anywhere(edition: Edition):
    edition.print(printing(3, entry("a1", 1), frames=[frame(n) for n in (1, 2, 3)]))

    edition.print(Print(story=shelved(0), pieces=[Piece("head", "html", b"new")]))
    assert edition.printed(SLUG) == replace(shelved(0), oldest_frame=1)
    assert numbers(edition) == []
    assert piece(edition, "entry:a1") is None
    edition.print(printing(400, frames=[frame(399), frame(400)]))

    assert numbers(edition, after=398) == [399, 400]
    assert numbers(edition, after=0) is None
    assert piece(edition, "head") == b"new"


def test_first_printing_may_come_without_frames(edition: Edition):
    """As after a restore: readers begin at the page, older positions are told to fetch it."""
    edition.print(printing(412, entry("a1", 1), frames=[]))

    assert edition.printed(SLUG) == replace(shelved(412), oldest_frame=413)
    assert numbers(edition, after=412) == []
    assert numbers(edition, after=411) is None


def test_rank_is_for_updates_only(edition: Edition):
    with pytest.raises(Fault):
        edition.print(printing(1, Piece("head", "html", b"", rank=3)))

    assert edition.printed(SLUG) is None


def test_stories_come_the_most_lately_updated_first(edition: Edition):
    for slug, at in (
        ("b", "2026-11-22T05:00:00.000Z"),
        ("a", "2026-11-22T05:00:00.000Z"),
        ("c", "2026-11-22T05:00:01.000Z"),
    ):
        edition.print(printing(1, slug=slug, updated_at=at))

    assert [story.slug for story in edition.stories()] == ["c", "a", "b"]

    edition.print(printing(2, slug="b", updated_at="2026-11-22T05:00:02.000Z"))
    assert [story.slug for story in edition.stories()] == ["b", "c", "a"]


def test_stories_do_not_mix(edition: Edition):
    edition.print(printing(1, entry("a1", 1, "of a"), slug="a"))
    edition.print(printing(2, entry("a1", 1, "of b"), slug="b", frames=[frame(1), frame(2)]))

    edition.drop_story("b")

    assert edition.printed("b") is None
    assert edition.frames_after("b", 0, 10) is None
    assert numbers(edition, slug="a") == [1]
    snapshot = edition.snapshot("a")
    assert snapshot is not None
    with snapshot:
        assert snapshot.piece("entry:a1", "html") == b"of a"


def test_dropped_story_can_be_printed_again_from_nothing(edition: Edition):
    edition.print(printing(1, entry("a1", 1)))
    edition.drop_story(SLUG)
    edition.drop_story("never-there")

    edition.print(printing(7, entry("b1", 1)))

    assert numbers(edition, after=6) == [7]
    assert piece(edition, "entry:a1") is None


def test_documents_are_put_replaced_and_kept_byte_for_byte(edition: Edition):
    first = Document("/static/page.css", "text/css", b"a{}", immutable=False)
    second = Document("/static/page.css", "text/css; charset=utf-8", b"\x00\xff", immutable=True)

    edition.put_document(first)
    assert edition.document("/static/page.css") == first
    edition.put_document(second)

    assert edition.document("/static/page.css") == second
    assert edition.document("/static/other.css") is None


def test_clearing_leaves_nothing(edition: Edition):
    edition.print(printing(1, entry("a1", 1)))
    edition.put_document(Document("/", "text/html", b"x", immutable=False))

    edition.clear()

    assert edition.stories() == []
    assert edition.document("/") is None
    assert edition.snapshot(SLUG) is None
    edition.print(printing(1))
    assert piece(edition, "entry:a1") is None
