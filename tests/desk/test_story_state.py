"""Pausing, closing and reopening."""

from __future__ import annotations

from collections.abc import Callable

from stoppress.story import read
from stoppress.story.words import StoryStatus
from tests.desk.api.conftest import program_of
from tests.desk.conftest import Browser, form_on


def test_a_story_is_paused_closed_with_a_note_and_reopened(ada: Browser, storm: str) -> None:
    states = []
    for form, fields in (("pause", {}), ("close", {"note": "Good night."}), ("reopen", {})):
        ada.send("/stories/storm/close/" if form == "close" else "/stories/storm/", form, **fields)
        story = read.story("storm")
        states.append((story.status, story.closing_note))

    assert states == [(StoryStatus.PAUSED, ""), (StoryStatus.CLOSED, "Good night."), (StoryStatus.LIVE, "")]


def test_a_closed_story_offers_to_reopen_as_the_main_action(ada: Browser, storm: str) -> None:
    ada.command("/stories/storm/close/", note="Good <b>night</b>.")

    html = ada.open("/stories/storm/").content.decode()

    assert '<button class="primary" form="reopen">' in html
    assert "Good &lt;b&gt;night&lt;/b&gt;." in html


def test_a_closing_note_that_is_too_long_is_refused_with_what_was_typed(ada: Browser, storm: str) -> None:
    answer = ada.send("/stories/storm/close/", "close", note="x" * 1001)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="no-note"' in html
    assert form_on(html, "close")[1]["note"] == ["x" * 1001]
    assert read.story("storm").status is StoryStatus.LIVE


def test_a_closing_note_is_proposed_from_key_events_and_published_only_by_closing(
    ada: Browser, published: Callable[..., str]
) -> None:
    published(headline="The harbour is closed", key_event=True)
    gone = published(headline="The bridge fell", key_event=True)
    published(headline="A gull was seen")
    published(headline="“Is it over?”", key_event=True)
    ada.command(f"/stories/storm/updates/{gone}/withdraw/", reason="It stands.")
    before = read.story("storm")

    html = ada.open("/stories/storm/close/").content.decode()
    asked = program_of("ada").ask("/stories/storm/proposed-closing-note").json()

    note = "The harbour is closed. “Is it over?”"
    assert form_on(html, "close")[1]["note"] == [note]
    assert (asked["note"], len(asked["made_of"])) == (note, 2)
    assert read.story("storm") == before
    ada.send("/stories/storm/close/", "close")
    assert read.story("storm").closing_note == note
    assert ada.open("/stories/storm/close/").status_code == 302


def test_a_closed_story_is_not_paused(ada: Browser, storm: str) -> None:
    ada.command("/stories/storm/close/")

    assert ada.command("/stories/storm/pause/").json()["code"] == "story-closed"
