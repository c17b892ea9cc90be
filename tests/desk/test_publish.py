"""Publishing from the composer, by people and by programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from stoppress.base.limits.desk import TIMELINE_ENTRIES
from stoppress.base.text import clean_line
from stoppress.story import read
from stoppress.story.body.build import text_document
from stoppress.story.body.document import document_from
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.body.plain import plain_text
from stoppress.story.body.to_markdown import kept_parts, to_markdown
from stoppress.story.content import Author, Source
from stoppress.story.words import Hand, Kind, Status
from tests.desk.conftest import Browser, form_on, framed


def newest(slug: str = "storm"):
    return read.entries(slug, limit=1)[0]


def test_an_update_is_published_with_everything_the_composer_offers(ada: Browser, storm: str) -> None:
    ada.send(
        "/stories/storm/",
        "composer",
        kind="breaking",
        status="confirmed",
        key_event="on",
        headline="The harbour is closed",
        body="The gates are **shut**.",
        source_name=["Coastguard", "Port of Hale"],
        source_channel=["telephone", ""],
        source_hand=["first", ""],
        source_url=["", "https://port.example/notice"],
        event_time="2026-07-01T14:03",
        author_name=["Ada Byron"],
        author_role=["in Hale"],
    )

    content = newest().content
    assert (content.kind, content.status, content.key_event) == (Kind.BREAKING, Status.CONFIRMED, True)
    assert (content.headline, content.body) == (
        "The harbour is closed",
        document_from_markdown("The gates are **shut**."),
    )
    assert content.sources == (
        Source("Coastguard", "telephone", Hand.FIRST),
        Source("Port of Hale", url="https://port.example/notice"),
    )
    assert content.authors == (Author("Ada Byron", "in Hale"),)
    # London is an hour ahead of UTC in July.
    assert content.event_time == datetime(2026, 7, 1, 13, 3, tzinfo=UTC)


def test_after_publishing_the_workspace_says_the_number(ada: Browser, storm: str) -> None:
    answer = ada.send("/stories/storm/", "composer", headline="First words")

    assert answer.status_code == 303
    onward = urlsplit(answer.headers["Location"])
    assert (onward.path, onward.query, onward.fragment) == ("/stories/storm/", "sent=2", f"words-{newest().key}")
    page = ada.open(f"{onward.path}?{onward.query}").content.decode()
    assert "Sent 2." in page
    assert 'data-number="2">sent 2<' in page


def test_a_form_sent_twice_publishes_once(ada: Browser, storm: str) -> None:
    _, fields = form_on(ada.open("/stories/storm/").content.decode(), "composer")
    fields["headline"] = "Once"

    answers = [ada.client.post("/stories/storm/updates/", fields) for _ in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {f"/stories/storm/?sent=2#words-{newest().key}"}
    assert read.entries_count("storm") == 1


def test_a_program_is_answered_in_json(ada: Browser, storm: str) -> None:
    fields = {"command_id": "chaos-0001", "key": "aaaaaaaaaa", "headline": "From a program"}

    first = ada.command("/stories/storm/updates/", **fields)
    again = ada.command("/stories/storm/updates/", **fields)

    assert first.json() == {"slug": "storm", "key": "aaaaaaaaaa", "number": 2, "repeated": False}
    assert again.json() == {"slug": "storm", "key": "aaaaaaaaaa", "number": 2, "repeated": True}


def test_a_program_that_leaves_out_the_ids_gets_them(ada: Browser, storm: str) -> None:
    answer = ada.command("/stories/storm/updates/", body="Only a text")

    assert answer.json()["key"] == newest().key


@pytest.mark.parametrize(
    ("fields", "status", "code", "field"),
    [
        ({}, 422, "nothing-said", "body"),
        ({"headline": "x" * 301}, 422, "too-long", "headline"),
        ({"headline": "x", "kind": "rumour"}, 422, "word-unknown", "kind"),
        ({"headline": "x", "status": "sure"}, 422, "word-unknown", "status"),
        ({"headline": "x", "source_name": "y", "source_hand": "third"}, 422, "word-unknown", "sources"),
        ({"headline": "x", "source_name": "y", "source_url": "javascript:alert(1)"}, 422, "link-not-safe", "sources"),
        ({"headline": "x", "source_name": ["y"] * 13}, 422, "too-many", "sources"),
        ({"headline": "x", "source_name": ["y"] * 41}, 422, "too-many", "source_name"),
        ({"headline": "x", "author_name": ["y"] * 13}, 422, "too-many", "authors"),
        ({"headline": "x", "event_time": "soon"}, 422, "time-not-readable", "event_time"),
        ({"headline": "x", "event_time": "0001-01-01T00:00+14:00"}, 422, "time-not-readable", "event_time"),
        ({"headline": "x", "language": "English!"}, 422, "language-unknown", "language"),
        ({"headline": "x", "key": "not a key"}, 422, "key-not-usable", "key"),
        ({"headline": "x", "command_id": "short"}, 422, "command-id-not-usable", "command_id"),
        ({"headline": "x", "under": "zzzzzzzzzz"}, 422, "entry-unknown", "under"),
        ({"body": "![figure 1]"}, 422, "part-unknown", "body"),
        ({"body": "x" * 50_001}, 422, "body-too-long", "body"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_code(
    ada: Browser, storm: str, fields: dict[str, str], status: int, code: str, field: str
) -> None:
    answer = ada.command("/stories/storm/updates/", **fields)

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert read.numbers() == {"storm": 1}


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(ada: Browser, storm: str) -> None:
    answer = ada.send(
        "/stories/storm/",
        "composer",
        headline="Gates <shut> & locked",
        body="A long\n\ntext",
        kind="quote",
        key_event="on",
        source_name=["Coastguard", "Port"],
        source_channel=["radio", ""],
        source_hand=["first", ""],
        source_url=["", "javascript:alert(1)"],
        author_name=["Ada"],
        author_role=["in Hale"],
        event_time="2026-07-01T14:03",
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    fieldset = html[html.index('<fieldset class="rows sources') :].partition("</fieldset>")[0]
    assert 'id="no-sources"' in fieldset
    assert 'aria-describedby="no-sources"' in fieldset
    _, fields = form_on(html, "composer")
    assert fields["headline"] == ["Gates <shut> & locked"]
    assert fields["body"] == ["A long\r\n\r\ntext"]
    assert (fields["kind"], fields["key_event"]) == (["quote"], ["on"])
    assert fields["source_name"][:2] == ["Coastguard", "Port"]
    assert fields["source_url"][:2] == ["", "javascript:alert(1)"]
    assert fields["author_name"][:1] == ["Ada"]
    assert fields["event_time"] == ["2026-07-01T14:03"]


def test_one_form_with_another_text_is_not_taken_for_a_repeat(ada: Browser, storm: str) -> None:
    ada.command("/stories/storm/updates/", command_id="chaos-0001", key="aaaaaaaaaa", headline="One")

    other_text = ada.command("/stories/storm/updates/", command_id="chaos-0001", key="aaaaaaaaaa", headline="Two")
    other_id = ada.command("/stories/storm/updates/", command_id="chaos-0002", key="aaaaaaaaaa", headline="Two")

    assert (other_text.status_code, other_text.json()["code"]) == (409, "command-id-reused")
    assert (other_id.status_code, other_id.json()["code"]) == (409, "entry-exists")


def test_a_story_that_is_not_there_is_404_and_a_closed_one_takes_no_update(ada: Browser, storm: str) -> None:
    assert ada.command("/stories/nowhere/updates/", headline="x").status_code == 404
    ada.command("/stories/storm/close/")

    assert ada.command("/stories/storm/updates/", headline="x").json()["code"] == "story-closed"


def test_a_look_ahead_changes_nothing_and_keeps_the_composer(ada: Browser, storm: str) -> None:
    _, fields = form_on(ada.open("/stories/storm/").content.decode(), "composer")
    fields["headline"], fields["body"] = "Seen <b>first</b>", "With *emphasis*."

    answer = ada.client.post("/stories/storm/preview/", fields)

    html = answer.content.decode()
    assert "Seen &lt;b&gt;first&lt;/b&gt;" in framed(html)
    assert "<em>emphasis</em>" in framed(html)
    assert form_on(html, "composer")[1]["key"] == fields["key"]
    assert read.numbers() == {"storm": 1}


def test_without_a_token_nothing_is_published(ada: Browser, storm: str) -> None:
    answer = ada.client.post("/stories/storm/updates/", {"headline": "Forged"})

    assert answer.status_code == 403
    assert "load the page anew" in answer.content.decode()
    assert read.numbers() == {"storm": 1}


def test_other_peoples_nastiest_strings_come_back_as_text(ada: Browser, storm: str, shared: Path) -> None:
    strings = json.loads((shared / "data" / "naughty-strings.json").read_text())
    for string in strings:
        body = document_from(text_document(string).to_json())
        if kept_parts(body):  # nothing of it can be seen
            body = document_from_markdown("x")
        answer = ada.command(
            "/stories/storm/updates/", headline=string[:300], author_name=string[:200], body=to_markdown(body) or "x"
        )

        assert answer.status_code == 200, (string, answer.content)
        content = newest().content
        assert content.headline == clean_line(string[:300]), string
        assert [author.name for author in content.authors] == [clean_line(string[:200])] * bool(content.authors)
        assert plain_text(content.body) == (plain_text(body) or "x"), string

    page = unescape(ada.open("/stories/storm/").content.decode())
    for string in strings[-40:]:
        assert clean_line(string[:300]) in page


def test_no_markup_of_an_attack_becomes_markup_of_the_desk(ada: Browser, storm: str, shared: Path) -> None:
    payloads = [pair["payload"] for pair in json.loads((shared / "data" / "xss-pairs.json").read_text())]
    for turn, payload in enumerate(payloads):
        name = payload[:200]
        fields = {"headline": payload[:300], "body": payload, "author_name": name, "source_name": name}
        answer = ada.command("/stories/storm/updates/", **fields)
        assert answer.status_code in {200, 422}
        if answer.status_code == 200:
            assert dangers(ada.open(f"/stories/storm/updates/{newest().key}/").content.decode()) == [], payload
        if turn % TIMELINE_ENTRIES == TIMELINE_ENTRIES - 1:
            assert dangers(ada.open("/stories/storm/").content.decode()) == []
    assert read.entries_count("storm") > len(payloads) // 2


def dangers(html: str) -> list[str]:
    """Elements that run, load or frame something beside our own, handlers, styles, and links that run; in frames too."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "iframe" and "allow-scripts" not in (given.get("sandbox") or "allow-scripts"):
                found.extend(dangers(given.pop("srcdoc") or ""))
                attrs = list(given.items())
            elif tag == "svg" and given.get("viewbox") == "0 0 20 20" and given.get("aria-hidden") == "true":
                pass  # a button of the composer
            elif tag == "script" and (given.get("src") or "").startswith(settings.STATIC_URL):
                pass
            elif tag in {
                "script",
                "iframe",
                "object",
                "embed",
                "svg",
                "math",
                "style",
                "base",
                "img",
                "video",
                "audio",
            }:
                found.append(tag)
            for name, value in attrs:
                if name.startswith("on") or name in {"style", "srcdoc"}:
                    found.append(name)
                if name in {"href", "src", "action", "formaction"} and "script:" in (value or "").lower():
                    found.append(value or "")

    Reader().feed(html)
    return found
