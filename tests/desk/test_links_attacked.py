"""Links that could run something, wherever a link may stand: by the pages, by the API, in a draft, in an import."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from stoppress.archive.capture import (
    Capture,
    CapturedEntry,
    Figure,
    LinkCard,
    ListBlock,
    Paragraph,
    Post,
    Quotation,
    Report,
)
from stoppress.archive.telling import telling_of
from stoppress.story import read
from stoppress.story.body.html import body_html
from stoppress.story.write import Door
from tests.desk.api.conftest import Program, program_of
from tests.desk.conftest import Browser, logged_in
from tests.desk.test_stored_script import Page

EVIL = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\r\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "javascript%3aalert(1)",
    "feed:javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "file:///etc/passwd",
    "blob:https://evil.example/x",
]
SAFE = re.compile(r"(https?://|mailto:|tel:|/|#|\?)", re.IGNORECASE)


def runs(html: str) -> list[str]:
    """Links of a page, and of the frames in it, that are none of those that a link may be."""
    return [href for href in Page(html).links if href and not (SAFE.match(href) and href[:2] != "//")]


def stored() -> str:
    return "".join(
        body_html(entry.content.body) + "".join(f'<a href="{source.url}">' for source in entry.content.sources)
        for entry in read.entries("storm")
    )


@pytest.mark.parametrize("href", EVIL)
def test_by_the_pages_it_is_refused_or_stands_as_text(ada: Browser, storm: str, href: str) -> None:
    """In the text, as a source's link, beside the story; and whatever came of it, no page has a link that runs."""
    for markdown in (f"[click]({href})", f"[click](<{href}>)", f"<{href}>", f"[a]: {href}\n\n[a]", f"![x]({href})"):
        ada.command("/stories/storm/updates/", headline="x", body=markdown)
    source = ada.command(
        "/stories/storm/updates/", headline="x", source_name="a", source_url=href, source_channel="", source_hand=""
    )
    link = ada.command(
        "/stories/storm/settings/", headline="x", language="en", zone="UTC", link_title="a", link_url=href
    )

    assert (source.status_code, source.json()["code"]) == (422, "link-not-safe")
    assert (link.status_code, link.json()["code"]) == (422, "link-not-safe")
    assert runs(stored()) == []
    keys = [entry.key for entry in read.entries("storm")]
    pages = ["/stories/storm/", *(f"/stories/storm/updates/{key}/" for key in keys)]
    assert [found for page in pages for found in runs(ada.open(page).content.decode())] == []


@pytest.mark.parametrize("href", EVIL)
def test_by_the_api_too_and_in_drafts(program: Program, storm: str, href: str) -> None:
    text: dict[str, Any] = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": href}}]}
    document = {"type": "doc", "content": [{"type": "paragraph", "content": [text]}]}
    updates, draft = "/stories/storm/updates", "/stories/storm/drafts/dddddddddd"
    settings = {"If_Match": program.ask("/stories/storm/settings").headers["ETag"]}

    refused = [
        program.send("POST", updates, {"body": {"document": document}}),
        program.send("POST", updates, {"headline": "x", "sources": [{"name": "x", "url": href}]}),
        program.send("PATCH", "/stories/storm/settings", {"links": [{"title": "x", "url": href}]}, **settings),
        program.send("PATCH", "/stories/storm/settings", {"summary": {"document": document}}, **settings),
    ]
    program.send("POST", updates, {"headline": "x", "body": {"markdown": f"[click](<{href}>) {href}"}})
    program.send("PUT", draft, {"headline": "x", "sources": [{"name": "x", "url": href}], "body": {"markdown": href}})
    approved = program.send("POST", f"{draft}/approve")

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(422, "link-not-safe")] * 4
    assert approved.status_code == 422
    assert runs(stored()) == []
    assert runs(str(program.ask(updates).json())) == []


@pytest.fixture
def program(door: Door) -> Program:
    return program_of("ada")


def test_an_imported_page_brings_no_link_that_runs_and_no_markup(door: Door) -> None:
    """What others' pages say goes through the same documents as what is typed."""
    evil = [f"<script>alert(1)</script><bait> {href} [x]({href}) <{href}>" for href in EVIL]
    blocks = (
        *(Paragraph(text, ()) for text in evil),
        Quotation(tuple(evil), ()),
        ListBlock(tuple(evil), ()),
        Figure(evil[0], evil[1], evil[2], ()),
        Post(evil[0], evil[1], "1 July", tuple(evil), "", ()),
        LinkCard(evil[0], evil[1], ()),
    )
    at = datetime(2026, 7, 1, 12, tzinfo=UTC)
    entry = CapturedEntry(
        headline=evil[0],
        kind="report",
        published_at=at,
        published_text="",
        authors=(evil[0],),
        source_line=evil[1],
        blocks=blocks,
    )
    telling = telling_of(Capture(headline=evil[0], entries=(entry,), report=Report(())), b"page", slug="storm")
    for command in telling.commands:
        door.carry_out(command)

    ada = logged_in("ada")
    key = read.entries("storm")[0].key
    pages = [ada.open(path).content.decode() for path in ("/stories/storm/", f"/stories/storm/updates/{key}/")]
    assert "&lt;bait&gt;" in stored()
    assert [found for page in (stored(), *pages) for found in runs(page)] == []
    assert all("<bait>" not in page and "<script>alert" not in page for page in (stored(), *pages))
