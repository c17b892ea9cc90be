"""What changed between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stoppress.desk.pages.difference import Stretch, difference

WORDS = st.sampled_from(["ships", "boats", " ", "  ", "\n", ".", "ten", "nine", "كلمة", "é"])
TEXTS = st.lists(WORDS, max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_are_whole_in_their_difference(old: str, new: str) -> None:
    stretches = difference(old, new)

    assert "".join(one.text for one in stretches if one.change != "added") == old
    assert "".join(one.text for one in stretches if one.change != "removed") == new


def test_words_that_changed_side_by_side_read_as_one_change() -> None:
    assert difference("It said nine ships wait.", "It said ten boats wait.") == [
        Stretch("kept", "It said "),
        Stretch("removed", "nine ships"),
        Stretch("added", "ten boats"),
        Stretch("kept", " wait."),
    ]


def test_long_texts_are_compared_by_paragraphs() -> None:
    old = "\n".join(f"paragraph {number} of a long text" for number in range(1000))

    stretches = difference(old, old.replace("paragraph 500 ", "PARAGRAPH 500 "))

    assert [one.text for one in stretches if one.change == "added"] == ["PARAGRAPH 500 of a long text"]


def test_texts_without_end_are_compared_as_a_whole() -> None:
    old = "a\n" * 4000

    assert [one.change for one in difference(old, old + "b")] == ["removed", "added"]
