"""Sent twice, changed by two: nothing is done twice, nobody is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from stoppress.base.clock import now_utc
from stoppress.base.limits.api import API_ANSWER_CLAIM_S, API_ANSWERS_KEPT_S
from stoppress.bell.memory import MemoryBell
from stoppress.desk.models import ApiAnswer
from stoppress.story import read
from stoppress.story.write import Door
from tests.desk.api.conftest import Program, program_of

UPDATES = "/stories/storm/updates"
HARBOUR = {"headline": "The harbour is closed", "body": {"markdown": "The gates are shut."}}


def test_the_same_key_publishes_once_and_is_answered_alike(program: Program, storm: str) -> None:
    answers = [program.send("POST", UPDATES, HARBOUR, Idempotency_Key="7d1f9a40-1") for _ in range(3)]

    assert len(read.entries("storm")) == 1
    assert len({answer.content for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {201}
    assert [answer.headers.get("Idempotency-Replayed") for answer in answers] == [None, "true", "true"]
    assert {answer.headers["ETag"] for answer in answers} == {'"1.2"'}


def test_the_answer_is_the_one_of_then_also_after_others_changed_it(program: Program, storm: str) -> None:
    first = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")
    key = first.json()["key"]
    amendment = {"headline": "The harbour is open", "amendment": "typo"}
    amended = program.send("PATCH", f"{UPDATES}/{key}", amendment, If_Match='"1"', Idempotency_Key="two")
    program.send("PATCH", f"{UPDATES}/{key}", {"headline": "It opens", "amendment": "typo"}, If_Match='"2"')

    again = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")
    amended_again = program.send("PATCH", f"{UPDATES}/{key}", amendment, If_Match='"1"', Idempotency_Key="two")

    assert again.content == first.content
    assert (amended_again.status_code, amended_again.content) == (200, amended.content)
    assert read.entry("storm", key).revision == 3


@pytest.mark.parametrize("how", ["body", "address", "version"])
def test_the_same_key_for_something_else_is_a_422(program: Program, published: Callable[..., str], how: str) -> None:
    key = published()
    amendment = {"headline": "x", "amendment": "typo"}
    program.send("PATCH", f"{UPDATES}/{key}", amendment, If_Match='"1"', Idempotency_Key="one")

    answer = program.send(
        "PATCH",
        f"{UPDATES}/{published() if how == 'address' else key}",
        {**amendment, "headline": "y"} if how == "body" else amendment,
        If_Match='"2"' if how == "version" else '"1"',
        Idempotency_Key="one",
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")


def test_a_key_is_its_users_own(program: Program, storm: str) -> None:
    """Ben, who took the same key by chance or on purpose, neither sees Ada's answer nor is kept from his act."""
    program.send("POST", UPDATES, HARBOUR, Idempotency_Key="1")

    answer = program_of("ben").send("POST", UPDATES, HARBOUR, Idempotency_Key="1")

    assert answer.status_code == 201
    assert "Idempotency-Replayed" not in answer.headers
    assert len(read.entries("storm")) == 2


def test_a_key_in_quotation_marks_is_the_same_key(program: Program, storm: str) -> None:
    program.send("POST", UPDATES, HARBOUR, Idempotency_Key='"8e03978e-40d5"')

    answer = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="8e03978e-40d5")

    assert answer.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "schlüssel"])
def test_a_key_that_is_none_is_refused(program: Program, storm: str, key: str) -> None:
    answer = program.send("POST", UPDATES, HARBOUR, Idempotency_Key=key)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-not-usable")


def test_a_refused_request_may_be_mended_under_its_key(program: Program, storm: str) -> None:
    refused = program.send("POST", UPDATES, {}, Idempotency_Key="one")

    answer = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")

    assert (refused.status_code, answer.status_code) == (422, 201)


def test_a_day_later_the_log_still_does_nothing_twice(program: Program, storm: str) -> None:
    first = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")
    ApiAnswer.objects.update(at=now_utc() - timedelta(seconds=API_ANSWERS_KEPT_S + 1))

    again = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")

    assert again.content == first.content
    assert len(read.entries("storm")) == 1


