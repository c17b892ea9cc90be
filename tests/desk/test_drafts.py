"""What is in the making: kept, resumed, submitted, returned, approved, scheduled, held back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from stoppress.base.clock import now_utc
from stoppress.base.keys import new_entry_key
from stoppress.base.limits.drafts import DRAFT_CHARS_MAX, DRAFT_DISCARDED_KEPT_S, DRAFT_OUT_KEPT_S, DRAFTS_LISTED_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.drafting import deeds, shelf
from stoppress.desk.drafting.due import DueClock
from stoppress.desk.drafting.rules import Act, Person, State
from stoppress.desk.drafting.saving import Typing, save
from stoppress.desk.models import TrailRow
from stoppress.desk.ranks import Role
from stoppress.desk.roles import Action
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body.plain import plain_text
from stoppress.story.write import Door
from tests.desk.conftest import Browser, form_on

DRAFT = "dddddddddd"
KEY = "kkkkkkkkkk"
FIELDS = {
    "draft": DRAFT,
    "key": KEY,
    "command_id": "typed-by-ben",
    "headline": "Harbour closed",
    "body": "Nine ferries.",
}
ADA = Person("ada", frozenset(Action))
HERE = "/stories/storm/"
PAGE = f"{HERE}drafts/{DRAFT}/"


@pytest.fixture
def ben(door: Door, ada: Browser) -> Browser:
    """Ben may write, and ask for approval."""
    browser = Browser()
    browser.client.force_login(create_user("ben", None, Role.CONTRIBUTOR))
    return browser


@pytest.fixture
def dora(door: Door, ada: Browser) -> Browser:
    """Dora may write, too."""
    browser = Browser()
    browser.client.force_login(create_user("dora", None, Role.CONTRIBUTOR))
    return browser


def kept() -> shelf.Kept:
    return shelf.found("storm", DRAFT)


def typed(browser: Browser, writer: str = "page1", turn: int = 1, version: int = 0, **fields: str) -> dict[str, object]:
    answer = browser.command(
        f"{HERE}drafts/", **{**FIELDS, **fields}, draft_writer=writer, draft_turn=turn, draft_version=version
    )
    return {"status": answer.status_code, **answer.json()}


def act(browser: Browser, name: str, **fields: str) -> dict[str, object]:
    answer = browser.command(f"{PAGE}{name}/", **fields)
    return {"status": answer.status_code, **answer.json()}


def local(moment: datetime) -> str:
    """On the clock of London, in winter."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


# Kept as typed


def test_what_is_typed_is_kept_with_every_field_and_is_back_on_another_device(ben: Browser, storm: str) -> None:
    typed(ben, source_name="Coastguard", not_known_today="kept all the same")

    _, form = form_on(ben.open(PAGE).content.decode(), "composer")

    assert form["headline"] == ["Harbour closed"]
    assert form["body"] == ["Nine ferries."]
    assert form["source_name"][0] == "Coastguard"
    assert (form["key"], form["command_id"], form["draft"]) == ([KEY], ["typed-by-ben"], [DRAFT])
    assert kept().fields["not_known_today"] == ["kept all the same"]
    assert "csrfmiddlewaretoken" not in kept().fields


def test_without_script_a_button_keeps_it(ben: Browser, storm: str) -> None:
    _, form = form_on(ben.open(HERE).content.decode(), "composer")

    answer = ben.client.post(f"{HERE}drafts/", {**form, "headline": "Kept by hand"})

    again = form_on(ben.open(answer.headers["Location"]).content.decode(), "composer")[1]
    assert answer.status_code == 303
    assert again["headline"] == ["Kept by hand"]


def test_a_save_that_has_not_seen_what_others_typed_is_answered_with_both_texts(
    ben: Browser, ada: Browser, storm: str
) -> None:
    typed(ben)
    typed(ada, writer="page2", version=1, body="Ten ferries.")

    stale = typed(ben, writer="page3", version=1, body="Nine ferries and a tug.")

    assert (stale["status"], stale["code"]) == (409, "draft-stale")
    assert stale["theirs"]["fields"]["body"] == ["Ten ferries."]
    assert (stale["theirs"]["by"], stale["theirs"]["version"]) == ("ada", 2)
    assert kept().fields["body"] == ["Ten ferries."]


