"""What is in the making: kept, resumed, submitted, returned, approved, discarded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from stoppress.base.clock import now_utc
from stoppress.base.limits.drafts import DRAFT_CHARS_MAX, DRAFT_DISCARDED_KEPT_S, DRAFT_OUT_KEPT_S
from stoppress.desk.drafting import shelf
from stoppress.desk.drafting.rules import Act, State
from stoppress.desk.models import TrailRow
from stoppress.story import read
from stoppress.story.body.plain import plain_text
from tests.desk.conftest import Browser, form_on
from tests.desk.drafting import DRAFT, FIELDS, HERE, KEY, PAGE, act, kept, local, typed

# Kept as typed


def test_what_is_typed_is_kept_with_every_field_and_is_back_on_another_device(contributor: Browser, storm: str) -> None:
    typed(contributor, source_name="Coastguard", not_known_today="kept all the same")

    _, form = form_on(contributor.open(PAGE).content.decode(), "composer")

    assert form["headline"] == ["Harbour closed"]
    assert form["body"] == ["Nine ferries."]
    assert form["source_name"][0] == "Coastguard"
    assert (form["key"], form["command_id"], form["draft"]) == ([KEY], ["typed-by-ben"], [DRAFT])
    assert kept().fields["not_known_today"] == ["kept all the same"]
    assert "csrfmiddlewaretoken" not in kept().fields


def test_without_script_a_button_keeps_it(contributor: Browser, storm: str) -> None:
    _, form = form_on(contributor.open(HERE).content.decode(), "composer")

    answer = contributor.client.post(f"{HERE}drafts/", {**form, "headline": "Kept by hand"})

    again = form_on(contributor.open(answer.headers["Location"]).content.decode(), "composer")[1]
    assert answer.status_code == 303
    assert again["headline"] == ["Kept by hand"]


def test_a_save_that_has_not_seen_what_others_typed_is_answered_with_both_texts(
    contributor: Browser, ada: Browser, storm: str
) -> None:
    typed(contributor)
    typed(ada, writer="page2", version=1, body="Ten ferries.")

    stale = typed(contributor, writer="page3", version=1, body="Nine ferries and a tug.")

    assert (stale["status"], stale["code"]) == (409, "draft-stale")
    assert stale["theirs"]["fields"]["body"] == ["Ten ferries."]
    assert (stale["theirs"]["by"], stale["theirs"]["version"]) == ("ada", 2)
    assert kept().fields["body"] == ["Ten ferries."]


def test_saves_of_one_page_that_come_late_or_twice_are_no_conflict(contributor: Browser, storm: str) -> None:
    """The answer to a save may be lost, and a browser that leaves a page sends beside the save before."""
    typed(contributor, turn=1, body="One")
    typed(contributor, turn=3, version=0, body="One two three")

    late = typed(contributor, turn=2, version=0, body="One two")
    again = typed(contributor, turn=3, version=0, body="One two three")

    assert (late["status"], again["status"]) == (200, 200)
    assert kept().fields["body"] == ["One two three"]


def test_the_merge_puts_together_what_does_not_touch(contributor: Browser, ada: Browser, storm: str) -> None:
    typed(contributor, body="One.\n\nTwo.")
    typed(ada, writer="page2", version=1, body="One!\n\nTwo.")
    base, mine = {"body": ["One.\n\nTwo."]}, {"body": ["One.\n\nTwo!"], "headline": ["Harbour closed"]}

    merged = act(contributor, "merge", base=json.dumps(base), mine=json.dumps(mine))
    broken = act(contributor, "merge", base="[1", mine="{}")

    assert merged["fields"]["body"] == ["One!\n\nTwo!"]
    assert (merged["clashes"], merged["version"], merged["by"]) == ([], 2, "ada")
    assert (broken["status"], broken["code"]) == (422, "draft-not-usable")


def test_a_draft_is_its_authors_and_the_editors_business(
    contributor: Browser, dora: Browser, ada: Browser, storm: str
) -> None:
    typed(contributor)

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
def test_what_is_no_draft_is_refused(
    contributor: Browser, storm: str, fields: dict[str, str], status: int, code: str
) -> None:
    answer = contributor.command(f"{HERE}drafts/", **{**FIELDS, **fields})

    assert (answer.status_code, answer.json()["code"]) == (status, code)


# Approval


def test_a_contributor_submits_and_an_editor_publishes_it_both_are_named(
    contributor: Browser, ada: Browser, storm: str
) -> None:
    contributor.command(f"{HERE}drafts/submit/", **FIELDS)
    assert "Waits for approval" in ada.open(HERE).content.decode()

    answer = ada.send(PAGE, "composer", headline="The harbour is closed")

    entry = read.entry("storm", KEY)
    published = read.history("storm", KEY)[0]
    assert answer.status_code == 303
    assert (published.actor, entry.content.headline) == ("ada", "The harbour is closed")
    assert (kept().standing.state, kept().standing.author, kept().number) == (State.PUBLISHED, "ben", published.number)
    assert "written by <bdi>ben</bdi>" in ada.open(f"{HERE}updates/{KEY}/").content.decode()


def test_a_contributor_publishes_nothing_alone(contributor: Browser, storm: str) -> None:
    contributor.command(f"{HERE}drafts/submit/", **FIELDS)

    assert contributor.command(f"{HERE}updates/", **FIELDS).status_code == 403
    assert act(contributor, "approve")["status"] == 403
    assert contributor.command(f"{HERE}drafts/schedule/", **FIELDS, due_at=local(now_utc())).status_code == 403
    assert read.entry("storm", KEY) is None


def test_a_returned_draft_says_why_and_is_submitted_again(contributor: Browser, ada: Browser, storm: str) -> None:
    contributor.command(f"{HERE}drafts/submit/", **FIELDS)

    assert act(ada, "return", return_note="Who says so?")["state"] == "returned"
    assert "Who says so?" in contributor.open(HERE).content.decode()
    typed(contributor, version=1, source_name="Coastguard")
    assert kept().standing.state is State.RETURNED
    contributor.command(f"{HERE}drafts/submit/", **FIELDS, source_name="Coastguard", draft_version="2")
    assert kept().standing.state is State.SUBMITTED


def test_nobody_approves_what_nobody_has_read(contributor: Browser, ada: Browser, storm: str) -> None:
    contributor.command(f"{HERE}drafts/submit/", **FIELDS)
    typed(contributor, version=1, body="Something else.")

    assert act(ada, "approve", draft_version="1")["code"] == "draft-stale"
    assert act(ada, "approve", draft_version="2")["key"] == KEY


def test_a_change_is_proposed_and_approved(
    contributor: Browser, ada: Browser, published: Callable[..., str], storm: str
) -> None:
    key = published("Nine are missing.")
    form = form_on(contributor.open(f"{HERE}updates/{key}/").content.decode(), "amend")[1]
    change = {**form, "draft": DRAFT, "amendment": "correction", "note": "It said nine.", "body": "Seven are missing."}
    contributor.client.post(f"{HERE}drafts/submit/", change)

    assert "Changes in the making" in ada.open(f"{HERE}updates/{key}/").content.decode()
    assert ada.send(PAGE, "amend", amendment="correction").status_code == 303

    entry = read.entry("storm", key)
    assert (plain_text(entry.content.body), entry.changes[0].note) == ("Seven are missing.", "It said nine.")
    assert kept().standing.state is State.PUBLISHED


def test_what_could_never_be_published_can_not_be_submitted(contributor: Browser, storm: str) -> None:
    answer = contributor.command(f"{HERE}drafts/submit/", draft=DRAFT, key=KEY, headline="", body="")

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
    contributor: Browser, ada: Browser, storm: str
) -> None:
    typed(contributor)
    typed(ada, writer="page2", version=1, body="Ten ferries.")

    answer = ada.command(f"{HERE}updates/", **FIELDS, draft_writer="page3", draft_version="1")

    assert (answer.status_code, answer.json()["code"]) == (409, "draft-stale")
    assert read.entry("storm", KEY) is None


def test_a_discarded_draft_can_be_restored_until_its_time_is_over(contributor: Browser, storm: str) -> None:
    typed(contributor)
    act(contributor, "discard")

    assert "Harbour closed" not in contributor.open(HERE).content.decode()
    assert typed(contributor, turn=2, version=1, body="More")["code"] == "draft-discarded"
    assert act(contributor, "restore")["state"] == "draft"
    act(contributor, "discard")
    shelf.clear_old(now_utc() + timedelta(seconds=DRAFT_DISCARDED_KEPT_S + 5))
    assert shelf.find("storm", DRAFT) is None


def test_the_words_of_what_is_out_go_but_who_wrote_it_stays(contributor: Browser, ada: Browser, storm: str) -> None:
    contributor.command(f"{HERE}drafts/submit/", **FIELDS)
    act(ada, "approve")
    ada.command(f"{HERE}updates/", draft="eeeeeeeeee", key="mmmmmmmmmm", headline="Ada's own")

    shelf.clear_old(now_utc() + timedelta(seconds=DRAFT_OUT_KEPT_S + 5))

    assert (kept().fields, kept().standing.author) == ({}, "ben")
    assert shelf.find("storm", "eeeeeeeeee") is None


def test_every_act_is_in_the_trail_once(contributor: Browser, ada: Browser, storm: str) -> None:
    contributor.command(f"{HERE}drafts/submit/", **FIELDS)
    act(ada, "return", return_note="Who says so?")
    act(contributor, "take-back")
    act(contributor, "discard")

    acts = TrailRow.objects.filter(story="storm", act__startswith="draft").order_by("pk").values_list("act", "who")
    assert list(acts) == [
        (f"draft-{Act.SUBMIT}", "ben"),
        (f"draft-{Act.RETURN}", "ada"),
        (f"draft-{Act.DISCARD}", "ben"),
    ]
