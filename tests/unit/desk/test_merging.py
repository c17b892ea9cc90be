"""Two texts that came of one: nothing is silently lost, and where nothing touches there is nothing to choose."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoppress.base.limits.drafts import MERGE_PARAGRAPHS_MAX
from stoppress.desk.drafting.merging import Agreed, Clash, merge, paragraphs, together
from stoppress.desk.drafting.merging_fields import merge_fields

words = st.lists(st.sampled_from("abcdefgh"), max_size=7)


def all_of(pieces: list[Agreed | Clash]) -> list[str]:
    return [
        part
        for piece in pieces
        for part in (piece.parts if isinstance(piece, Agreed) else (*piece.theirs, *piece.mine))
    ]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ("a b c", "A b c", "a b C", "A b C"),
        ("a b", "A b", "a B", "A B"),  # beside each other is not the same place
        ("a b", "a x b", "a b y", "a x b y"),
        ("a b c", "a c", "a b C", "a C"),
        ("a", "a b", "c a", "c a b"),
        ("", "a", "", "a"),
        ("a b", "b", "a b c", "b c"),
        ("a b c", "a b c", "x", "x"),
    ],
)
def test_what_does_not_touch_is_put_together(base: str, theirs: str, mine: str, merged: str | None) -> None:
    pieces = merge(base.split(), theirs.split(), mine.split())

    expected = merged.split() if merged is not None else ["a", "C"]
    assert pieces == ([Agreed(tuple(expected))] if expected else [])


@pytest.mark.parametrize(
    ("base", "theirs", "mine"), [("a b c", "a X c", "a Y c"), ("", "x", "y"), ("a b", "a x b", "a y b")]
)
def test_what_touches_is_shown_side_by_side(base: str, theirs: str, mine: str) -> None:
    pieces = merge(base.split(), theirs.split(), mine.split())

    assert sum(isinstance(piece, Clash) for piece in pieces) == 1
    assert set(theirs.split()) | set(mine.split()) <= set(all_of(pieces))


@settings(max_examples=500, deadline=None)
@given(base=words, theirs=words, mine=words)
def test_nothing_is_silently_lost(base: list[str], theirs: list[str], mine: list[str]) -> None:
    pieces = merge(base, theirs, mine)

    found = all_of(pieces)
    for part in {*theirs, *mine} - set(base):
        assert part in found
    # Of two equal paragraphs each may have taken out another one; what stands once is meant by both.
    for part in (part for part in {*base} & {*theirs} & {*mine} if base.count(part) == 1):
        assert part in found
    assert [p for piece in merge(base, base, mine) for p in all_of([piece])] == mine
    assert all_of(merge(base, theirs, base)) == theirs
    assert all_of(merge(base, mine, mine)) == mine


@settings(max_examples=300, deadline=None)
@given(base=words, theirs=words, mine=words)
def test_taking_one_side_of_every_clash_loses_none_of_its_words(
    base: list[str], theirs: list[str], mine: list[str]
) -> None:
    pieces = merge(base, theirs, mine)

    kept = together(pieces).split("\n\n")
    assert set(mine) - set(base) <= set(kept)


def test_a_long_text_is_chosen_between_whole() -> None:
    base = [str(n) for n in range(MERGE_PARAGRAPHS_MAX + 1)]

    assert len(merge(base, [*base, "x"], [*base, "y"])) == 1


def test_paragraphs_joined_are_the_text_again() -> None:
    text = "One.\n\n- two\n- three\n\n> Four.\n> — Five"

    assert "\n\n".join(paragraphs(text)) == text
    assert paragraphs("\r\n\r\n  \r\n") == []


def test_forms_are_merged_field_by_field() -> None:
    base = {"headline": ["Storm"], "body": ["One.\n\nTwo."], "status": [""], "key": ["kkkkkkkkkk"]}
    theirs = base | {"headline": ["A storm"], "body": ["One!\n\nTwo."], "source_name": ["Coastguard"]}
    mine = base | {"body": ["One.\r\n\r\nTwo!"], "key_event": ["on"], "status": ["claimed"], "key": ["mine999999"]}

    merged = merge_fields(base, theirs, mine)

    assert merged.clashes == ()
    assert merged.fields == {
        "headline": ["A storm"],
        "body": ["One!\n\nTwo!"],
        "status": ["claimed"],
        "source_name": ["Coastguard"],
        "key_event": ["on"],
        "key": ["mine999999"],
    }


def test_documents_of_the_composer_are_merged_block_by_block() -> None:
    def form(*paragraphs: str) -> dict[str, list[str]]:
        blocks = [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in paragraphs]
        return {"body": ["stale"], "body_document": [json.dumps({"type": "doc", "content": blocks})]}

    merged = merge_fields(form("One.", "Two."), form("One!", "Two."), form("One.", "Two!"))
    clash = merge_fields(form("One."), form("One, he says."), form("One, she says."))

    assert merged.clashes == ()
    assert json.loads(merged.fields["body_document"][0]) == json.loads(form("One!", "Two!")["body_document"][0])
    assert [type(piece) for piece in clash.clashes[0].pieces] == [Clash]


def test_rows_of_sources_are_taken_together() -> None:
    base = {"source_name": ["Coastguard", ""], "source_url": ["", ""]}
    theirs = {"source_name": ["Coastguard", "Mayor"], "source_url": ["", "https://mayor.example"]}
    mine = {"source_name": ["Police"], "source_url": [""]}

    merged = merge_fields(base, theirs, mine)

    assert [(clash.name, clash.theirs) for clash in merged.clashes] == [("source_", theirs)]
    assert merged.fields == mine


def test_a_text_with_pictures_is_taken_whole() -> None:
    """A line like ![figure 1] means another picture in another revision."""
    base = {"body": ["One.\n\n![figure 1: A quay]"]}
    theirs = {"body": ["![figure 1: Another]\n\nOne.\n\n![figure 2: A quay]"]}
    mine = {"body": ["One.\n\n![figure 1: A quay]\n\nTwo."]}

    assert merge_fields(base, theirs, base).fields == theirs
    assert [clash.pieces for clash in merge_fields(base, theirs, mine).clashes] == [()]


def test_random_merges_of_many_hands_keep_every_new_paragraph() -> None:
    chance = random.Random(5)
    for _ in range(300):
        base = [f"p{n}" for n in range(chance.randint(0, 12))]
        sides = []
        for side in "tm":
            text = list(base)
            for count in range(chance.randint(0, 5)):
                at = chance.randint(0, len(text))
                if chance.random() < 0.5 or at == len(text):
                    text.insert(at, f"{side}{count}")
                elif chance.random() < 0.6:
                    text[at] = f"{side}{count}'"
                else:
                    del text[at]
            sides.append(text)

        found = set(all_of(merge(base, *sides)))

        assert {part for side in sides for part in side if part not in base} <= found