def test_saves_of_one_page_that_come_late_or_twice_are_no_conflict(ben: Browser, storm: str) -> None:
    """The answer to a save may be lost, and a browser that leaves a page sends beside the save before."""
    typed(ben, turn=1, body="One")
    typed(ben, turn=3, version=0, body="One two three")

    late = typed(ben, turn=2, version=0, body="One two")
    again = typed(ben, turn=3, version=0, body="One two three")

    assert (late["status"], again["status"]) == (200, 200)
    assert kept().fields["body"] == ["One two three"]


def test_the_merge_puts_together_what_does_not_touch(ben: Browser, ada: Browser, storm: str) -> None:
    typed(ben, body="One.\n\nTwo.")
    typed(ada, writer="page2", version=1, body="One!\n\nTwo.")
    base, mine = {"body": ["One.\n\nTwo."]}, {"body": ["One.\n\nTwo!"], "headline": ["Harbour closed"]}

    merged = act(ben, "merge", base=json.dumps(base), mine=json.dumps(mine))
    broken = act(ben, "merge", base="[1", mine="{}")

    assert merged["fields"]["body"] == ["One!\n\nTwo!"]
    assert (merged["clashes"], merged["version"], merged["by"]) == ([], 2, "ada")
    assert (broken["status"], broken["code"]) == (422, "draft-not-usable")


def test_a_draft_is_its_authors_and_the_editors_business(ben: Browser, dora: Browser, ada: Browser, storm: str) -> None:
    typed(ben)

    assert ada.open(PAGE).status_code == 200
    assert dora.open(PAGE).status_code == 404
    assert typed(dora, writer="page9", version=1)["code"] == "draft-not-yours"
    assert act(dora, "discard")["code"] == "draft-unknown"
    assert "Harbour closed" in ada.open(HERE).content.decode()
    assert "Harbour closed" not in dora.open(HERE).content.decode()


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"draft": "../x"}, 422, "draft-not-usable"),
        ({"draft_turn": "x"}, 422, "number-not-readable"),
        ({"body": "x" * DRAFT_CHARS_MAX}, 422, "draft-too-long"),
    ],
)
def test_what_is_no_draft_is_refused(ben: Browser, storm: str, fields: dict[str, str], status: int, code: str) -> None:
    answer = ben.command(f"{HERE}drafts/", **{**FIELDS, **fields})

    assert (answer.status_code, answer.json()["code"]) == (status, code)


# Approval


def test_a_contributor_submits_and_an_editor_publishes_it_both_are_named(
    ben: Browser, ada: Browser, storm: str
) -> None:
    ben.command(f"{HERE}drafts/submit/", **FIELDS)
    assert "Waits for approval" in ada.open(HERE).content.decode()

    answer = ada.send(PAGE, "composer", headline="The harbour is closed")

    entry = read.entry("storm", KEY)
    published = read.history("storm", KEY)[0]
    assert answer.status_code == 303
    assert (published.actor, entry.content.headline) == ("ada", "The harbour is closed")
    assert (kept().standing.state, kept().standing.author, kept().number) == (State.PUBLISHED, "ben", published.number)
    assert "written by <bdi>ben</bdi>" in ada.open(f"{HERE}updates/{KEY}/").content.decode()


def test_a_contributor_publishes_nothing_alone(ben: Browser, storm: str) -> None:
    ben.command(f"{HERE}drafts/submit/", **FIELDS)

    assert ben.command(f"{HERE}updates/", **FIELDS).status_code == 403
    assert act(ben, "approve")["status"] == 403
    assert ben.command(f"{HERE}drafts/schedule/", **FIELDS, due_at=local(now_utc())).status_code == 403
    assert read.entry("storm", KEY) is None


def test_a_returned_draft_says_why_and_is_submitted_again(ben: Browser, ada: Browser, storm: str) -> None:
    ben.command(f"{HERE}drafts/submit/", **FIELDS)

    assert act(ada, "return", return_note="Who says so?")["state"] == "returned"
    assert "Who says so?" in ben.open(HERE).content.decode()
    typed(ben, version=1, source_name="Coastguard")
    assert kept().standing.state is State.RETURNED
    ben.command(f"{HERE}drafts/submit/", **FIELDS, source_name="Coastguard", draft_version="2")
    assert kept().standing.state is State.SUBMITTED


