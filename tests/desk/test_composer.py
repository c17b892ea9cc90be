"""What the composer posts: a document beside the Markdown; and what forgers post in its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape

import pytest

from stoppress.base.keys import new_command_id
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body import build
from stoppress.story.body.document import Mark, Node, attributes
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content
from stoppress.story.write import Door
from tests.desk.conftest import Browser, form_on

FIGURE = build.figure(asset="a" * 32, width=800, height=600, alt="A quay", caption="The quay at noon", credit="Ada")
PUBLISH = "/stories/storm/updates/"


def posted(*blocks: Node) -> str:
    return json.dumps(build.document(*blocks).to_json())


def newest_body() -> Node:
    return read.entries("storm", limit=1)[0].content.body


def test_the_document_wins_over_the_markdown_beside_it(ada: Browser, storm: str) -> None:
    card = build.embed("card", title="Report 17", url="https://example.org/17", author="Harbour board")

    ada.command(PUBLISH, body="Old words", body_document=posted(build.paragraph("New words"), card, FIGURE))

    assert newest_body() == build.document(build.paragraph("New words"), card, FIGURE)


def test_without_a_document_the_markdown_is_read(ada: Browser, storm: str) -> None:
    ada.send("/stories/storm/", "composer", body="The gates are **shut**.")

    assert newest_body() == document_from_markdown("The gates are **shut**.")


def test_paragraphs_that_say_nothing_are_not_stored(ada: Browser, storm: str) -> None:
    blocks = [Node("paragraph"), build.paragraph("Words"), build.paragraph(" \n\u00a0"), Node("paragraph")]

    ada.command(PUBLISH, body_document=json.dumps(Node("doc", tuple(blocks)).to_json()))

    assert newest_body() == build.document(build.paragraph("Words"))


def test_a_document_of_empty_paragraphs_says_nothing(ada: Browser, storm: str) -> None:
    answer = ada.command(PUBLISH, body_document=posted(Node("paragraph"), Node("paragraph")))

    assert (answer.status_code, answer.json()["code"]) == (422, "nothing-said")


def test_marks_and_attributes_are_stored_as_they_were_made(ada: Browser, storm: str) -> None:
    said = Node(
        "paragraph", (Node("text", text="No.", marks=(Mark("link", "https://a.example/"), Mark("strong"), Mark("em"))),)
    )
    items = Node("ordered_list", (Node("list_item", (build.paragraph("four"),)),), attributes(order=4))
    quotation = Node("blockquote", (said, items), attributes(cite="Olena, harbour master"))

    ada.command(PUBLISH, body_document=posted(quotation))

    assert newest_body() == build.document(quotation)


def test_an_amendment_by_document_keeps_figures_in_place(ada: Browser, door: Door, storm: str) -> None:
    body = build.document(build.paragraph("Before."), FIGURE, build.paragraph("After."))
    key = "aaaaaaaaaa"
    door.carry_out(c.PublishEntry(slug="storm", actor="ada", key=key, content=Content(headline="H", body=body)))
    page = ada.open(f"{PUBLISH}{key}/").content.decode()
    given = json.loads(unescape(page.partition('data-document="')[2].partition('"')[0]))
    given["content"][2]["content"][0]["text"] = "Later."

    ada.send(f"{PUBLISH}{key}/", "amend", amendment="update", body_document=json.dumps(given))

    assert newest_body().content == (build.paragraph("Before."), FIGURE, build.paragraph("Later."))


def test_a_document_that_is_as_it_was_changes_nothing(ada: Browser, door: Door, storm: str) -> None:
    """Even one that an import left with an empty paragraph: opening and saving is no amendment."""
    body = build.document(build.paragraph("One."), Node("paragraph"), build.paragraph("Two."))
    door.carry_out(c.PublishEntry(slug="storm", actor="ada", key="aaaaaaaaaa", content=Content(body=body)))

    answer = ada.command(
        f"{PUBLISH}aaaaaaaaaa/amend/", amendment="typo", based_on="1", body_document=json.dumps(body.to_json())
    )

    assert answer.json()["code"] == "nothing-changed"


def nested(kind: str, depth: int) -> str:
    inside = '{"type":"paragraph","content":[{"type":"text","text":"x"}]}'
    opening = "".join(f'{{"type":"{kind}","content":[' for _ in range(depth))
    return f'{{"type":"doc","content":[{opening}{inside}{"]}" * depth}]}}'


def linked(href: str) -> str:
    return posted(Node("paragraph", (Node("text", text="x", marks=(Mark("link", href),)),)))


def block(**values: object) -> str:
    return json.dumps({"type": "doc", "content": [values]})


FORGED = {
    "no JSON": ("{", "body-not-readable"),
    "no document": ('"text"', "body-not-readable"),
    "no number that JSON knows": ('{"type":"doc","content":NaN}', "body-not-readable"),
    "a number of 5,000 digits": ('{"type":"doc","content":' + "9" * 5_000 + "}", "body-not-readable"),
    "lists 13 deep": (nested("blockquote", 13), "body-not-readable"),
    "brackets 100,000 deep": ("[" * 100_000, "body-not-readable"),
    "quotations 20,000 deep": (nested("blockquote", 20_000), "body-not-readable"),
    "an unknown node": (block(type="script", content=[]), "body-not-readable"),
    "a locked node": (block(type="locked", attrs={"json": "{}"}), "body-not-readable"),
    "raw HTML": (block(type="html", attrs={"html": "<script>alert(1)</script>"}), "body-not-readable"),
    "a figure in a quotation": (block(type="blockquote", content=[FIGURE.to_json()]), "body-not-readable"),
    "a picture from elsewhere": (
        block(type="figure", attrs={"asset": "https://evil.example/x.png", "width": 1, "height": 1}),
        "body-not-readable",
    ),
    "a picture as wide as true": (
        block(type="figure", attrs={"asset": "a" * 32, "width": True, "height": True}),
        "body-not-readable",
    ),
    "an unknown mark": (
        block(type="paragraph", content=[{"type": "text", "text": "x", "marks": [{"type": "style"}]}]),
        "body-not-readable",
    ),
    "javascript:": (linked("javascript:alert(1)"), "link-not-safe"),
    "JavaScript: with a tab": (linked("java\tscript:alert(1)"), "link-not-safe"),
    "data:": (linked("data:text/html,<script>alert(1)</script>"), "link-not-safe"),
    "an embed of javascript:": (
        block(type="embed", attrs={"provider": "card", "url": "javascript:alert(1)"}),
        "link-not-safe",
    ),
    "an embed of a stranger": (block(type="embed", attrs={"provider": "iframe"}), "body-not-readable"),
    "6,000 paragraphs": (posted(*[build.paragraph("x")] * 6_000), "body-too-long"),
    "60,000 characters": (posted(build.paragraph("x" * 60_000)), "too-long"),
    "500,000 bytes": (posted(build.paragraph("€" * 200_000)), "body-too-long"),
    "1,000,001 characters": (posted(build.paragraph("x" * 1_000_001)), "body-too-long"),
    "5 MB": (posted(build.paragraph("x" * 5_000_000)), "body-too-long"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_document_is_refused_with_a_sentence(ada: Browser, storm: str, name: str) -> None:
    document, code = FORGED[name]

    answer = ada.command(PUBLISH, headline="Forged", body_document=document)

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, "body")
    assert answer.json()["detail"].endswith(".")
    assert read.numbers() == {"storm": 1}


def test_a_refused_document_comes_back_as_it_was_typed(ada: Browser, storm: str) -> None:
    typed = posted(build.paragraph("<b>Words</b> & “signs”"))

    html = ada.send("/stories/storm/", "composer", kind="rumour", body_document=typed).content.decode()

    assert unescape(html.partition('data-document="')[2].partition('"')[0]) == typed
    # Not in the field: without script, the text area beside it would be typed in vain.
    assert form_on(html, "composer")[1]["body_document"] == [""]


def test_published_and_pinned_is_one_act(ada: Browser, storm: str) -> None:
    fields = {"command_id": "pinned-0001", "key": "aaaaaaaaaa", "headline": "Leave now", "pin": "on"}

    answers = [ada.command(PUBLISH, **fields).json() for _ in range(2)]

    assert [(answer["number"], answer["repeated"]) for answer in answers] == [(2, False), (2, True)]
    assert read.story("storm").pinned == "aaaaaaaaaa"
    assert read.numbers() == {"storm": 3}


def test_what_is_refused_is_not_pinned_either(ada: Browser, storm: str, published: Callable[..., str]) -> None:
    pinned = published()
    ada.command(f"{PUBLISH}{pinned}/pin/")

    answer = ada.command(PUBLISH, key="aaaaaaaaaa", pin="on", command_id=new_command_id())

    assert answer.json()["code"] == "nothing-said"
    assert read.story("storm").pinned == pinned
