"""Markdown for text areas: what is written reads back as the same document, whatever the document is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoppress.base.errors import Refusal
from stoppress.story.body import build
from stoppress.story.body.document import Mark, Node, attributes, document_from
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.body.to_markdown import document_from_edited_markdown, kept_parts, to_markdown

MARKDOWN_SIGNS = st.sampled_from(
    [
        *("*", "**", "_", "`", "[", "](https://a.example/x_(y))", "\n", "\n\n", "> ", "- ", "1. ", "7) ", "# "),
        *("\\", "&amp;", "<b>", "  ", "\t", "— ", "![figure 1]", "---", "```", "~~~", "word", "كلمة", "a", " b "),
        *("!", "é"),
    ]
)
WORDS = st.text(st.sampled_from("ab *_-+.)(>#&;!`[]\\\u00a0—1é"), min_size=1, max_size=12)
MARKS = st.sampled_from(
    [
        (),
        (),
        (Mark("strong"),),
        (Mark("em"),),
        (Mark("strong"), Mark("em")),
        (Mark("link", "https://a.example/?b=1&amp;c"), Mark("em")),
        (Mark("link", "https://a.example/(x)"),),
    ]
)
INLINE = st.one_of(
    st.builds(lambda text, marks: Node("text", text=text, marks=marks), WORDS, MARKS), st.just(Node("hard_break"))
)
PARAGRAPH = st.lists(INLINE, max_size=4).map(lambda nodes: Node("paragraph", tuple(nodes)))
INNER = st.recursive(
    PARAGRAPH,
    lambda block: st.one_of(
        st.lists(block, max_size=3).map(lambda blocks: Node("blockquote", tuple(blocks))),
        st.builds(
            lambda kind, items, order: Node(
                kind,
                tuple(Node("list_item", tuple(item)) for item in items),
                attributes(order=order) if kind == "ordered_list" and order != 1 else (),
            ),
            st.sampled_from(["bullet_list", "ordered_list"]),
            st.lists(st.lists(block, max_size=2), max_size=3),
            st.integers(0, 12),
        ),
    ),
    max_leaves=6,
)
FIGURE = st.just(build.figure(asset="0" * 32, width=8, height=6, alt="A quay", caption="The [quay]", credit="Ada"))
BLOCK = st.one_of(INNER, FIGURE, st.just(build.embed("post", author="Ben", text="One\n\ntwo")))
DOCUMENTS = st.lists(BLOCK, max_size=4).map(lambda blocks: document_from(Node("doc", tuple(blocks)).to_json()))


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_every_document_comes_back_from_its_markdown(document: Node) -> None:
    assert document_from_edited_markdown(to_markdown(document), document) == document


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKDOWN_SIGNS, max_size=14).map("".join))
def test_what_was_typed_as_markdown_is_the_same_document_when_it_is_typed_again(text: str) -> None:
    try:
        document = document_from_markdown(text)
    except Refusal as refusal:
        assert "nested more than" in refusal.message, "seven dashes in a row are lists in lists: the only refusal"
        return

    again = to_markdown(document)

    assert document_from_edited_markdown(again, document) == document
    if not kept_parts(document):
        assert document_from_markdown(again) == document


def test_ordinary_text_stays_readable() -> None:
    text = (
        "The harbour of **Odesa** is *closed*, see [the notice](https://port.example/a_b).\n\n"
        "- Ferries stopped at 14:03.\n- Cars wait:\n  1. on the quay\n  2. on the hill\n\n"
        "> We will not leave.\n>\n> — Olena, harbour master\n\n"
        "A snake_case word, 3 * 4, and a first line\\\nand a second."
    )

    document = document_from_markdown(text)

    assert to_markdown(document) == text.replace("3 * 4", "3 \\* 4")
    assert kept_parts(document) == ()


def test_the_last_line_of_a_quotation_names_who_said_it() -> None:
    for text in ("> We stay.\n> — Olena", "> We stay.\n>\n> — Olena", "> We stay.\\\n> — Olena"):
        (quotation,) = document_from_markdown(text).content

        assert quotation == build.quotation("We stay.", cite="Olena"), text


def test_a_dash_inside_a_quoted_line_names_nobody() -> None:
    (quotation,) = document_from_markdown("> We stay — all of us.\n> And — so on").content

    assert quotation.words("cite") == ""


def test_a_picture_keeps_its_place_while_the_text_around_it_changes() -> None:
    figure = build.figure(asset="a" * 32, width=800, height=600, alt="A quay", caption="The quay at noon")
    stored = build.document(build.paragraph("Before."), figure, build.paragraph("After."))

    text = to_markdown(stored)
    edited = document_from_edited_markdown(text.replace("Before.", "Long before."), stored)

    assert "![figure 1: The quay at noon]" in text
    assert edited.content == (build.paragraph("Long before."), figure, build.paragraph("After."))


def test_a_picture_goes_when_its_line_is_taken_out() -> None:
    stored = build.document(build.figure(alt="A quay"), build.paragraph("After."))

    assert document_from_edited_markdown("After.", stored).content == (build.paragraph("After."),)


def test_a_line_for_a_part_that_is_not_there_is_refused_beside_the_text() -> None:
    with pytest.raises(Refusal) as refused:
        document_from_edited_markdown("![figure 2: Whose?]", build.document(build.figure(alt="A quay")))

    assert (refused.value.code, refused.value.field) == ("part-unknown", "body")


def test_text_that_looks_like_a_part_line_stays_text() -> None:
    stored = build.document(build.paragraph("![figure 1]"), build.figure(alt="A quay"))

    assert document_from_edited_markdown(to_markdown(stored), stored) == stored


def test_other_peoples_nastiest_strings_come_back_as_the_text_they_are(shared: Path) -> None:
    for string in json.loads((shared / "data" / "naughty-strings.json").read_text()):
        document = document_from(build.text_document(string).to_json())

        assert document_from_edited_markdown(to_markdown(document), document) == document, string