def test_nobody_approves_what_nobody_has_read(ben: Browser, ada: Browser, storm: str) -> None:
    ben.command(f"{HERE}drafts/submit/", **FIELDS)
    typed(ben, version=1, body="Something else.")

    assert act(ada, "approve", draft_version="1")["code"] == "draft-stale"
    assert act(ada, "approve", draft_version="2")["key"] == KEY


def test_a_change_is_proposed_and_approved(
    ben: Browser, ada: Browser, published: Callable[..., str], storm: str
) -> None:
    key = published("Nine are missing.")
    form = form_on(ben.open(f"{HERE}updates/{key}/").content.decode(), "amend")[1]
    change = {**form, "draft": DRAFT, "amendment": "correction", "note": "It said nine.", "body": "Seven are missing."}
    ben.client.post(f"{HERE}drafts/submit/", change)

    assert "Changes in the making" in ada.open(f"{HERE}updates/{key}/").content.decode()
    assert ada.send(PAGE, "amend", amendment="correction").status_code == 303

    entry = read.entry("storm", key)
    assert (plain_text(entry.content.body), entry.changes[0].note) == ("Seven are missing.", "It said nine.")
    assert kept().standing.state is State.PUBLISHED


def test_what_could_never_be_published_can_not_be_submitted(ben: Browser, storm: str) -> None:
    answer = ben.command(f"{HERE}drafts/submit/", draft=DRAFT, key=KEY, headline="", body="")

    assert (answer.status_code, answer.json()["code"]) == (422, "nothing-said")
    assert shelf.find("storm", DRAFT) is None


def test_what_comes_in_after_the_publication_makes_no_second_draft(ada: Browser, storm: str) -> None:
    ada.command(f"{HERE}updates/", **FIELDS)

    late = typed(ada, body="Typed last.")
    again = ada.command(f"{HERE}updates/", **FIELDS).json()

    assert (late["status"], late["code"]) == (409, "draft-out")
    assert again["repeated"] is True
    assert shelf.in_the_making("storm", None) == []


def test_the_author_of_a_draft_is_told_when_another_typed_before_it_went_out(
    ben: Browser, ada: Browser, storm: str
) -> None:
    typed(ben)
    typed(ada, writer="page2", version=1, body="Ten ferries.")

    answer = ada.command(f"{HERE}updates/", **FIELDS, draft_writer="page3", draft_version="1")

    assert (answer.status_code, answer.json()["code"]) == (409, "draft-stale")
    assert read.entry("storm", KEY) is None


def test_a_discarded_draft_can_be_restored_until_its_time_is_over(ben: Browser, storm: str) -> None:
    typed(ben)
    act(ben, "discard")

    assert "Harbour closed" not in ben.open(HERE).content.decode()
    assert typed(ben, turn=2, version=1, body="More")["code"] == "draft-discarded"
    assert act(ben, "restore")["state"] == "draft"
    act(ben, "discard")
    shelf.clear_old(now_utc() + timedelta(seconds=DRAFT_DISCARDED_KEPT_S + 5))
    assert shelf.find("storm", DRAFT) is None


def test_the_words_of_what_is_out_go_but_who_wrote_it_stays(ben: Browser, ada: Browser, storm: str) -> None:
    ben.command(f"{HERE}drafts/submit/", **FIELDS)
    act(ada, "approve")
    ada.command(f"{HERE}updates/", draft="eeeeeeeeee", key="mmmmmmmmmm", headline="Ada's own")

    shelf.clear_old(now_utc() + timedelta(seconds=DRAFT_OUT_KEPT_S + 5))

    assert (kept().fields, kept().standing.author) == ({}, "ben")
    assert shelf.find("storm", "eeeeeeeeee") is None


# Schedules and embargoes


def due_clock(door: Door, at: datetime) -> DueClock:
    return DueClock(lambda slug, draft: deeds.fall_due(slug, draft, door, lambda: at), clock=lambda: at)


