"""Amending what is out: typo, update, correction; and two who amend at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest

from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body import build
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Author, Content, Source
from stoppress.story.words import Amendment, Hand, Kind, Status
from stoppress.story.write import Door
from tests.desk.conftest import Browser, form_on

FIGURE = build.figure(asset="a" * 32, width=800, height=600, alt="A quay", caption="The quay at noon", credit="Ada")


def page_of(key: str) -> str:
    return f"/stories/storm/updates/{key}/"


def test_a_correction_changes_the_text_and_says_what_was_wrong(ada: Browser, published: Callable[..., str]) -> None:
    key = published("Nine are missing.")

    answer = ada.send(page_of(key), "amend", amendment="correction", note="It said nine.", body="Seven are missing.")

    entry = read.entry("storm", key)
    assert answer.headers["Location"] == f"/stories/storm/?sent=3#words-{key}"
    assert entry.content.body == document_from_markdown("Seven are missing.")
    assert [(change.amendment, change.note) for change in entry.changes] == [(Amendment.CORRECTION, "It said nine.")]


def test_a_form_that_is_sent_as_it_opens_changes_nothing(ada: Browser, published: Callable[..., str]) -> None:
    """What the form can't show would be lost by every amendment."""
    key = published(
        "A *line* with\\\na break.\n\n- one\n- two",
        kind=Kind.QUOTE,
        key_event=True,
        authors=(Author("Ada", "in Hale"), Author("Ben")),
        sources=(Source("Coastguard", "radio", Hand.SECOND, "https://coast.example/"),),
        status=Status.DISPUTED,
        event_time=datetime(2026, 7, 1, 13, 3, 27, 5000, tzinfo=UTC),
        language="uk",
    )

    answer = ada.send(page_of(key), "amend", amendment="update")

    assert answer.status_code == 422
    assert "The text is the same as what is published." in answer.content.decode()


def test_a_picture_keeps_its_place_while_the_text_is_amended(ada: Browser, door: Door, storm: str) -> None:
    body = build.document(build.paragraph("Before."), FIGURE, build.paragraph("After."))
    door.carry_out(
        c.PublishEntry(slug="storm", actor="ada", key="aaaaaaaaaa", content=Content(headline="H", body=body))
    )
    fields = form_on(ada.open(page_of("aaaaaaaaaa")).content.decode(), "amend")[1]

    ada.send(page_of("aaaaaaaaaa"), "amend", amendment="update", body=fields["body"][0].replace("After", "Later"))

    amended = read.entry("storm", "aaaaaaaaaa").content.body
    assert amended.content == (build.paragraph("Before."), FIGURE, build.paragraph("Later."))


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"amendment": "correction", "body": "Other."}, "note-missing", "note"),
        ({"amendment": "", "body": "Other."}, "word-unknown", "amendment"),
        ({"amendment": "typo", "body": "", "headline": ""}, "nothing-said", "body"),
        ({"amendment": "typo", "body": "x", "based_on": "one"}, "number-not-readable", "based_on"),
        ({"amendment": "typo", "body": "![figure 1]"}, "part-unknown", "body"),
    ],
)
def test_what_cannot_be_amended_is_refused_beside_its_field(
    ada: Browser, published: Callable[..., str], fields: dict[str, str], code: str, field: str
) -> None:
    key = published()

    answer = ada.command(f"{page_of(key)}amend/", **fields)

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, field)
    assert read.entry("storm", key).revision == 1


def test_a_refused_amendment_keeps_what_was_typed(ada: Browser, published: Callable[..., str]) -> None:
    key = published()

    html = ada.send(page_of(key), "amend", amendment="correction", body="Other words.", note="").content.decode()

    assert 'id="no-note"' in html
    assert form_on(html, "amend")[1]["body"] == ["Other words."]
    assert 'value="correction" required checked' in html


def test_who_amends_an_older_revision_sees_both_texts_and_overwrites_nobody(
    ada: Browser, ben: Browser, published: Callable[..., str]
) -> None:
    key = published("Nine ships are in port.")
    bens_form = form_on(ben.open(page_of(key)).content.decode(), "amend")[1]
    ada.send(page_of(key), "amend", amendment="update", body="Ten ships are in port.")

    mine = {**bens_form, "amendment": "update", "body": "Nine ships and a ferry are in port."}
    answer = ben.client.post(f"{page_of(key)}amend/", mine)

    html = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert read.entry("storm", key).content.body == document_from_markdown("Ten ships are in port.")
    assert "[taken out: </span>Ten<" in html
    assert "[put in: </span>Nine<" in html
    assert "Changed meanwhile: theirs and yours" in html
    # Sent again from the page that shows both, Ben's text replaces Ada's.
    again = form_on(answer.content.decode(), "amend")[1]
    assert again["body"] == ["Nine ships and a ferry are in port."]
    assert ben.client.post(f"{page_of(key)}amend/", {**again, "amendment": "update"}).status_code == 303
    assert read.entry("storm", key).content.body == document_from_markdown("Nine ships and a ferry are in port.")


