"""Roles without a database: what reaches what, which role decides, who may give which."""

from __future__ import annotations

import pytest

from stoppress.base.errors import Fault, Refusal
from stoppress.desk.ranks import STORY_ROLES, Role, check_giving, effective, role_named
from stoppress.desk.role_words import ACTIONS, ROLES, ROLES_MEAN, act_label
from stoppress.desk.roles import LEAST, SOMEWHERE, Action, allows, deciding_role
from stoppress.desk.rules import needs, public, verdict
from stoppress.desk.standing import Standing

INCREASING = [Role.OUTSIDE, Role.READER, Role.CONTRIBUTOR, Role.EDITOR, Role.CHIEF, Role.ADMINISTRATOR]


def test_every_action_has_a_least_role_and_every_word_its_label():
    assert set(LEAST) == set(Action) == set(ACTIONS)
    assert set(ROLES) == set(ROLES_MEAN) == set(Role)


@pytest.mark.parametrize("action", Action, ids=str)
def test_a_higher_role_may_do_all_that_a_lower_one_may(action: Action):
    allowed = [allows(role, action) for role in INCREASING]

    assert allowed == sorted(allowed)
    assert allowed[-1]


def test_roles_are_compared_by_their_place_not_by_the_alphabet():
    assert list(Role) == INCREASING
    assert [role.reaches(Role.EDITOR) for role in INCREASING] == [False, False, False, True, True, True]


@pytest.mark.parametrize("house", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("here", STORY_ROLES)
def test_a_role_in_a_story_holds_whether_it_is_higher_or_lower(house: Role, here: Role):
    assert effective(house, here) is here
    assert effective(house, None) is house


@pytest.mark.parametrize("here", [*STORY_ROLES, None])
def test_an_administrator_is_one_everywhere(here: Role | None):
    assert effective(Role.ADMINISTRATOR, here) is Role.ADMINISTRATOR


def test_the_story_decides_in_the_story_and_the_house_elsewhere():
    guest = Standing(Role.OUTSIDE, {"storm": Role.EDITOR, "flood": Role.READER})

    assert deciding_role(guest, Action.PUBLISH, "storm") is Role.EDITOR
    assert deciding_role(guest, Action.PUBLISH, "flood") is Role.READER
    assert deciding_role(guest, Action.PUBLISH, "election") is Role.OUTSIDE
    assert deciding_role(guest, Action.OPEN_STORY) is Role.OUTSIDE


@pytest.mark.parametrize("action", SOMEWHERE, ids=str)
def test_what_serves_all_stories_goes_by_the_best_role_anywhere(action: Action):
    assert deciding_role(Standing(Role.READER, {"storm": Role.EDITOR}), action) is Role.EDITOR


@pytest.mark.parametrize("by", Role)
@pytest.mark.parametrize("was", Role)
@pytest.mark.parametrize("to", Role)
def test_nobody_gives_more_than_they_have_nor_takes_from_those_above(by: Role, was: Role, to: Role):
    may_give = INCREASING.index(by) >= max(INCREASING.index(was), INCREASING.index(to))

    try:
        check_giving(by, was, to)
    except Refusal as refusal:
        assert (may_give, refusal.code) == (False, "role-above-yours")
    else:
        assert may_give


@pytest.mark.parametrize("word", ["", "Editor", "boss", "administrator"])
def test_a_word_that_is_no_role_of_a_story_is_refused_with_those_that_are(word: str):
    with pytest.raises(Refusal, match="outside, reader, contributor, editor, chief"):
        role_named(word, STORY_ROLES)


def test_a_route_is_decided_by_role_first_and_state_second():
    @needs(Action.PUBLISH, closed="story-closed")
    def view() -> None: ...

    @public
    def door() -> None: ...

    assert verdict(Role.CONTRIBUTOR, view, ["closed"]) == "not-allowed"
    assert verdict(Role.EDITOR, view, ["closed", "published"]) == "story-closed"
    assert verdict(Role.EDITOR, view, ["live", "published"]) == ""
    assert verdict(Role.OUTSIDE, door, ["live"]) == ""
    with pytest.raises(Fault):
        verdict(Role.ADMINISTRATOR, lambda: None, [])


def test_an_act_is_called_by_what_it_is_or_what_it_needs():
    assert act_label("pin", "place") == "Pin"
    assert act_label("publish", "publish") == "Publish"
    assert act_label("something-new", "") == "something-new"
