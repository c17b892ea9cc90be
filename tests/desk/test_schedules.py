"""What goes out at an instant to come, what may not go out before one, and what counts as of one that is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stoppress.base.clock import now_utc
from stoppress.base.keys import new_entry_key
from stoppress.base.limits.drafts import DUE_LOOK_S
from stoppress.desk.drafting import deeds
from stoppress.desk.drafting.due import DueClock
from stoppress.desk.drafting.rules import State
from stoppress.desk.models import Draft, TrailRow
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.write import Door
from tests.desk.conftest import Browser
from tests.desk.drafting import DRAFT, FIELDS, HERE, KEY, PAGE, act, kept, local, schedule


def due_clock(door: Door, at: datetime) -> DueClock:
    return DueClock(lambda slug, draft: deeds.fall_due(slug, draft, door, lambda: at), clock=lambda: at)


def test_a_scheduled_update_goes_out_at_its_instant_and_not_before(ada: Browser, door: Door, storm: str) -> None:
    at = now_utc().replace(microsecond=0) + timedelta(hours=1)
    schedule(ada, at)

    due_clock(door, at - timedelta(microseconds=1)).look()
    assert read.entry("storm", KEY) is None
    due_clock(door, at).look()
    due_clock(door, at + timedelta(hours=1)).look()

    assert read.entry("storm", KEY) is not None
    assert (kept().standing.state, read.history("storm", KEY)[0].actor) == (State.PUBLISHED, "ada")
    assert len(read.history("storm", KEY)) == 1


def test_the_clock_wakes_at_the_very_instant(ada: Browser, door: Door, storm: str) -> None:
    at = now_utc().replace(microsecond=0) + timedelta(hours=1)
    schedule(ada, at)

    assert due_clock(door, at - timedelta(seconds=0.25)).look() == pytest.approx(0.25)
    assert due_clock(door, at - timedelta(seconds=60)).look() == 1.0


def test_what_the_story_refuses_when_it_is_due_is_a_draft_again_and_says_why(
    ada: Browser, door: Door, storm: str
) -> None:
    at = now_utc().replace(microsecond=0) + timedelta(hours=1)
    schedule(ada, at)
    door.carry_out(c.CloseStory(slug="storm", actor="ada"))

    due_clock(door, at).look()
    due_clock(door, at).look()

    page = ada.open(PAGE).content.decode()
    assert kept().standing.state is State.DRAFT
    assert "Could not go out when it was due: The story is closed." in page
    assert TrailRow.objects.filter(act="draft-fail", code="story-closed").count() == 1


def test_a_schedule_is_taken_back_and_put_off(ada: Browser, door: Door, storm: str) -> None:
    at = now_utc().replace(microsecond=0) + timedelta(hours=1)
    schedule(ada, at)
    schedule(ada, at + timedelta(hours=1), draft_version="1")
    due_clock(door, at).look()
    assert kept().standing.state is State.SCHEDULED

    act(ada, "take-back")
    due_clock(door, at + timedelta(hours=2)).look()

    assert read.entry("storm", KEY) is None
    assert kept().standing.due_at is None


def test_a_due_draft_that_can_not_be_read_holds_up_no_other(
    ada: Browser, door: Door, storm: str, caplog: pytest.LogCaptureFixture
) -> None:
    at = now_utc().replace(microsecond=0) + timedelta(hours=1)
    schedule(ada, at)
    schedule(ada, at, draft="eeeeeeeeee", key="mmmmmmmmmm", command_id="typed-by-ada")
    Draft.objects.filter(pk=DRAFT).update(fields="{")

    wait_s = due_clock(door, at).look()

    assert [entry.key for entry in read.entries("storm")] == ["mmmmmmmmmm"]
    assert wait_s == DUE_LOOK_S
    assert DRAFT in caplog.text


@pytest.mark.parametrize(
    ("due_at", "code"), [("", "time-missing"), ("2001-01-01T00:00", "time-past"), ("9998-01-01T00:00", "time-too-far")]
)
def test_a_schedule_names_an_instant_to_come(ada: Browser, storm: str, due_at: str, code: str) -> None:
    answer = ada.command(f"{HERE}drafts/schedule/", **FIELDS, due_at=due_at)

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, "due_at")


def test_an_embargo_of_the_author_binds_the_editor_by_every_way_out(
    contributor: Browser, ada: Browser, door: Door, storm: str
) -> None:
    until = now_utc() + timedelta(hours=2)
    contributor.command(f"{HERE}drafts/submit/", **FIELDS, not_before=local(until))

    ways = [
        act(ada, "approve"),
        ada.command(f"{HERE}updates/", **FIELDS, draft_version="1").json(),
        ada.command(f"{HERE}updates/", **(FIELDS | {"draft": new_entry_key()})).json(),
        schedule(ada, until - timedelta(minutes=1), draft_version="1"),
        ada.command(f"{HERE}updates/", key=new_entry_key(), headline="x", not_before=local(until)).json(),
    ]

    assert [way["code"] for way in ways] == ["embargoed"] * 5
    assert read.entries("storm") == []
    assert act(ada, "lift-embargo")["embargo_until"] is None
    assert act(ada, "approve")["key"] == KEY
    assert TrailRow.objects.filter(act="draft-lift-embargo", who="ada", key=DRAFT).count() == 1


def test_an_update_is_backdated_and_placed(ada: Browser, published: Callable[..., str], storm: str) -> None:
    first, second = published("First."), published("Second.")
    at = now_utc().replace(microsecond=0) - timedelta(hours=3)

    ada.command(f"{HERE}updates/", **FIELDS, published_at=local(at), under=first)

    assert [entry.key for entry in read.entries("storm")] == [second, first, KEY]
    assert read.entry("storm", KEY).published_at == at
