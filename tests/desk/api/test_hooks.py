"""Webhooks: every event once it is in the log, signed, in order, again until it was taken, and to nobody inside."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.api import HOOK_ATTEMPTS_MAX, HOOK_BODY_BYTES_MAX, HOOK_DELIVERIES_KEPT, HOOKS_MAX
from stoppress.desk.hooks import deeds
from stoppress.desk.hooks.events import EVENTS
from stoppress.desk.hooks.patience import WAITS_S, wait_s
from stoppress.desk.hooks.sending import Answer
from stoppress.desk.hooks.signing import signed_headers
from stoppress.desk.hooks.telling import hooks_behind, tell
from stoppress.desk.hooks.words import EVENTS_MEAN
from stoppress.desk.models import Hook, HookPlace
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content, Head
from stoppress.story.words import Amendment
from stoppress.story.write import Door
from tests.desk.api.conftest import Program, user_named
from tests.desk.api.receiver import Receiver, receiving

NOW = now_utc()


@pytest.fixture
def inbox(settings: LazySettings, door: Door) -> Iterator[Receiver]:
    settings.HOUSE = replace(settings.HOUSE, hooks_private=True)
    with receiving() as receiver:
        yield receiver


def added(inbox: Receiver, *events: str, story: str = "") -> tuple[int, str]:
    hook, secret = deeds.add_hook(user_named("ada"), "Front page", inbox.url, events, story)
    return hook.id, secret


def in_h(hours: float) -> Callable[[], datetime]:
    return lambda: now_utc() + timedelta(hours=hours)


def kinds(inbox: Receiver) -> list[str]:
    return [message.told["type"] for message in inbox.came]


def test_each_fact_from_then_on_is_told_in_order_and_signed(
    inbox: Receiver, published: Callable[..., str], door: Door
) -> None:
    before = published("Before anybody listened.")
    hook, secret = added(inbox)
    key = published("The gates are shut.")
    door.carry_out(c.WithdrawEntry(slug="storm", actor="ada", key=before, reason="It was another harbour."))
    door.carry_out(c.CloseStory(slug="storm", actor="ada"))

    tell(hook)

    assert kinds(inbox) == ["update.published", "update.withdrawn", "story.closed"]
    assert [message.told["data"]["number"] for message in inbox.came] == [3, 4, 5]
    assert all(message.is_signed_with(secret) for message in inbox.came)
    first = inbox.came[0]
    assert first.path == "/inbox?from=desk"
    assert first.headers["Content-Type"] == "application/json"
    assert first.told["data"]["update"]["key"] == key
    assert first.told["data"]["update"]["plain"] == "The gates are shut."
    assert first.told["data"]["position"] == f"{read.epoch()}-3"


def test_nothing_is_told_twice_by_itself(inbox: Receiver, published: Callable[..., str]) -> None:
    published()
    hook, _ = added(inbox)
    published()

    tell(hook)
    tell(hook)

    assert len(inbox.came) == 1
    assert hooks_behind() == []


def test_a_story_that_is_opened_later_is_told_from_its_first_fact(inbox: Receiver, storm: str, door: Door) -> None:
    hook, _ = added(inbox)
    door.carry_out(c.OpenStory(slug="flood", actor="ada", head=Head(headline="A flood")))

    tell(hook)

    assert [(message.told["type"], message.told["data"]["story"]) for message in inbox.came] == [
        ("story.opened", "flood")
    ]


def test_only_the_chosen_events_and_story_are_told_and_the_others_passed_by(
    inbox: Receiver, published: Callable[..., str], door: Door
) -> None:
    door.carry_out(c.OpenStory(slug="flood", actor="ada", head=Head(headline="A flood")))
    published()
    hook, _ = added(inbox, "story.closed", story="storm")
    published()
    door.carry_out(c.CloseStory(slug="flood", actor="ada"))
    door.carry_out(c.CloseStory(slug="storm", actor="ada"))

    tell(hook)

    assert [(message.told["type"], message.told["data"]["story"]) for message in inbox.came] == [
        ("story.closed", "storm")
    ]
    assert deeds.hook_shown(hook).waiting == 0


def test_what_was_not_taken_is_told_again_under_its_id_before_what_follows(
    inbox: Receiver, published: Callable[..., str]
) -> None:
    published()
    hook, secret = added(inbox)
    published("One.")
    published("Two.")
    inbox.answers = [503]

    tell(hook)
    tell(hook)
    tell(hook, in_h(1))

    numbers = [message.told["data"]["number"] for message in inbox.came]
    ids = [message.headers["webhook-id"] for message in inbox.came]
    assert numbers == [3, 3, 4]
    assert (ids[0] == ids[1], ids[1] == ids[2]) == (True, False)
    assert [(one.attempt, one.status, one.done) for one in deeds.deliveries(hook, 9)[::-1]] == [
        (1, 503, False),
        (2, 204, True),
        (1, 204, True),
    ]
    assert all(message.is_signed_with(secret) for message in inbox.came)


def test_one_story_that_hangs_holds_no_other_back(inbox: Receiver, published: Callable[..., str], door: Door) -> None:
    door.carry_out(c.OpenStory(slug="flood", actor="ada", head=Head(headline="A flood")))
    published()
    hook, _ = added(inbox)
    published()
    door.carry_out(c.CloseStory(slug="flood", actor="ada"))
    inbox.answers = [500]

    tell(hook)

    stories = {message.told["data"]["story"] for message in inbox.came}
    assert stories == {"storm", "flood"}


def test_a_receiver_that_never_takes_it_is_given_up_after_bounded_attempts_and_loses_nothing(
    inbox: Receiver, published: Callable[..., str]
) -> None:
    published()
    hook, _ = added(inbox)
    published("Kept for later.")
    inbox.answers = [500] * 99
    inbox.body = b"database is down"

    for turn in range(HOOK_ATTEMPTS_MAX + 3):
        tell(hook, in_h(turn * 24))
    given_up = deeds.hook_shown(hook)
    tried = len(inbox.came)
    inbox.answers = []
    deeds.resume_hook(hook)
    tell(hook)

    assert (tried, given_up.state, given_up.waiting) == (HOOK_ATTEMPTS_MAX, "failing", 1)
    assert "500. database is down" in given_up.reason
    assert inbox.came[-1].told["data"]["update"]["plain"] == "Kept for later."
    assert deeds.hook_shown(hook).waiting == 0


def test_a_receiver_that_is_gone_is_asked_no_more(inbox: Receiver, published: Callable[..., str]) -> None:
    published()
    hook, _ = added(inbox)
    published()
    inbox.answers = [410]

    tell(hook)
    tell(hook, in_h(99))

    assert (len(inbox.came), deeds.hook_shown(hook).state) == (1, "failing")


def test_a_paused_webhook_is_told_everything_once_it_goes_on(inbox: Receiver, published: Callable[..., str]) -> None:
    published()
    hook, _ = added(inbox)
    deeds.pause_hook(hook)
    published()
    tell(hook)
    while_paused = len(inbox.came)

    deeds.resume_hook(hook)
    tell(hook)

    assert (while_paused, len(inbox.came)) == (0, 1)


def test_what_was_withdrawn_while_the_receiver_was_down_is_not_told_any_more(
    inbox: Receiver, published: Callable[..., str], door: Door
) -> None:
    published()
    hook, _ = added(inbox)
    key = published("A unique-word that was wrong.")
    door.carry_out(
        c.AmendEntry(
            slug="storm",
            actor="ada",
            key=key,
            content=Content(body=document_from_markdown("Another unique-word.")),
            amendment=Amendment.UPDATE,
            note="A unique-word in a note.",
        )
    )
    door.carry_out(c.WithdrawEntry(slug="storm", actor="ada", key=key, reason="It was wrong."))

    tell(hook)

    assert kinds(inbox) == ["update.published", "update.amended", "update.withdrawn"]
    assert b"unique-word" not in b"".join(message.body for message in inbox.came)
    assert inbox.came[0].told["data"]["update"]["withdrawn"]["reason"] == "It was wrong."


def test_a_new_secret_goes_beside_the_old_one_for_a_day(inbox: Receiver, storm: str) -> None:
    hook, old = added(inbox)
    new = deeds.change_secret(hook)[1]

    deeds.ping_hook(hook)
    deeds.ping_hook(hook, in_h(25))

    both, later = inbox.came
    assert (both.is_signed_with(old), both.is_signed_with(new)) == (True, True)
    assert (later.is_signed_with(old), later.is_signed_with(new)) == (False, True)


def test_the_signature_is_that_of_the_conventions_own_example() -> None:
    """The example of the convention's reference libraries."""
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_every_fact_has_its_event_and_every_event_its_words() -> None:
    from typing import get_args

    from stoppress.story import facts as f

    assert set(EVENTS) == set(get_args(f.What))
    assert len(set(EVENTS.values())) == len(EVENTS)
    assert set(EVENTS_MEAN) == set(EVENTS.values())