def schedule(browser: Browser, at: datetime, **fields: str) -> dict[str, object]:
    return browser.command(f"{HERE}drafts/schedule/", **{**FIELDS, **fields}, due_at=local(at)).json()


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


@pytest.mark.parametrize(
    ("due_at", "code"), [("", "time-missing"), ("2001-01-01T00:00", "time-past"), ("9998-01-01T00:00", "time-too-far")]
)
def test_a_schedule_names_an_instant_to_come(ada: Browser, storm: str, due_at: str, code: str) -> None:
    answer = ada.command(f"{HERE}drafts/schedule/", **FIELDS, due_at=due_at)

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, code, "due_at")


def test_an_embargo_of_the_author_binds_the_editor_by_every_way_out(
    ben: Browser, ada: Browser, door: Door, storm: str
) -> None:
    until = now_utc() + timedelta(hours=2)
    ben.command(f"{HERE}drafts/submit/", **FIELDS, not_before=local(until))

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


# Who is there


def sign(browser: Browser, page: str, **more: str) -> list[str]:
    return browser.command(f"{HERE}here/", page=page, **more).json()["others"]


def test_the_workspace_says_who_is_there_and_what_they_write(ben: Browser, ada: Browser, storm: str) -> None:
    typed(ben)
    sign(ben, "benspage1", draft=DRAFT)

    html = ada.open(f"{HERE}making/").content.decode()

    assert "<bdi>ben</bdi> is writing on “<bdi>Harbour closed</bdi>”" in html
    assert sign(ada, "adaspage1", draft=DRAFT) == ["ben"]
    assert "is writing on this too" in ada.open(PAGE).content.decode()
    sign(ben, "benspage1", gone="1")
    assert "<bdi>ben</bdi> is" not in ada.open(f"{HERE}making/").content.decode()


def test_a_notice_is_no_lock(ben: Browser, ada: Browser, published: Callable[..., str], storm: str) -> None:
    key = published("Nine.")
    sign(ben, "benspage1", draft=DRAFT, amends=key)

    assert "is writing on this too" in ada.open(f"{HERE}updates/{key}/").content.decode()
    assert ada.send(f"{HERE}updates/{key}/", "amend", amendment="typo", body="Ten.").status_code == 303


def test_a_strange_sign_of_life_is_refused(ben: Browser, storm: str) -> None:
    assert ben.command(f"{HERE}here/", page="<script>").json()["code"] == "page-not-usable"


def test_the_list_is_sent_again_only_when_it_changed(ada: Browser, storm: str) -> None:
    first = ada.open(f"{HERE}making/")
    mark = first.headers["ETag"]

    assert ada.open(f"{HERE}making/", **{"If-None-Match": mark}).status_code == 304
    typed(ada)
    assert ada.open(f"{HERE}making/", **{"If-None-Match": mark}).status_code == 200


def test_the_work_for_the_list_does_not_grow_with_the_drafts(
    ada: Browser, storm: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    by = Person("ada", frozenset({Action.DRAFT}))
    for count in range(DRAFTS_LISTED_MAX + 5):
        save(
            Typing(slug="storm", draft_id=f"draft{count:05}", entry_key=f"entry{count:05}", fields={"body": ["x" * 9]}),
            by,
            now_utc(),
        )
    with django_assert_max_num_queries(7):
        html = ada.open(f"{HERE}making/").content.decode()
    assert html.count("<li") == DRAFTS_LISTED_MAX


def test_every_act_is_in_the_trail_once(ben: Browser, ada: Browser, storm: str) -> None:
    ben.command(f"{HERE}drafts/submit/", **FIELDS)
    act(ada, "return", return_note="Who says so?")
    act(ben, "take-back")
    act(ben, "discard")

    acts = TrailRow.objects.filter(story="storm", act__startswith="draft").order_by("pk").values_list("act", "who")
    assert list(acts) == [
        (f"draft-{Act.SUBMIT}", "ben"),
        (f"draft-{Act.RETURN}", "ada"),
        (f"draft-{Act.DISCARD}", "ben"),
    ]
