"""What may become of a draft: every walk through the rules, by whoever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoppress.base.errors import Refusal
from stoppress.desk.drafting.rules import CLOCK, IN_THE_MAKING, Act, Asked, Person, Standing, State, decide, may_do
from stoppress.desk.ranks import Role
from stoppress.desk.roles import Action, allows

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ROLES = {"ben": Role.CONTRIBUTOR, "dora": Role.CONTRIBUTOR, "ada": Role.EDITOR, "rosa": Role.READER}
PEOPLE = {
    name: Person(name, frozenset(action for action in Action if allows(role, action))) for name, role in ROLES.items()
}
BEN, DORA, ADA, ROSA = (PEOPLE[name] for name in ("ben", "dora", "ada", "rosa"))
LATER = NOW + timedelta(hours=1)


def after(*acts: tuple[Person, Asked], begun_by: str = "ben", now: datetime = NOW) -> Standing:
    standing = Standing(author=begun_by)
    for person, asked in acts:
        standing = decide(standing, asked, person, now)
    return standing


def code(standing: Standing, asked: Asked, by: Person, now: datetime = NOW) -> str:
    with pytest.raises(Refusal) as refusal:
        decide(standing, asked, by, now)
    return refusal.value.code


def test_a_contributor_submits_an_editor_returns_it_and_then_approves() -> None:
    returned = after((BEN, Asked(act=Act.SUBMIT)), (ADA, Asked(act=Act.RETURN, note="Who says so?")))
    approved = decide(decide(returned, Asked(act=Act.SUBMIT), BEN, NOW), Asked(act=Act.PUBLISH), ADA, NOW)

    assert (returned.state, returned.note, returned.decided_by) == (State.RETURNED, "Who says so?", "ada")
    assert (approved.state, approved.author, approved.decided_by) == (State.PUBLISHED, "ben", "ada")


def test_a_return_says_what_is_to_be_done() -> None:
    assert code(after((BEN, Asked(act=Act.SUBMIT))), Asked(act=Act.RETURN, note="  "), ADA) == "note-missing"


def test_an_embargo_binds_everybody_until_it_is_over_or_lifted() -> None:
    held = after((BEN, Asked(act=Act.EMBARGO, at=LATER)), (BEN, Asked(act=Act.SUBMIT)))

    assert code(held, Asked(act=Act.PUBLISH), ADA) == "embargoed"
    assert code(held, Asked(act=Act.SCHEDULE, at=LATER - timedelta(seconds=1)), ADA) == "embargoed"
    assert decide(held, Asked(act=Act.PUBLISH), ADA, LATER).state is State.PUBLISHED
    lifted = decide(held, Asked(act=Act.LIFT), ADA, NOW)
    assert decide(lifted, Asked(act=Act.PUBLISH), ADA, NOW).state is State.PUBLISHED


def test_an_earlier_embargo_does_not_shorten_the_one_that_stands() -> None:
    held = after((BEN, Asked(act=Act.EMBARGO, at=LATER)), (BEN, Asked(act=Act.EMBARGO, at=NOW + timedelta(minutes=1))))

    assert held.embargo_until == LATER


def test_what_was_approved_for_an_hour_is_no_longer_its_authors_to_change() -> None:
    scheduled = after((BEN, Asked(act=Act.SUBMIT)), (ADA, Asked(act=Act.SCHEDULE, at=LATER)))

    assert code(scheduled, Asked(act=Act.SAVE), BEN) == "draft-not-yours"
    assert decide(scheduled, Asked(act=Act.TAKE_BACK), BEN, NOW).state is State.DRAFT


PERMITTED = {
    ("ben", Act.SAVE), ("ben", Act.SUBMIT), ("ben", Act.TAKE_BACK), ("ben", Act.EMBARGO), ("ben", Act.LIFT),
    ("ben", Act.DISCARD), ("ben", Act.RESTORE),
    *((("ada"), act) for act in Act if act not in {Act.FALL_DUE, Act.FAIL}),
}  # fmt: skip
"""With Ben's draft. Dora writes too, Rosa reads."""


@pytest.mark.parametrize(("name", "act"), list(product(PEOPLE, Act)))
def test_each_role_may_do_what_is_written_here_and_nothing_else(name: str, act: Act) -> None:
    somewhere = any(may_do(Standing(author="ben", state=state), act, PEOPLE[name]) for state in State)

    assert somewhere == ((name, act) in PERMITTED)


asked = st.builds(
    Asked,
    act=st.sampled_from(Act),
    at=st.one_of(st.none(), st.integers(-3600, 7200).map(lambda s: NOW + timedelta(seconds=s))),
    note=st.sampled_from(["", "Who says so?"]),
)
steps = st.lists(st.tuples(st.sampled_from([*PEOPLE.values(), CLOCK]), asked, st.integers(0, 1800)), max_size=30)


@settings(max_examples=300, deadline=None)
@given(steps=steps)
def test_no_walk_publishes_early_unapproved_or_twice(steps: list[tuple[Person, Asked, int]]) -> None:
    standing, now = Standing(author="ben"), NOW
    for by, act, passed in steps:
        now += timedelta(seconds=passed)
        before = standing
        try:
            standing = decide(before, act, by, now)
        except Refusal:
            continue

        assert standing.author == "ben"
        if by.name in {"dora", "rosa"}:
            raise AssertionError("somebody else's draft was touched")
        assert (standing.due_at is not None) == (standing.state is State.SCHEDULED)
        assert before.state is not State.PUBLISHED
        if standing.state is State.PUBLISHED:
            assert by.name == "ada" or by == CLOCK
            assert before.embargo_until is None or now >= before.embargo_until
            assert by != CLOCK or (before.due_at is not None and now >= before.due_at)
        if before.embargo_until and act.act is not Act.LIFT:
            assert standing.embargo_until is not None
            assert standing.embargo_until >= before.embargo_until
        if standing.due_at and standing.embargo_until:
            assert standing.due_at >= standing.embargo_until
        if standing.state is State.RETURNED:
            assert standing.note
        if act.act is Act.RESTORE:
            assert standing.state in IN_THE_MAKING
