"""Taking an update back."""

from __future__ import annotations

from collections.abc import Callable

from stoppress.story import read
from tests.desk.conftest import Browser


def test_a_withdrawal_gives_its_reason_and_takes_the_words_away(ada: Browser, published: Callable[..., str]) -> None:
    key = published("A unique-word stands here.")

    answer = ada.send(f"/stories/storm/updates/{key}/", "withdraw", reason="The picture showed <another> harbour.")

    page = ada.open("/stories/storm/").content.decode()
    assert answer.headers["Location"] == f"/stories/storm/?sent=3#words-{key}"
    assert "The picture showed &lt;another&gt; harbour." in page
    assert "unique-word" not in page
    assert read.entry("storm", key).withdrawal.reason == "The picture showed <another> harbour."


def test_a_withdrawal_without_a_reason_is_refused_beside_its_field(ada: Browser, published: Callable[..., str]) -> None:
    key = published()

    html = ada.send(f"/stories/storm/updates/{key}/", "withdraw", reason="  ").content.decode()

    assert 'id="no-reason"' in html
    assert read.entry("storm", key).is_public


def test_a_reason_that_is_too_long_stays_in_its_field(ada: Browser, published: Callable[..., str]) -> None:
    key = published()

    html = ada.send(f"/stories/storm/updates/{key}/", "withdraw", reason="x" * 1001).content.decode()

    assert "x" * 1001 in html


def test_withdrawing_twice_is_answered_twice_and_done_once(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    fields = {"command_id": "withdraw-0001", "reason": "It was not so."}

    answers = [ada.command(f"/stories/storm/updates/{key}/withdraw/", **fields).json() for _ in range(2)]

    assert [answer["repeated"] for answer in answers] == [False, True]
    assert read.numbers() == {"storm": 3}


def test_what_is_not_there_cannot_be_withdrawn(ada: Browser, storm: str) -> None:
    answer = ada.command("/stories/storm/updates/zzzzzzzzzz/withdraw/", reason="x")

    assert (answer.status_code, answer.json()["code"]) == (404, "entry-unknown")