def test_a_very_long_update_is_told_without_its_text(inbox: Receiver, published: Callable[..., str]) -> None:
    published()
    hook, _ = added(inbox)
    published("ü" * 49_000)

    tell(hook)

    message = inbox.came[0]
    assert len(message.body) < HOOK_BODY_BYTES_MAX
    assert (message.told["data"]["update"]["plain"], message.told["data"]["update"]["revision"]) == (None, 1)


def test_a_redirect_is_not_followed(inbox: Receiver, storm: str) -> None:
    hook, _ = added(inbox)
    inbox.answers, inbox.headers = [302], {"Location": inbox.url}

    done = deeds.ping_hook(hook)

    assert (done.status, done.done, len(inbox.came)) == (302, False, 1)


def test_retry_after_is_heard_within_reason(inbox: Receiver, published: Callable[..., str]) -> None:
    published()
    hook, _ = added(inbox)
    published()
    inbox.answers, inbox.headers = [429], {"Retry-After": "900"}

    tell(hook)

    due = HookPlace.objects.get(hook=hook).due_at - now_utc()
    assert 800 < due.total_seconds() <= 900


def test_attempts_are_ever_rarer_never_at_the_same_second_and_end() -> None:
    chance = random.Random(7)
    waits = [wait_s(attempt, None, chance) for attempt in range(1, HOOK_ATTEMPTS_MAX)]

    assert all(0.8 * usual <= wait <= 1.2 * usual for usual, wait in zip(WAITS_S, waits, strict=True))
    assert wait_s(HOOK_ATTEMPTS_MAX, None, chance) is None
    assert wait_s(1, 10**9, chance) == 3_600
    assert 24 < sum(WAITS_S) / 3_600 < 36


