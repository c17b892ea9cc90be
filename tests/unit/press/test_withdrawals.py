"""What is taken back leaves the shelf: its pieces, its frames, and the heads that showed it."""

from __future__ import annotations

import json

import pytest

from stoppress.edition.memory import MemoryEdition
from stoppress.press.compose import entry_context, shown
from stoppress.press.refresh import reprint_part
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body.build import text_document
from stoppress.story.content import Content, Head, KeyPoint
from stoppress.story.words import Amendment
from tests.shelf import frames_on, pieces_on
from tests.unit.press.conftest import Newsroom
from tests.unit.press.sheet import WHO, batch_of, renderer

SAID = Content(headline="Unlawfulword", body=text_document("Unlawfulword in full."))
SAID_NEWLY = Content(headline="Unlawfulword again")


def frames(newsroom: Newsroom) -> list[dict]:
    return [json.loads(frame.json) for frame in newsroom.edition.frames_after("storm", 0, 100)]


def tell(newsroom: Newsroom, *asked: c.Command) -> None:
    """Each is printed on its own, as on a quiet night."""
    for command in asked:
        assert newsroom.ask(command)
        newsroom.print()


@pytest.mark.parametrize(
    "take_back",
    [c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO), c.RedactEntry(key="aaaaaa", basis="A court.", **WHO)],
)
def test_frames_of_a_withdrawn_update_keep_their_number_and_nothing_else(
    newsroom: Newsroom, take_back: c.Command
) -> None:
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.PublishEntry(key="bbbbbb", content=Content(headline="Stays"), **WHO),
        c.MoveEntry(key="aaaaaa", **WHO),
        take_back,
    )

    sent = frames(newsroom)
    assert [frame["id"].rpartition("-")[2] for frame in sent] == ["1", "2", "3", "4", "5"]
    assert sent[1]["data"] == sent[3]["data"] == {"key": "aaaaaa", "superseded": True}
    assert sent[1]["event"] == "entry"
    assert (sent[4]["event"], sent[4]["data"]["key"]) == ("withdrawn", "aaaaaa")
    assert "Stays" in sent[2]["data"]["html"]
    assert b"Unlawfulword" not in frames_on(newsroom.edition, "storm")
    assert not [name for name, content in pieces_on(newsroom.edition, "storm").items() if b"Unlawfulword" in content]


def test_heads_that_showed_a_pinned_update_lose_it_when_it_is_withdrawn(newsroom: Newsroom) -> None:
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.PinEntry(key="aaaaaa", **WHO),
        c.SetKeyPoints(points=(KeyPoint("A point"),), **WHO),
        c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO),
    )

    sent = frames(newsroom)
    assert ["head" in frame["data"] for frame in sent] == [True, False, False, False, True]
    assert sent[3]["data"]["state"] == "live"
    assert "A point" in sent[4]["data"]["head"]
    assert b"Unlawfulword" not in frames_on(newsroom.edition, "storm")


def test_a_pin_that_ended_long_ago_is_found_again(newsroom: Newsroom) -> None:
    """The words stood in heads between pin and unpin; nobody may look through the whole log for them."""
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.PinEntry(key="aaaaaa", **WHO),
        c.UnpinEntry(key="aaaaaa", **WHO),
        c.PauseStory(**WHO),
        c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO),
    )

    assert b"Unlawfulword" not in frames_on(newsroom.edition, "storm")
    assert "head" in frames(newsroom)[3]["data"]


def test_a_frame_that_shows_two_withdrawn_updates_says_nothing_of_either(newsroom: Newsroom) -> None:
    """An amendment of one, cited, whose head shows the other, pinned; both are taken back in one batch."""
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.PublishEntry(key="bbbbbb", content=Content(headline="Other"), **WHO),
        c.SetKeyPoints(points=(KeyPoint("A point", ("bbbbbb",)),), **WHO),
        c.PinEntry(key="aaaaaa", **WHO),
        c.AmendEntry(
            key="bbbbbb", content=Content(headline="Secondword"), amendment=Amendment.CORRECTION, note="So.", **WHO
        ),
    )
    assert newsroom.ask(c.WithdrawEntry(key="bbbbbb", reason="Not so.", **WHO))
    assert newsroom.ask(c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO))
    newsroom.print()

    kept = frames_on(newsroom.edition, "storm")
    assert b"Unlawfulword" not in kept
    assert b"Secondword" not in kept


def test_a_redaction_takes_the_reason_of_an_earlier_withdrawal_too(newsroom: Newsroom) -> None:
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.WithdrawEntry(key="aaaaaa", reason="Unlawfulreason.", **WHO),
        c.RedactEntry(key="aaaaaa", basis="A court forbade it.", **WHO),
    )

    assert b"Unlawfulreason" not in frames_on(newsroom.edition, "storm")
    assert read.entry("storm", "aaaaaa").withdrawal.reason == "A court forbade it."
    assert not [name for name, content in pieces_on(newsroom.edition, "storm").items() if b"Unlawfulreason" in content]


def test_key_points_keep_their_words_and_say_that_their_support_is_gone(newsroom: Newsroom) -> None:
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.SetKeyPoints(points=(KeyPoint("The dam holds", ("aaaaaa",)),), **WHO),
        c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO),
    )

    head = frames(newsroom)[-1]["data"]["head"]
    assert "The dam holds" in head
    assert "(withdrawn)" in head


def test_a_key_point_says_that_its_support_was_corrected(newsroom: Newsroom) -> None:
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.SetKeyPoints(points=(KeyPoint("The dam holds", ("aaaaaa",)),), **WHO),
        c.AmendEntry(
            key="aaaaaa", content=Content(headline="Other"), amendment=Amendment.CORRECTION, note="So.", **WHO
        ),
    )

    assert "(corrected)" in frames(newsroom)[-1]["data"]["head"]
    assert b"(corrected)" in pieces_on(newsroom.edition, "storm")["head", "html"]


def test_a_pinned_update_that_is_amended_says_its_new_words_above(newsroom: Newsroom) -> None:
    tell(
        newsroom,
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.PinEntry(key="aaaaaa", **WHO),
        c.AmendEntry(key="aaaaaa", content=Content(headline="Newwords"), amendment=Amendment.TYPO, **WHO),
    )

    assert "Newwords" in frames(newsroom)[-1]["data"]["head"]


def test_a_withdrawal_that_is_not_printed_yet_already_keeps_its_words_from_a_refresh(newsroom: Newsroom) -> None:
    """An upgrade prints all pieces anew; what was withdrawn a moment ago must not come back by it."""
    newsroom.ask(c.PublishEntry(key="aaaaaa", content=SAID, **WHO))
    newsroom.print()
    newsroom.ask(c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO))
    empty = MemoryEdition()

    reprint_part(empty, newsroom.edition.printed("storm"), read.story_as_of("storm", 2), renderer(), below=None)

    with empty.snapshot("storm") as snapshot:
        assert snapshot.piece("entry:aaaaaa", "html") is None


def test_nothing_of_a_withdrawn_update_passes_the_gate() -> None:
    steps = batch_of(
        Head(headline="A night"),
        c.PublishEntry(key="aaaaaa", content=SAID, **WHO),
        c.AmendEntry(key="aaaaaa", content=SAID_NEWLY, amendment=Amendment.CORRECTION, note="Unlawfulnote", **WHO),
        c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO),
    ).steps

    assert "Unlawful" not in repr(shown(steps[-1].entry))
    assert "Unlawful" not in repr(entry_context(steps[-1].entry, steps[-1].story, renderer().house))