def test_who_was_killed_after_the_act_is_answered_when_it_is_sent_again(program: Program, storm: str) -> None:
    """The process died between the log and the answer: the claim stands, empty."""
    first = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")
    ApiAnswer.objects.update(status=0, body="")
    busy = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")
    ApiAnswer.objects.update(at=now_utc() - timedelta(seconds=API_ANSWER_CLAIM_S + 1))

    again = program.send("POST", UPDATES, HARBOUR, Idempotency_Key="one")

    assert (busy.status_code, busy.json()["code"]) == (409, "idempotency-key-busy")
    assert (again.status_code, again.content) == (201, first.content)
    assert len(read.entries("storm")) == 1


def test_an_amendment_names_the_version_it_is_based_on(program: Program, published: Callable[..., str]) -> None:
    key = published()
    for version in ("", "*", '"1", "2"', "1"):
        headers = {"If_Match": version} if version else {}
        answer = program.send("PATCH", f"{UPDATES}/{key}", {"headline": "x", "amendment": "typo"}, **headers)

        assert (answer.status_code, answer.json()["code"]) == (428, "if-match-missing")


@pytest.mark.parametrize("version", ['"1.2"', '"7"', '"x"', '"0"', '"99999999999999999999"'])
def test_who_has_seen_another_version_is_shown_the_one_that_stands(
    program: Program, published: Callable[..., str], version: str
) -> None:
    key = published("Seven boats.")
    program.send("PATCH", f"{UPDATES}/{key}", {"body": {"markdown": "Nine."}, "amendment": "typo"}, If_Match='"1"')

    answer = program.send("PATCH", f"{UPDATES}/{key}", {"headline": "x", "amendment": "typo"}, If_Match=version)

    assert (answer.status_code, answer.json()["code"]) == (412, "revision-stale")
    assert answer.json()["current"]["said"]["body"]["plain"] == "Nine."
    assert answer.headers["ETag"] == '"2.3"'
    assert read.entry("storm", key).revision == 2


def test_a_move_in_between_is_no_conflict_for_words(program: Program, published: Callable[..., str]) -> None:
    key, other = published(), published()
    seen = program.ask(f"{UPDATES}/{other}").headers["ETag"]
    program.send("POST", f"{UPDATES}/{other}/move", {"under": key})

    answer = program.send("PATCH", f"{UPDATES}/{other}", {"headline": "x", "amendment": "typo"}, If_Match=seen)

    assert answer.status_code == 200


def test_settings_and_key_points_have_versions_of_their_own(program: Program, published: Callable[..., str]) -> None:
    published()
    settings = program.ask("/stories/storm/settings").headers["ETag"]
    points = program.ask("/stories/storm/key-points").headers["ETag"]
    published("An update in between is no conflict.")

    taken = program.send("PATCH", "/stories/storm/settings", {"topic": "Weather"}, If_Match=settings)
    stale = program.send("PATCH", "/stories/storm/settings", {"topic": "Sport"}, If_Match=settings)
    set_ = program.send("PUT", "/stories/storm/key-points", {"points": [{"text": "One."}]}, If_Match=points)
    late = program.send("PUT", "/stories/storm/key-points", {"points": []}, If_Match=points)

    assert [answer.status_code for answer in (taken, stale, set_, late)] == [200, 412, 200, 412]
    assert stale.json()["current"]["topic"] == "Weather"
    assert late.json()["current"]["points"][0]["text"] == "One."


def test_who_has_the_version_is_told_nothing_again(program: Program, published: Callable[..., str]) -> None:
    key = published()
    for path in (f"{UPDATES}/{key}", "/stories/storm", "/stories/storm/settings", "/stories/storm/key-points"):
        etag = program.ask(path).headers["ETag"]
        answer = program.ask(path, If_None_Match=etag)

        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_one_key_publish_once(transactional_db: None, settings: object) -> None:
    """A client that gave up waiting sends again while the first is still at work."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from stoppress.story import commands as c
    from stoppress.story.content import Head

    settings.DOOR = Door(MemoryBell())
    settings.DOOR.carry_out(c.OpenStory(slug="storm", actor="ada", head=Head(headline="A storm")))
    program = program_of("ada")

    def sent(body: dict[str, object]) -> tuple[int, bytes]:
        try:
            answer = Program(program.secret).send("POST", UPDATES, body, Idempotency_Key=f"one-{len(body)}")
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(sent, [HARBOUR] * 12))
        refused = list(pool.map(sent, [{}] * 12))

    assert len(read.entries("storm")) == 1
    assert {status for status, _ in answers} <= {201, 409}
    assert len({content for status, content in answers if status == 201}) == 1
    assert {status for status, _ in refused} <= {409, 422}
