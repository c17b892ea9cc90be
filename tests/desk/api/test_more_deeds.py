"""What programs can do by the API besides updates: a story's picture and links, the trail, invitations, who may come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from PIL import Image

from stoppress.base.clock import now_utc
from stoppress.desk.accounts import create_user, make_login_link
from stoppress.desk.factors import is_second_factor_required
from stoppress.desk.invitations import accept, invitation_of, open_invitations
from stoppress.desk.models import TrailRow
from stoppress.desk.ranks import Role
from stoppress.story import read
from tests.desk.api.conftest import Program, program_of, user_named
from tests.desk.conftest import Browser

SETTINGS = "/stories/storm/settings"
UPDATES = "/stories/storm/updates"


def uploaded(program: Program, tmp_path: Path, name: str = "quay.png") -> dict[str, Any]:
    Image.new("RGB", (640, 480), "navy").save(tmp_path / name)
    return program.raw("POST", "/pictures", (tmp_path / name).read_bytes(), "image/png").json()


def changed(program: Program, body: dict[str, Any]) -> Any:
    return program.send("PATCH", SETTINGS, body, If_Match=program.ask(SETTINGS).headers["ETag"])


def test_a_story_is_given_a_picture_links_and_a_source_line(program: Program, storm: str, tmp_path: Path) -> None:
    asset = uploaded(program, tmp_path)["asset"]

    answer = changed(
        program,
        {
            "picture": {"asset": asset, "alt": "The quay at night", "credit": "Ada Byron", "copyright": "© Hale Post"},
            "links": [{"title": "Tide tables", "url": "https://tides.example/"}, {"url": "https://harbour.example/"}],
            "source_line": "With reports by the coastguard",
        },
    )

    assert answer.status_code == 200, answer.content
    said = program.ask(SETTINGS).json()
    assert said["picture"] == {
        "asset": asset,
        "alt": "The quay at night",
        "caption": "",
        "credit": "Ada Byron",
        "copyright": "© Hale Post",
    }
    assert said["links"] == [
        {"title": "Tide tables", "url": "https://tides.example/"},
        {"title": "https://harbour.example/", "url": "https://harbour.example/"},
    ]
    assert said["source_line"] == "With reports by the coastguard"


def test_what_is_left_out_of_the_settings_stays_and_null_takes_the_picture_out(
    program: Program, storm: str, tmp_path: Path
) -> None:
    changed(program, {"picture": {"asset": uploaded(program, tmp_path)["asset"], "decorative": True}, "links": []})

    changed(program, {"topic": "Weather"})
    kept = program.ask(SETTINGS).json()["picture"]
    changed(program, {"picture": None})

    assert kept is not None
    assert program.ask(SETTINGS).json()["picture"] is None


def test_a_story_is_opened_with_its_picture(program: Program, tmp_path: Path) -> None:
    asset = uploaded(program, tmp_path)["asset"]

    program.send("POST", "/stories", {"headline": "Fog", "picture": {"asset": asset, "alt": "Fog over the quay"}})

    assert program.ask("/stories/fog").json()["settings"]["picture"]["alt"] == "Fog over the quay"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"picture": {"asset": "0" * 32, "alt": "x"}}, "picture-unknown"),
        ({"picture": {"asset": "../../secret", "alt": "x"}}, "picture-unknown"),
        ({"links": [{"title": "x", "url": "javascript:alert(1)"}]}, "link-not-safe"),
        ({"links": [{"title": "x", "url": " java\tscript:alert(1)"}]}, "link-not-safe"),
        ({"links": [{"title": "x"}]}, "shape-wrong"),
        ({"links": [{"title": "x", "url": "https://x.example/"}] * 101}, "shape-wrong"),
    ],
)
def test_what_can_not_stand_above_a_story_is_refused(
    program: Program, storm: str, body: dict[str, Any], code: str
) -> None:
    before = read.numbers()["storm"]

    answer = changed(program, body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert read.numbers()["storm"] == before


def test_an_agencys_words_to_editors_are_told_and_must_be_read(program: Program, storm: str, tmp_path: Path) -> None:
    """As on the pages, where a box is ticked."""
    asset = uploaded(program, tmp_path)["asset"]
    picture = {"asset": asset, "alt": "The quay", "credit": "Hale Post / MANDATORY CREDIT"}

    unread = program.send("POST", UPDATES, {"headline": "x", "picture": picture})
    noted = program.send("POST", UPDATES, {"headline": "x", "picture": picture | {"noted": True}})

    assert (unread.status_code, unread.json()["code"]) == (422, "notices-unread")
    assert noted.status_code == 201


def test_an_update_is_published_with_a_time_that_is_over_and_pinned_at_once(program: Program, storm: str) -> None:
    at = "2026-07-01T14:03:00+01:00"

    done = program.send("POST", UPDATES, {"headline": "x", "published_at": at, "pin": True}, Idempotency_Key="one")
    again = program.send("POST", UPDATES, {"headline": "x", "published_at": at, "pin": True}, Idempotency_Key="one")
    ahead = program.send("POST", UPDATES, {"headline": "x", "published_at": "2199-01-01T00:00:00Z"})

    entry = read.entry("storm", done.json()["key"])
    assert entry.published_at == datetime(2026, 7, 1, 13, 3, tzinfo=UTC)
    assert read.story("storm").pinned == entry.key
    assert again.content == done.content
    assert (ahead.status_code, ahead.json()["code"]) == (422, "time-not-usable")
    assert len(read.entries("storm")) == 1


def test_an_amendment_is_previewed_and_changes_nothing(program: Program, published: Callable[..., str]) -> None:
    key = published("Seven boats.")

    answer = program.send(
        "POST",
        f"{UPDATES}/{key}/preview",
        {"body": {"markdown": "Nine boats."}, "amendment": "correction", "note": "It said seven."},
    )

    assert answer.status_code == 200, answer.content
    assert "Nine boats." in answer.json()["html"]
    assert "It said seven." in answer.json()["html"]
    assert read.entry("storm", key).revision == 1


def test_a_draft_that_nobody_has_read_like_this_is_not_approved(program: Program, storm: str) -> None:
    draft = "/stories/storm/drafts/dddddddddd"
    for version in (0, 1):
        program.send("PUT", draft, {"headline": f"As typed {version}", "version": version})
    program.send("POST", f"{draft}/submit")

    late = program.send("POST", f"{draft}/approve?version=1")
    done = program.send("POST", f"{draft}/approve?version=2")

    assert (late.status_code, late.json()["code"]) == (409, "draft-stale")
    assert done.status_code == 200
    assert read.entries("storm")[0].content.headline == "As typed 1"


def test_who_saves_over_anothers_draft_is_shown_what_stands(program: Program, storm: str) -> None:
    draft = "/stories/storm/drafts/dddddddddd"
    program.send("PUT", draft, {"headline": "Theirs"})

    answer = program.send("PUT", draft, {"headline": "Mine"})

    assert (answer.status_code, answer.json()["code"]) == (409, "draft-stale")
    assert answer.json()["current"]["fields"]["headline"] == ["Theirs"]


def test_readers_are_counted(program: Program, storm: str) -> None:
    minute = int(now_utc().timestamp()) // 60
    settings.AUDIENCE.tell("a reader", minute, {"storm": 41})

    answer = program.ask("/stories/storm/readers").json()

    assert (answer["now"], answer["most"]) == (41, 41)


def test_the_trail_is_read_page_by_page(ada: Browser, program: Program, storm: str) -> None:
    for act in ("pause", "reopen", "pause"):
        program.send("POST", f"/stories/storm/{act}")
    ada.command("/stories/storm/reopen/")
    program.send("POST", UPDATES, {"headline": ""})

    first = program.ask("/stories/storm/trail?limit=3").json()
    rest = program.ask(f"/stories/storm/trail?limit=3&cursor={first['next']}").json()
    refused = program.ask("/trail?refused=true&programs=true&who=ada").json()["items"]

    assert [one["act"] for one in first["items"] + rest["items"]] == ["publish", "reopen", "pause", "reopen", "pause"]
    assert rest["next"] is None
    assert [bool(one["token"]) for one in first["items"]] == [True, False, True]
    assert [(one["act"], one["done"], one["code"]) for one in refused] == [("publish", False, "nothing-said")]


def test_the_trail_is_for_those_who_may_read_its_page(program: Program, storm: str) -> None:
    create_user("ben", None, Role.EDITOR)
    ben = program_of("ben")

    assert [ben.ask(path).status_code for path in ("/trail", "/stories/storm/trail")] == [403, 403]


def test_somebody_is_invited_once_and_the_link_is_shown_once(program: Program) -> None:
    made = program.send("POST", "/invitations", {"role": "editor", "email": "Dora@Example.org", "days": 3})

    assert made.status_code == 201
    told = made.json()
    assert (told["role"], told["email"], told["invited_by"]) == ("editor", "dora@example.org", "ada")
    (listed,) = program.ask("/invitations").json()["items"]
    assert "link" not in listed
    invitation = invitation_of(told["link"].rstrip("/").rpartition("/")[2])
    assert invitation is not None
    accept(invitation, "dora", None)
    assert program.ask("/invitations").json()["items"] == []


def test_an_invitation_is_taken_back(program: Program) -> None:
    number = program.send("POST", "/invitations", {"role": "reader"}).json()["id"]

    gone = program.send("DELETE", f"/invitations/{number}")
    again = program.send("DELETE", f"/invitations/{number}")

    assert (gone.status_code, again.status_code) == (204, 404)
    assert open_invitations() == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"role": "owner"}, "role-unknown"),
        ({"role": "editor", "days": 31}, "days-not-usable"),
        ({"role": "editor", "email": "nobody"}, "email-not-usable"),
        ({}, "shape-wrong"),
    ],
)
def test_what_can_not_be_an_invitation_is_refused(program: Program, body: dict[str, Any], code: str) -> None:
    answer = program.send("POST", "/invitations", body)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_second_factor_is_asked_of_everybody_and_left_to_each(program: Program) -> None:
    program.send("PUT", "/second-factor", {"required": True})
    required = is_second_factor_required()
    said = program.ask("/second-factor").json()
    program.send("PUT", "/second-factor", {"required": False})

    assert (required, said, is_second_factor_required()) == (True, {"required": True}, False)


def test_somebodys_sessions_are_ended(program: Program, door: object) -> None:
    user_named("ben")
    browser = Browser()
    browser.send(make_login_link("ben", 60), "login")
    assert browser.open("/").status_code == 200

    answer = program.send("POST", "/people/ben/end-sessions")

    assert answer.status_code == 204
    assert browser.open("/").status_code == 302
    assert not UserSession.objects.filter(user__username="ben").exists()
    assert TrailRow.objects.filter(act="entrant", about="ben", who="ada", words="end-sessions").exists()


def test_people_are_listed_by_name_page_by_page(program: Program, storm: str) -> None:
    for name in ("ben", "cleo", "dora", "emil"):
        user_named(name)
    program.send("PUT", "/stories/storm/people/dora/role", {"role": "chief"})
    seen, cursor = [], ""

    while True:
        page = program.ask(f"/people?limit=2{cursor}").json()
        seen += [one["name"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    members = program.ask("/stories/storm/people").json()["items"]
    assert seen == ["ada", "ben", "cleo", "dora", "emil"]
    assert [(one["name"], one["role"]) for one in members if one["here"]] == [("dora", "chief")]