def test_changes_that_do_not_touch_each_other_are_put_together(
    ada: Browser, ben: Browser, published: Callable[..., str]
) -> None:
    key = published("Nine ships are in port.\n\nThe wind is rising.")
    bens_form = form_on(ben.open(page_of(key)).content.decode(), "amend")[1]
    ada.send(page_of(key), "amend", amendment="update", body="Ten ships are in port.\n\nThe wind is rising.")

    mine = {**bens_form, "amendment": "update", "body": "Nine ships are in port.\n\nThe wind is a storm now."}
    conflict = ben.client.post(f"{page_of(key)}amend/", mine)
    again = form_on(conflict.content.decode(), "amend")[1]
    ben.client.post(f"{page_of(key)}amend/", {**again, "amendment": "update"})

    words = "Ten ships are in port.\n\nThe wind is a storm now."
    assert conflict.status_code == 409
    assert read.entry("storm", key).content.body == document_from_markdown(words)


def test_a_program_is_told_that_its_revision_is_stale(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    ada.command(f"{page_of(key)}amend/", amendment="typo", body="Second.", based_on="1")

    answer = ada.command(f"{page_of(key)}amend/", amendment="typo", body="Third.", based_on="1")

    assert (answer.status_code, answer.json()["code"]) == (409, "revision-stale")


def test_after_a_conflict_a_picture_line_still_means_the_picture_that_was_seen(
    ada: Browser, ben: Browser, door: Door, storm: str
) -> None:
    other = build.figure(asset="b" * 32, width=8, height=6, alt="Another")
    body = build.document(build.paragraph("Text."), FIGURE)
    door.carry_out(
        c.PublishEntry(slug="storm", actor="ada", key="aaaaaaaaaa", content=Content(headline="H", body=body))
    )
    bens_form = form_on(ben.open(page_of("aaaaaaaaaa")).content.decode(), "amend")[1]
    door.carry_out(
        c.AmendEntry(
            slug="storm",
            actor="ada",
            key="aaaaaaaaaa",
            content=Content(headline="H", body=build.document(other, build.paragraph("Text."))),
            amendment=Amendment.UPDATE,
        )
    )

    words = bens_form["body"][0].replace("Text.", "Text of mine.")
    mine = {**bens_form, "amendment": "update", "headline": "Mine", "body": words}
    conflict = ben.client.post(f"{page_of('aaaaaaaaaa')}amend/", mine)
    again = form_on(conflict.content.decode(), "amend")[1]
    ben.client.post(f"{page_of('aaaaaaaaaa')}amend/", {**again, "amendment": "update"})

    content = read.entry("storm", "aaaaaaaaaa").content
    assert (content.headline, content.body.content) == ("Mine", (build.paragraph("Text of mine."), FIGURE))


def test_the_history_says_who_changed_what_when(ada: Browser, ben: Browser, published: Callable[..., str]) -> None:
    key = published("Nine ships are in port.")
    ben.send(page_of(key), "amend", amendment="correction", note="It said nine.", body="Ten ships are in port.")

    html = unescape(ada.open(page_of(key)).content.decode())

    history = html[html.index('class="history"') :]
    assert "<bdi>ben</bdi>" in history
    assert "It said nine." in history
    assert "<del>" in history
    assert "[taken out: </span>Nine<" in history
    assert "[put in: </span>Ten<" in history


def test_words_in_a_difference_are_text(ada: Browser, published: Callable[..., str]) -> None:
    key = published("Before <img src=x onerror=alert(1)>")

    ada.send(page_of(key), "amend", amendment="typo", body="After <script>alert(1)</script>")

    html = ada.open(page_of(key)).content.decode()
    assert "<img src=x" not in html
    assert "<script>alert" not in html


def test_a_withdrawn_update_offers_nothing_to_amend(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    ada.command(f"{page_of(key)}withdraw/", reason="It was not so.")

    assert 'id="amend"' not in ada.open(page_of(key)).content.decode()
    assert ada.command(f"{page_of(key)}amend/", amendment="typo", body="x").json()["code"] == "entry-withdrawn"