def test_the_list_of_deliveries_is_bounded(inbox: Receiver, storm: str) -> None:
    hook, _ = added(inbox)
    row = Hook.objects.get(pk=hook)
    for turn in range(HOOK_DELIVERIES_KEPT + 5):
        answer = Answer(status=204, said="", retry_after_s=None, took_ms=1)
        deeds.note_delivery(row, f"msg_{turn}", "ping", "", 0, 1, answer, NOW)

    assert [one.message for one in deeds.deliveries(hook, 999)][-1] == "msg_5"


def test_a_house_has_no_more_webhooks_than_can_be_told(inbox: Receiver) -> None:
    for _ in range(HOOKS_MAX):
        added(inbox)

    with pytest.raises(Refusal) as refused:
        added(inbox)

    assert refused.value.code == "too-many"


def test_programs_add_try_and_remove_webhooks(program: Program, inbox: Receiver, published: Callable[..., str]) -> None:
    published()
    made = program.send("POST", "/hooks", {"name": "Front", "url": inbox.url, "events": ["update.published"]})
    at = f"/hooks/{made.json()['id']}"
    ping = program.send("POST", f"{at}/ping")
    states = [program.send("POST", f"{at}/{deed}").json()["state"] for deed in ("pause", "resume")]
    secret = program.send("POST", f"{at}/secret").json()["secret"]
    listed = program.ask("/hooks").json()["items"]
    deliveries = program.ask(f"{at}/deliveries?limit=1").json()
    removed = program.send("DELETE", at)

    assert (made.status_code, ping.json()["done"], states) == (201, True, ["paused", "active"])
    assert inbox.came[0].is_signed_with(made.json()["secret"])
    assert secret.startswith("whsec_")
    assert secret != made.json()["secret"]
    assert "secret" not in listed[0]
    assert (deliveries["items"][0]["event"], deliveries["next"]) == ("ping", None)
    assert (removed.status_code, removed.content, program.ask(at).status_code) == (204, b"", 404)
