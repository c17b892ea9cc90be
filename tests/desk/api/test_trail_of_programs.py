"""What programs do and are refused stands in the trail: which token, whose, which act, which story, how it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from stoppress.base.clock import now_utc
from stoppress.base.limits.api import API_REQUESTS_PER_MINUTE
from stoppress.base.limits.people import TRAIL_SAME_REFUSAL_S, TRAIL_STRANGERS_PER_HOUR
from stoppress.desk.api.address import DECLARED
from stoppress.desk.api.counting import REQUESTS
from stoppress.desk.models import ApiToken, TrailRow
from stoppress.desk.ranks import Role
from stoppress.desk.seldom import REFUSALS, Seldom
from stoppress.desk.tokens import make_token, tokens_of
from stoppress.desk.trail import Act, trim, write_down
from stoppress.story.write import Door
from tests.desk.api.conftest import Program, program_of, user_named
from tests.desk.conftest import Browser

UPDATES = "/stories/storm/updates"


@pytest.fixture(autouse=True)
def _nobody_was_refused_yet() -> None:
    REFUSALS.forget()


def rows(**wanted: Any) -> list[TrailRow]:
    return list(TrailRow.objects.exclude(act="user-made").filter(**wanted).order_by("pk"))


def label(name: str = "ada") -> str:
    return tokens_of(user_named(name))[0].label


def test_what_a_program_publishes_stands_with_its_token_and_number(program: Program, storm: str) -> None:
    done = program.send("POST", UPDATES, {"headline": "The bridge is closed"}).json()

    (row,) = rows()
    assert (row.who, row.token, row.act, row.action) == ("ada", label(), "publish", "publish")
    assert (row.story, row.key, row.number) == ("storm", done["key"], done["number"])
    assert (row.done, row.code, row.times) == (True, "", 1)
    assert row.token.startswith("tests (sp_")


def test_each_change_of_a_story_is_one_row_under_the_name_of_the_desks_own_page(
    program: Program, published: Callable[..., str]
) -> None:
    key = published()
    for act in ("pin", "unpin", "withdraw"):
        program.send("POST", f"{UPDATES}/{key}/{act}", {"reason": "It was wrong."} if act == "withdraw" else None)
    program.send("POST", "/stories/storm/pause")

    assert [(row.act, row.key) for row in rows()] == [("pin", key), ("unpin", key), ("withdraw", key), ("pause", "")]
    assert all(row.number and row.token == label() for row in rows())


def test_drafts_and_people_are_told_with_the_token_by_the_deed_itself_once(program: Program, storm: str) -> None:
    user_named("ben")
    program.send("PUT", "/stories/storm/drafts/dddddddddd", {"headline": "Typed by a program"})
    program.send("POST", "/stories/storm/drafts/dddddddddd/submit")
    program.send("PUT", "/people/ben/role", {"role": "chief"})
    program.send("PUT", "/stories/storm/people/ben/role", {"role": "reader"})

    assert [(row.act, row.who, row.token) for row in rows()] == [
        (act, "ada", label()) for act in ("draft-submit", "house-role", "story-role")
    ]


def test_a_picture_and_a_webhook_are_told(program: Program, tmp_path: Any) -> None:
    Image.new("RGB", (64, 48)).save(tmp_path / "quay.png")
    program.raw("POST", "/pictures", (tmp_path / "quay.png").read_bytes(), "image/png")
    hook = program.send("POST", "/hooks", {"name": "mirror", "url": "https://93.184.216.34/"}).json()["id"]
    program.send("POST", f"/hooks/{hook}/pause")
    program.send("DELETE", f"/hooks/{hook}")

    assert [(row.act, row.key) for row in rows()] == [
        ("upload", ""),
        ("hooks", ""),
        ("pause-hook", str(hook)),
        ("remove-hook", str(hook)),
    ]


def test_looking_typing_and_previewing_leave_no_row(program: Program, published: Callable[..., str]) -> None:
    published()
    for one in DECLARED:
        if one.method == "GET":
            program.ask(one.path.replace("{slug}", "storm").replace("{draft}", "dddddddddd").replace("{hook}", "1"))
    program.send("POST", "/stories/storm/preview", {"headline": "Only a look"})
    program.send("POST", "/stories/storm/preview", {"headline": 7})
    program.send("PUT", "/stories/storm/drafts/dddddddddd", {"headline": "Typed"})

    assert rows() == []


def test_the_same_request_again_is_told_as_repeated(program: Program, storm: str) -> None:
    for _ in range(2):
        program.send("POST", UPDATES, {"headline": "Once"}, Idempotency_Key="one")

    assert [(row.act, row.code, row.done) for row in rows()] == [("publish", "", True), ("publish", "repeated", True)]


@pytest.mark.parametrize(
    ("body", "code"),
    [({"headline": ""}, "nothing-said"), ({"headline": 7}, "shape-wrong"), ({"nane": "x"}, "shape-wrong")],
)
def test_a_change_that_was_refused_stands_with_its_code(
    program: Program, storm: str, body: dict[str, Any], code: str
) -> None:
    program.send("POST", UPDATES, body)

    assert [(row.who, row.token, row.act, row.done, row.code) for row in rows()] == [
        ("ada", label(), "publish", False, code)
    ]


def test_a_token_that_is_refused_is_told_also_where_it_only_looked(door: Door, storm: str) -> None:
    reader = program_of("ada", "read")
    publisher = program_of("ben", "publish")
    cleo = program_of("cleo")
    from stoppress.desk.models import RoleRow

    RoleRow.objects.filter(user=user_named("cleo")).update(role=Role.OUTSIDE)

    reader.send("POST", UPDATES, {"headline": "x"})
    publisher.ask("/stories/storm")
    cleo.ask("/stories/storm")

    assert [(row.who, row.act, row.story, row.code) for row in rows(done=False)] == [
        ("ada", "publish", "storm", "scope-missing"),
        ("ben", "workspace", "storm", "scope-missing"),
        ("cleo", "workspace", "storm", "not-allowed"),
    ]


def test_an_expired_and_a_revoked_token_are_told_by_name_and_an_unknown_one_by_address(door: Door, storm: str) -> None:
    """The answer is the same for all of them: whoever tries tokens learns nothing."""
    expired, revoked, unknown = program_of("ada"), program_of("ben"), Program("sp_" + "x" * 43)
    ApiToken.objects.filter(user__username="ada").update(expires_at=now_utc() - timedelta(seconds=1))
    ApiToken.objects.filter(user__username="ben").update(revoked_at=now_utc())

    answers = [program.ask("/stories") for program in (expired, revoked, unknown)]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert len({answer.content for answer in answers}) == 1
    assert [(row.who, row.token, row.words, row.code) for row in rows()] == [
        ("ada", label("ada"), "expired", "token-not-good"),
        ("ben", label("ben"), "revoked", "token-not-good"),
        ("", "", "", "token-not-good"),
    ]
    assert rows()[2].address


def test_a_token_in_an_address_is_told_so_that_it_can_be_revoked(program: Program) -> None:
    program.ask(f"/stories?token={program.secret}")

    (row,) = rows()
    assert (row.who, row.token, row.code, row.done) == ("ada", label(), "token-in-address", False)
    assert program.secret[:20] not in str(list(TrailRow.objects.values()))


def test_a_token_that_asks_too_often_is_told_once(
    program: Program, storm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(REQUESTS, "_seconds", lambda: 0.0)
    for _ in range(API_REQUESTS_PER_MINUTE):
        REQUESTS.count(ApiToken.objects.get().pk)
    for _ in range(3):
        program.ask("/token")

    assert [(row.who, row.token, row.code) for row in rows()] == [("ada", label(), "too-often")]


def test_without_any_token_nothing_is_told(door: Door, storm: str) -> None:
    """What the whole world may be told is no act of anybody."""
    nobody = Program("")
    nobody.ask("/stories")
    nobody.send("POST", UPDATES, {"headline": "x"})

    assert rows() == []


def test_the_same_refusal_again_and_again_is_one_row_a_while_with_its_number() -> None:
    now = 0.0
    seldom = Seldom(seconds=lambda: now)
    same = ("weather bot", "publish", "story-closed")

    at_once = [seldom.times(same, stranger=False) for _ in range(100)]
    now = float(TRAIL_SAME_REFUSAL_S)
    later = [seldom.times(same, stranger=False) for _ in range(2)]

    assert at_once == [1] + [0] * 99
    assert later == [100, 0]


def test_strangers_from_however_many_addresses_have_some_rows_an_hour() -> None:
    now = 0.0
    seldom = Seldom(seconds=lambda: now)

    written = sum(seldom.times((f"address {number}",), stranger=True) for number in range(1_000))
    now = 1_800.0
    half_an_hour_later = sum(seldom.times((f"other {number}",), stranger=True) for number in range(1_000))

    assert (written, half_an_hour_later) == (TRAIL_STRANGERS_PER_HOUR, TRAIL_STRANGERS_PER_HOUR // 2)
    assert seldom.times(("weather bot", "publish", "story-closed"), stranger=False) == 1


def test_what_is_counted_is_bounded_too() -> None:
    seldom = Seldom(kept_max=3, seconds=lambda: 0.0)

    for number in range(10):
        seldom.times((str(number),), stranger=False)

    assert len(seldom._since) == 3


def test_a_program_that_runs_wild_pushes_out_nobodys_deed(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stoppress.desk.trail.TRAIL_PROGRAMS_DONE_MAX", 3)
    write_down(Act(act="by-hand"))
    for number in range(9):
        write_down(Act(act=f"deed-{number}", token="weather bot (sp_abcd…)"))

    trim()

    assert [row.act for row in rows()] == ["by-hand", "deed-6", "deed-7", "deed-8"]


def test_the_page_tells_the_token_and_can_show_programs_only(ada: Browser, storm: str) -> None:
    program = Program(make_token(user_named("ada"), "weather <b>bot", ["publish"], 1)[1])
    ada.command("/stories/storm/pause/")
    program.send("POST", UPDATES, {"headline": "By a program"})
    program.send("POST", UPDATES, {"headline": ""})

    everything = ada.open("/trail/").content.decode()
    programs = ada.client.get("/trail/", {"by": "programs", "who": "ada", "only": "refused"}).content.decode()

    assert "by token <bdi>weather &lt;b&gt;bot (sp_" in everything
    assert "Pause" in everything
    assert programs.count("<tr") == 1 + 1
    assert "Write one of them." in programs


def test_older_acts_are_asked_for_with_the_same_choice(ada: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stoppress.desk.pages.trail.TRAIL_ROWS_PER_PAGE", 2)
    for number in range(5):
        write_down(Act(act=f"act-{number}-", who="ada", token="weather bot", done=False))

    html = ada.client.get("/trail/", {"by": "programs", "who": "ada", "only": "refused"}).content.decode()

    assert f'<a href="?who=ada&amp;only=refused&amp;by=programs&amp;before={rows(act="act-3-")[0].pk}">' in html
