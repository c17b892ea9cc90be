"""The door on a real database: what it acknowledges is in the log, once, without holes."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_entry_key
from stoppress.bell.contract import Ring
from stoppress.bell.memory import MemoryBell
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body.build import text_document
from stoppress.story.content import Content, Head, KeyPoint
from stoppress.story.models import StoryRow
from stoppress.story.state import fold
from stoppress.story.words import Amendment
from stoppress.story.write import Door

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def bell() -> MemoryBell:
    return MemoryBell()


@pytest.fixture
def door(db: None, bell: MemoryBell) -> Door:
    door = Door(bell, clock=lambda: NOON)
    door.carry_out(c.OpenStory(slug="storm", actor="ada", head=Head(headline="A storm nears the coast")))
    return door


def published(door: Door, text: str, **more: object) -> str:
    key = new_entry_key()
    door.carry_out(c.PublishEntry(slug="storm", actor="ada", key=key, content=said(text), **more))
    return key


def said(text: str) -> Content:
    return Content(headline=text, body=text_document(text))


def test_every_acknowledged_command_is_a_fact_and_rings_once(door: Door, bell: MemoryBell) -> None:
    with closing(bell.listen("log")) as ears:
        key = published(door, "The harbour is closed")
        rung = ears.rings()

    facts = read.facts_after("storm", 0)

    assert [fact.number for fact in facts] == [1, 2]
    assert rung == [Ring("storm", 2)]
    assert read.entry("storm", key).content.headline == "The harbour is closed"


def test_a_repeated_command_is_answered_and_not_done_again(door: Door) -> None:
    command = c.PublishEntry(slug="storm", actor="ben", key=new_entry_key(), content=said("Once"))
    first = door.carry_out(command)

    again = door.carry_out(command)

    assert (again.first, again.last, again.repeated) == (first.first, first.last, True)
    assert read.entries_count("storm") == 1


def test_one_command_id_for_two_texts_is_refused(door: Door) -> None:
    key = new_entry_key()
    door.carry_out(c.PublishEntry(slug="storm", actor="ben", key=key, content=said("One"), command_id="same-command"))

    with pytest.raises(Refusal) as refused:
        door.carry_out(
            c.PublishEntry(slug="storm", actor="ben", key=key, content=said("Two"), command_id="same-command")
        )

    assert refused.value.code == "command-id-reused"


def test_several_commands_are_carried_out_together_or_not_at_all(door: Door) -> None:
    key = new_entry_key()
    several = [
        c.PublishEntry(slug="storm", actor="ada", key=key, content=said("Kept?")),
        c.PublishEntry(slug="storm", actor="ada", key=key, content=said("The same key again")),
    ]

    with pytest.raises(Refusal):
        door.carry_out_all(several)

    assert read.entry("storm", key) is None
    assert read.numbers() == {"storm": 1}


def test_the_stored_state_is_the_fold_of_the_log(door: Door) -> None:
    first, second = published(door, "First"), published(door, "Second")
    actor = {"slug": "storm", "actor": "ada"}
    door.carry_out(
        c.AmendEntry(
            key=first, content=said("First, corrected"), amendment=Amendment.CORRECTION, note="It said first.", **actor
        )
    )
    door.carry_out(c.SetKeyPoints(points=(KeyPoint("A point", (second,)),), **actor))
    door.carry_out(c.PinEntry(key=second, **actor))
    third = published(door, "Between", under=second)
    door.carry_out(c.WithdrawEntry(key=second, reason="It was not so.", **actor))
    door.carry_out(c.CloseStory(note="Good night.", **actor))

    folded = fold("storm", read.facts_after("storm", 0))

    assert folded is not None
    assert {entry.key: entry for entry in read.entries("storm")} == folded.entries
    assert [entry.key for entry in read.entries("storm")] == [second, third, first]
    assert read.story("storm") == read.story_as_of("storm", folded.number).__class__(
        **{name: getattr(folded, name) for name in folded.__slots__ if name != "entries"}
    )


def test_the_public_updates_are_counted_as_they_come_and_go(door: Door) -> None:
    first, second, third = (published(door, text) for text in ("First", "Second", "Third"))
    actor = {"slug": "storm", "actor": "ada"}
    counts = [read.entries_count("storm")]
    for command in (
        c.AmendEntry(key=first, content=said("First, once more"), amendment=Amendment.UPDATE, **actor),
        c.WithdrawEntry(key=first, reason="It was not so.", **actor),
        c.WithdrawEntry(key=first, reason="It was not so.", **actor),
        c.RedactEntry(key=first, basis="A court forbade it.", **actor),
        c.RedactEntry(key=second, basis="A court forbade it.", **actor),
        c.MoveEntry(key=third, **actor),
    ):
        door.carry_out(command)
        counts.append(read.entries_count("storm"))

    assert counts == [3, 3, 2, 2, 2, 1, 1]
    assert read.entries_counts(["storm", "unknown"]) == {"storm": 1}


def test_an_older_version_leaves_updates_that_are_counted_once(door: Door) -> None:
    door.carry_out(c.OpenStory(slug="calm", actor="ada", head=Head(headline="Nothing happens")))
    keys = [published(door, text) for text in ("First", "Second", "Third")]
    door.carry_out(c.WithdrawEntry(slug="storm", actor="ada", key=keys[0], reason="It was not so."))
    StoryRow.objects.update(public_entries=9)

    import_module("stoppress.story.migrations.0002_public_entries").count(apps, None)

    assert read.entries_counts(["storm", "calm"]) == {"storm": 2, "calm": 0}


def test_steps_give_each_fact_the_states_of_its_own_moment(door: Door) -> None:
    key = published(door, "Nine are missing")
    door.carry_out(
        c.AmendEntry(slug="storm", actor="ada", key=key, content=said("Seven are missing"), amendment=Amendment.UPDATE)
    )

    steps = read.steps_after("storm", read.story_as_of("storm", 1))

    assert [step.entry.content.headline for step in steps if step.entry] == ["Nine are missing", "Seven are missing"]
    assert [step.story.number for step in steps] == [2, 3]


def test_a_redaction_takes_the_words_out_of_the_log(door: Door) -> None:
    key = published(door, "Unlawfulword stood here")

    door.carry_out(c.RedactEntry(slug="storm", actor="ada", key=key, basis="A court forbade it."))

    assert all("Unlawfulword" not in repr(fact) for fact in read.facts_after("storm", 0))
    assert [fact.number for fact in read.facts_after("storm", 0)] == [1, 2, 3]


def test_a_redaction_takes_the_reason_of_an_earlier_withdrawal_out_of_log_and_state(door: Door) -> None:
    key = published(door, "Said")
    door.carry_out(c.WithdrawEntry(slug="storm", actor="ada", key=key, reason="Unlawfulword was wrong."))

    door.carry_out(c.RedactEntry(slug="storm", actor="ada", key=key, basis="A court forbade it."))

    assert read.entry("storm", key) == read.entries_as_of("storm", [key], 4)[key]
    assert "Unlawfulword" not in repr(read.entry("storm", key))
