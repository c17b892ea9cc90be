"""Who did what: written by one middleware, bounded, shown with filters and pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.test import RequestFactory
from django.urls import resolve

from stoppress.base.clock import now_utc
from stoppress.base.keys import new_command_id
from stoppress.base.limits.people import TRAIL_DAYS_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.models import TrailRow
from stoppress.desk.noted import note
from stoppress.desk.ranks import Role
from stoppress.desk.trail import Act, address_mark, trim, write_down
from stoppress.desk.trail_middleware import act_of
from stoppress.story import read
from tests.desk.conftest import PASSWORD, Browser, logged_in


def rows(**wanted: Any) -> list[TrailRow]:
    return list(TrailRow.objects.exclude(act="user-made").filter(**wanted).order_by("pk"))


def test_what_is_published_stands_with_its_number_in_the_log(ada: Browser, storm: str):
    answer = ada.command("/stories/storm/updates/", headline="The bridge is closed").json()

    (row,) = rows()
    assert (row.who, row.act, row.action, row.story, row.done) == ("ada", "publish", "publish", "storm", True)
    assert (row.key, row.number) == (answer["key"], answer["number"])
    assert read.facts_after(storm, row.number - 1, 1)[0].actor == "ada"


def test_what_was_sent_twice_is_done_once_and_says_so(ada: Browser, storm: str):
    fields = {"headline": "The bridge is closed", "command_id": new_command_id(), "key": "bridge0001"}
    for _ in range(2):
        ada.command("/stories/storm/updates/", **fields)

    first, second = rows()
    assert (first.number, first.code) == (second.number, "")
    assert second.code == "repeated"


def test_what_changed_nothing_has_no_number(ada: Browser, storm: str):
    ada.command("/stories/storm/reopen/")

    assert [(row.act, row.done, row.number) for row in rows()] == [("reopen", True, None)]


def test_what_was_refused_stands_with_its_code(ada: Browser, storm: str):
    ada.command("/stories/storm/updates/", headline="")
    ada.command("/open/", headline="Again", slug="storm", language="en", zone="UTC")

    assert [(row.act, row.done, row.code) for row in rows()] == [
        ("publish", False, "nothing-said"),
        ("open", False, "story-exists"),
    ]


def test_what_a_role_does_not_allow_is_noted_even_where_it_is_only_looking(ada: Browser, storm: str):
    reader = Browser()
    reader.client.force_login(create_user("rana", None, Role.READER))

    reader.open("/people/")
    reader.open("/stories/storm/")

    assert [(row.who, row.act, row.done, row.code) for row in rows()] == [("rana", "people", False, "not-allowed")]


def test_looking_and_previewing_are_no_acts(ada: Browser, storm: str):
    ada.open("/stories/storm/")
    ada.command("/stories/storm/preview/", headline="Only a look")
    ada.command("/stories/storm/preview/", headline="")

    assert rows() == []


def test_logins_and_failures_are_acts_and_no_typed_name_is_kept_that_is_nobodys(door: object):
    create_user("ada", PASSWORD)
    browser = Browser()
    browser.log_in("ada", "wrong")
    browser.log_in("my secret password", "ada")
    browser.log_in("ada")
    browser.send("/", "logout")

    assert [(row.act, row.who, row.about, row.done, row.code) for row in rows()] == [
        ("login", "", "ada", False, "login-wrong"),
        ("login", "", "", False, "login-wrong"),
        ("login", "ada", "", True, ""),
        ("logout", "ada", "", True, ""),
    ]
    assert "secret" not in str(list(TrailRow.objects.values()))


def test_the_world_outside_leaves_nothing(door: object, storm: str):
    browser = Browser()
    browser.command("/stories/storm/updates/", headline="x")
    browser.client.post("/login/", {"name": "ada"})
    browser.open("/stories/storm/")

    assert rows() == []


def test_a_forged_form_of_somebody_logged_in_is_noted(ada: Browser, storm: str):
    ada.client.post("/stories/storm/close/", {})

    assert [(row.who, row.act, row.code) for row in rows()] == [("ada", "close", "form-not-ours")]


def test_an_address_is_a_mark_that_names_none(ada: Browser, storm: str):
    ada.command("/stories/storm/pause/")
    ada.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    ada.command("/stories/storm/reopen/")

    here, there = (row.address for row in rows())
    assert here == address_mark("127.0.0.1") != there
    assert len(there) == 12
    assert "203.0.113.9" not in str(list(TrailRow.objects.values()))


def test_a_login_link_leaves_no_token(door: object):
    from stoppress.desk.accounts import make_login_link

    create_user("ada", None)
    link = make_login_link("ada", 60)
    Browser().send(link, "login")

    assert [(row.act, row.who) for row in rows()] == [("login-link", "ada")]
    assert link.rstrip("/").rpartition("/")[2][:20] not in str(list(TrailRow.objects.values()))


def test_a_trail_that_can_not_be_written_takes_back_no_deed(
    ada: Browser, storm: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def locked(*_: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr("stoppress.desk.trail_middleware.write_down", locked)

    answer = ada.command("/stories/storm/pause/")

    assert answer.status_code == 200
    assert "could not be written into the trail" in caplog.text


def test_what_is_too_old_goes(door: object):
    write_down(Act(act="old"), lambda: now_utc() - timedelta(days=TRAIL_DAYS_MAX, minutes=1))
    write_down(Act(act="young"), lambda: now_utc() - timedelta(days=TRAIL_DAYS_MAX - 1))

    trim()

    assert [row.act for row in rows()] == ["young"]


def test_refusals_without_end_push_out_no_deed(door: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.desk.trail.TRAIL_REFUSED_MAX", 5)
    monkeypatch.setattr("stoppress.desk.trail.TRAIL_DONE_MAX", 3)
    for number in range(4):
        write_down(Act(act=f"deed-{number}"))
    for number in range(9):
        write_down(Act(act=f"refusal-{number}", done=False))

    trim()

    assert [row.act for row in rows(done=True)] == ["deed-1", "deed-2", "deed-3"]
    assert [row.act for row in rows(done=False)] == [f"refusal-{number}" for number in range(4, 9)]


def test_the_trail_clears_itself_now_and_then(door: object, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.desk.trail.TRAIL_DONE_MAX", 10)
    monkeypatch.setattr("stoppress.desk.trail.TRAIL_ROWS_PER_TRIM", 7)
    for number in range(60):
        write_down(Act(act=str(number)))

    assert TrailRow.objects.count() <= 17


def test_longer_text_is_cut_to_its_column(door: object):
    write_down(Act(act="x" * 100, who="n" * 1000, words="w" * 1000))

    assert (len(rows()[0].act), len(rows()[0].who), len(rows()[0].words)) == (40, 150, 200)


def test_the_page_shows_one_person_and_one_outcome(ada: Browser, ben: Browser, storm: str):
    ada.command("/stories/storm/pause/")
    ben.command("/stories/storm/reopen/")
    ben.command("/stories/storm/updates/", headline="")

    everybody = ada.open("/trail/").content.decode()
    of_ben = ada.client.get("/trail/", {"who": "ben", "only": "refused"}).content.decode()

    assert everybody.count("<tr") == 1 + TrailRow.objects.count()
    assert of_ben.count("<tr") == 1 + 1
    assert "Write one of them." in of_ben


def test_a_person_is_found_by_what_was_done_to_them_too(ada: Browser, ben: Browser):
    ada.command("/people/role/", name="ben", role="chief")

    assert "editor → chief" in ada.client.get("/trail/", {"who": "ben"}).content.decode()


def test_the_trail_of_a_story_holds_that_story_only(ada: Browser, storm: str):
    ada.command("/open/", headline="A flood", slug="flood", language="en", zone="UTC")
    ada.command("/stories/storm/pause/")

    html = ada.open("/stories/storm/trail/").content.decode()

    assert html.count("<tr") == 1 + 1
    assert "Pause" in html


def test_pages_follow_one_another_without_gap_or_repeat(ada: Browser, storm: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("stoppress.desk.pages.trail.TRAIL_ROWS_PER_PAGE", 4)
    TrailRow.objects.all().delete()
    for number in range(10):
        write_down(Act(act=f"act-{number}-", who="ada", story="storm"))
    seen, path = [], "/stories/storm/trail/"

    for _ in range(3):
        html = ada.open(path).content.decode()
        seen += [number for number in reversed(range(10)) if f"act-{number}-" in html]
        older = html.partition('<a href="?before=')[2].partition('"')[0]
        path = f"/stories/storm/trail/?before={older}"

    assert seen == list(reversed(range(10)))
    assert older == ""


def test_a_page_that_can_not_be_asked_for_is_refused(ada: Browser):
    assert ada.open("/trail/?before=x").status_code == 422


def test_what_was_typed_into_the_filter_is_no_script(ada: Browser, published: Callable[..., str]):
    html = ada.client.get("/trail/", {"who": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html


def test_people_who_were_made_stand_in_it(door: object):
    logged_in("ada")

    row = TrailRow.objects.get()
    assert (row.act, row.about, row.words) == ("user-made", "ada", "administrator")


def test_a_program_that_comes_in_by_a_token_is_named_by_what_noted_it(rf: RequestFactory, door: object):
    """The API knows who asks by another way than the session."""
    request = rf.post("/stories/storm/pause/")
    request.user = AnonymousUser()
    request.resolver_match = resolve("/stories/storm/pause/")
    note(request, who="ada", number=7)

    act = act_of(request, 200, "")

    assert act is not None
    assert (act.who, act.act, act.story, act.number, act.done) == ("ada", "pause", "storm", 7, True)
