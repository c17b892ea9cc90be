"""Withdrawing several updates in one act."""

from __future__ import annotations

from collections.abc import Callable

from stoppress.base.limits.workspace import WITHDRAW_TOGETHER_MAX
from stoppress.desk.models import TrailRow
from stoppress.story import read
from tests.desk.api.conftest import program_of
from tests.desk.conftest import Browser, form_on

PAGE = "/stories/storm/withdraw/"


def withdrawn(*keys: str) -> list[bool]:
    return [read.entry("storm", key).withdrawal is not None for key in keys]


def test_updates_ticked_in_the_timeline_are_named_and_withdrawn_with_one_reason(
    ada: Browser, published: Callable[..., str]
) -> None:
    one, two, three = (published(headline=f"Report {name}") for name in ("one", "two", "three"))
    timeline = ada.open("/stories/storm/").content.decode()
    assert timeline.count('form="withdraw-many"') == 3

    chosen = f"{PAGE}?key={one}&key={three}"
    html = ada.open(chosen).content.decode()
    answer = ada.send(chosen, "withdraw-these", reason="The agency took it back.")

    assert "Report one" in html
    assert "Report three" in html
    assert "Report two" not in html
    assert answer.status_code == 303
    assert withdrawn(one, two, three) == [True, False, True]
    assert {read.entry("storm", key).withdrawal.reason for key in (one, three)} == {"The agency took it back."}
    act = TrailRow.objects.get(act="withdraw-many")
    assert (act.who, act.number, act.done) == ("ada", 6, True)
    assert act.words.split(": ") == ["2", f"{three} {one}"], "the newest stands first, as on the page"
    assert ada.open("/stories/storm/").content.decode().count('form="withdraw-many"') == 1


def test_where_one_is_refused_none_is_withdrawn(ada: Browser, published: Callable[..., str]) -> None:
    one, two = published(), published()

    unknown = ada.command(PAGE, key=[one, "zzzzzzzzzz", two], reason="It was not so.")
    unexplained = ada.send(f"{PAGE}?key={one}&key={two}", "withdraw-these", reason=" ")
    nothing = ada.command(PAGE, reason="It was not so.")
    crowd = ada.command(PAGE, key=[f"k{number:09}" for number in range(WITHDRAW_TOGETHER_MAX + 1)], reason="x")

    assert unknown.json()["code"] == "entry-unknown"
    assert unexplained.status_code == 422
    assert form_on(unexplained.content.decode(), "withdraw-these")[1]["key"] == [two, one], "what was ticked still is"
    assert (nothing.json()["code"], crowd.json()["code"]) == ("nothing-chosen", "too-many")
    assert withdrawn(one, two) == [False, False]


def test_sent_twice_it_is_done_once_and_what_was_gone_stays_as_it_was(
    ada: Browser, published: Callable[..., str]
) -> None:
    one, two = published(), published()
    ada.command(f"/stories/storm/updates/{one}/withdraw/", reason="First.")
    form = form_on(ada.open(f"{PAGE}?key={two}").content.decode(), "withdraw-these")[1]

    answers = [ada.client.post(PAGE, {**form, "key": [one, two], "reason": "Second."}).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert [read.entry("storm", key).withdrawal.reason for key in (one, two)] == ["First.", "Second."]
    assert read.numbers() == {"storm": 5}


def test_a_program_withdraws_several_once_for_each_key(ada: Browser, published: Callable[..., str]) -> None:
    one, two = published(), published()
    program = program_of("ada")
    body = {"keys": [one, two], "reason": "The agency took it back."}

    first, again = (
        program.send("POST", "/stories/storm/withdraw", body, Idempotency_Key="0123456789") for _ in range(2)
    )
    empty = program.send("POST", "/stories/storm/withdraw", {**body, "keys": []})

    assert (
        first.json() == again.json() == {"story": "storm", "key": None, "number": 5, "revision": None, "changed": True}
    )
    assert empty.status_code == 422
    assert withdrawn(one, two) == [True, True]


def test_an_address_without_updates_says_where_to_choose_them(ada: Browser, storm: str) -> None:
    html = ada.open(PAGE).content.decode()

    assert "No update is chosen." in html
    assert '<form id="withdraw-these"' not in html
