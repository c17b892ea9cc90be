"""The rule law: decide() never returns a fact that the fold can't take, and a refusal leaves the state equal."""

from __future__ import annotations

import copy
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from stoppress.base.errors import Refusal
from stoppress.story import codec
from stoppress.story import commands as c
from stoppress.story import facts as f
from stoppress.story.rules import decide
from stoppress.story.state import StoryState, apply, fold
from tests.commands import START, commands, heads


def played(head: object, asked: list[c.Command]) -> tuple[StoryState, list[f.Fact], int]:
    """Decide commands one after the other; give the last state, the log, and how many were refused."""
    log: list[f.Fact] = []
    state: StoryState | None = None
    refused: list[Refusal] = []
    unchanged = True
    for minute, command in enumerate([c.OpenStory(slug="storm", actor="ada", head=head), *asked]):
        now = START + timedelta(minutes=minute)
        before = copy.deepcopy(state)
        try:
            whats = decide(state, command, now)
        except Refusal as refusal:
            refused.append(refusal)
            unchanged = unchanged and state == before
            continue
        for what in whats:
            fact = f.Fact(number=len(log) + 1, at=now, logged_at=now, actor="ada", what=what)
            state = apply("storm", state, fact)
            log.append(fact)
    assert state is not None
    assert unchanged, "a refused command changed the state"
    assert all(refusal.message.endswith(".") for refusal in refused)
    return state, log, len(refused)


@given(heads, st.lists(commands, max_size=30))
def test_every_decided_fact_folds_and_the_fold_is_the_state(head: object, asked: list[c.Command]) -> None:
    state, log, _ = played(head, asked)

    assert fold("storm", log) == state
    assert state.number == len(log)


@given(heads, st.lists(commands, max_size=30))
def test_facts_and_states_survive_the_codec(head: object, asked: list[c.Command]) -> None:
    state, log, _ = played(head, asked)

    again = [codec.fact_from_json(codec.fact_type(fact.what), 1, codec.fact_to_json(fact.what)) for fact in log]

    assert again == [fact.what for fact in log]
    assert codec.story_from_json(codec.story_to_json(state)).head == state.head
    for entry in state.entries.values():
        assert codec.entry_from_json(codec.entry_to_json(entry)) == entry


@given(heads, st.lists(commands, max_size=40))
def test_ranks_are_unique_and_a_pinned_update_is_public(head: object, asked: list[c.Command]) -> None:
    state, _, _ = played(head, asked)

    ranks = [entry.rank for entry in state.entries.values()]
    assert len(ranks) == len(set(ranks))
    assert not state.pinned or state.entries[state.pinned].is_public


@given(heads, st.lists(commands, max_size=30))
def test_redacted_words_are_in_no_state(head: object, asked: list[c.Command]) -> None:
    state, _, _ = played(head, asked)

    for entry in state.entries.values():
        assert not entry.redacted or (entry.content.headline == "" and not entry.content.body.content)
