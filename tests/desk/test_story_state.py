"""Pausing, closing and reopening."""

from __future__ import annotations

from stoppress.story import read
from stoppress.story.words import StoryStatus
from tests.desk.conftest import Browser


def test_a_story_is_paused_closed_with_a_note_and_reopened(ada: Browser, storm: str) -> None:
    states = []
    for form, fields in (("pause", {}), ("close", {"note": "Good night."}), ("reopen", {})):
        ada.send("/stories/storm/", form, **fields)
        story = read.story("storm")
        states.append((story.status, story.closing_note))

    assert states == [(StoryStatus.PAUSED, ""), (StoryStatus.CLOSED, "Good night."), (StoryStatus.LIVE, "")]


def test_a_closed_story_offers_to_reopen_as_the_main_action(ada: Browser, storm: str) -> None:
    ada.command("/stories/storm/close/", note="Good <b>night</b>.")

    html = ada.open("/stories/storm/").content.decode()

    assert '<button class="primary" form="reopen">' in html
    assert "Good &lt;b&gt;night&lt;/b&gt;." in html


def test_a_closing_note_that_is_too_long_is_refused_on_the_workspace(ada: Browser, storm: str) -> None:
    answer = ada.send("/stories/storm/", "close", note="x" * 1001)

    assert answer.status_code == 422
    assert 'id="no-note"' in answer.content.decode()
    assert read.story("storm").status is StoryStatus.LIVE


def test_a_closed_story_is_not_paused(ada: Browser, storm: str) -> None:
    ada.command("/stories/storm/close/")

    assert ada.command("/stories/storm/pause/").json()["code"] == "story-closed"
