"""The document: what may stand in it, from Markdown, to HTML and to plain text."""

from __future__ import annotations

import json
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.base.errors import Refusal
from stoppress.base.limits.words import BODY_DEPTH_MAX, ENTRY_NODES_MAX
from stoppress.base.text import clean_text
from stoppress.story.body.build import document, embed, figure, paragraph, quotation, text_document
from stoppress.story.body.document import document_from
from stoppress.story.body.html import body_html
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.body.plain import plain_text


def html_of(markdown: str) -> str:
    return body_html(document_from_markdown(markdown))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One *two* **three**", "<p>One <em>two</em> <strong>three</strong></p>"),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("3. c", '<ol start="3"><li><p>c</p></li></ol>'),
        ("> said", '<blockquote dir="auto"><p>said</p></blockquote>'),
        ("# Loud", "<p><strong>Loud</strong></p>"),
        ("<b>x</b> & y", "<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>"),
        (
            "[t](https://e.org/a?b=1&c)",
            '<p><a href="https://e.org/a?b=1&amp;c" rel="nofollow noopener noreferrer">t</a></p>',
        ),
        ("![alt](https://e.org/x.png)", "<p>!<a"),
        ("a  \nb", "<p>a<br>b</p>"),
    ],
)
def test_markdown_becomes_the_html_of_a_newsroom(markdown: str, html: str) -> None:
    assert html_of(markdown).startswith(html)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "ftp://e.org"]
)
def test_a_link_that_leads_somewhere_unsafe_stays_text(href: str) -> None:
    assert "href" not in html_of(f"[t]({href})")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://e.org", "https:e.org", "//e.org", ""]
)
def test_a_document_with_an_unsafe_link_is_refused(href: str) -> None:
    link = {"type": "text", "text": "t", "marks": [{"type": "link", "attrs": {"href": href}}]}

    with pytest.raises(Refusal) as refused:
        document_from({"type": "doc", "content": [{"type": "paragraph", "content": [link]}]})

    assert refused.value.code == "link-not-safe"


def _marked(mark: object) -> dict[str, object]:
    return {"type": "paragraph", "content": [{"type": "text", "text": "x", "marks": [mark]}]}


def test_half_a_character_in_a_link_is_refused_before_it_can_stop_the_press() -> None:
    """It has no bytes: a page with it in could never be printed."""
    with pytest.raises(Refusal) as refused:
        document_from(
            {"type": "doc", "content": [_marked({"type": "link", "attrs": {"href": "https://a.example/\ud800"}})]}
        )

    assert refused.value.code == "link-not-safe"


def test_a_link_shows_all_of_where_it_leads() -> None:
    """A sign that turns the line would let it read otherwise; browsers send it with percent signs anyway."""
    href = "https://a.example/\u202egpj.exe"
    document = document_from({"type": "doc", "content": [_marked({"type": "link", "attrs": {"href": href}})]})

    assert 'href="https://a.example/%E2%80%AEgpj.exe"' in body_html(document)
    assert document_from(document.to_json()) == document


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "text",
        {"type": "script"},
        {"type": "paragraph"},
        {"type": "doc", "content": [{"type": "text", "text": "bare"}]},
        {"type": "doc", "content": {"type": "paragraph"}},
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "figure"}]}]},
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": 3}]}]},
        {"type": "doc", "content": [{"type": "figure", "attrs": {"asset": "../../etc/passwd"}}]},
        {"type": "doc", "content": [{"type": "figure", "attrs": {"asset": "a" * 32, "width": -1, "height": "1"}}]},
        {"type": "doc", "content": [{"type": "embed", "attrs": {"provider": "iframe"}}]},
        {"type": "doc", "content": [{"type": "embed", "attrs": {"provider": ["card"]}}]},
        {"type": "doc", "content": [{"type": ["paragraph"]}]},
        {"type": "doc", "content": [_marked({"type": ["strong"]})]},
        {"type": "doc", "content": [_marked({"type": {}})]},
    ],
)
def test_what_is_no_document_is_refused(raw: object) -> None:
    with pytest.raises(Refusal, match="can't be read"):
        document_from(raw)


def test_a_document_nested_too_deep_is_refused_before_the_stack_ends() -> None:
    raw: dict[str, object] = {"type": "paragraph"}
    for _ in range(BODY_DEPTH_MAX * 200):
        raw = {"type": "blockquote", "content": [raw]}

    with pytest.raises(Refusal):
        document_from({"type": "doc", "content": [raw]})


def test_a_document_of_too_many_parts_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        document_from({"type": "doc", "content": [{"type": "paragraph"}] * (ENTRY_NODES_MAX + 1)})

    assert refused.value.code == "body-too-long"


@given(st.text())
def test_any_text_as_markdown_gives_a_document_or_a_refusal(text: str) -> None:
    found = document_from_markdown(text)

    assert document_from(json.loads(json.dumps(found.to_json()))) == found
    assert "<script" not in body_html(found)


@given(st.text())
def test_plain_text_comes_back_as_text(text: str) -> None:
    taken = document_from(document(paragraph(text)).to_json())

    words = plain_text(taken).replace("\n", " ").split()

    assert words == clean_text(text).replace("\n", " ").split()
    assert unescape(body_html(taken)).replace("\N{NO-BREAK SPACE}", " ").count("<script") == text.count("<script")


def test_a_figure_shows_its_stored_copies_and_keeps_its_space() -> None:
    asset = "0123456789abcdef" * 2
    taken = document_from(
        document(
            figure(asset=asset, width=1600, height=900, alt="Waves", caption="The pier", credit="A. Vell")
        ).to_json()
    )

    html = body_html(taken)

    assert (
        f'srcset="/media/{asset}-480.webp 480w, /media/{asset}-960.webp 960w, /media/{asset}-1600.webp 1600w"' in html
    )
    assert 'alt="Waves" width="1600" height="900"' in html
    assert '<figcaption>The pier · <small class="credit">A. Vell</small></figcaption>' in html


def test_a_missing_picture_is_words_and_no_empty_frame() -> None:
    html = body_html(document_from(document(figure(alt="Smoke", caption="The shipyard", credit="Agency")).to_json()))

    assert "<img" not in html
    assert all(word in html for word in ("Picture not available", "Smoke", "The shipyard", "Agency"))


def test_an_embed_is_its_text_and_a_link_and_loads_nothing() -> None:
    post = embed("post", author="Ada", handle="@ada", date="13 September", url="https://e.org/1", text="One\n\nTwo <b>")

    html = body_html(document_from(document(post).to_json()))

    assert "<p>One</p><p>Two &lt;b&gt;</p>" in html
    assert "— Ada (@ada), 13 September" in html
    assert "src=" not in html


def test_a_quotation_names_who_said_it() -> None:
    html = body_html(document_from(document(quotation("We stay.", cite="The harbour master")).to_json()))

    assert "<footer>— <cite>The harbour master</cite></footer>" in html


def test_text_document_splits_at_blank_lines() -> None:
    assert plain_text(text_document("a\nb\n\nc")) == "a\nb\n\nc"
