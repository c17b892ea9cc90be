"""Role × action × object state, asked of every route over HTTP and compared with what the routes declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from stoppress.base.keys import new_command_id
from stoppress.desk.accounts import create_user
from stoppress.desk.models import RoleRow
from stoppress.desk.people import COMMAND_LINE, switch
from stoppress.desk.ranks import STORY_ROLES, Role
from stoppress.desk.roles import LEAST, SOMEWHERE, Action
from stoppress.desk.rules import PUBLIC, refused_when, rule_of, verdict
from stoppress.story import commands as c
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content
from stoppress.story.write import Door
from tests.desk.routes import FORMS, KEY, Route, all_routes, routes

ORDER = ["outside", "reader", "contributor", "editor", "chief", "administrator"]
STATES = [(story, update) for story in ("live", "paused", "closed") for update in ("published", "withdrawn")]
AS_JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Somebody:
    """One person by what they are in the house and in the storm."""

    house: str
    here: str = ""

    def role_for(self, action: Action, in_story: bool) -> Role:
        """The rule as docs/roles.md tells it, told again without the desk's code."""
        if self.house == "administrator":
            return Role.ADMINISTRATOR
        if in_story:
            return Role(self.here or self.house)
        return Role(max(self.house, self.here or "outside", key=ORDER.index) if action in SOMEWHERE else self.house)


IN_THE_HOUSE = [Somebody(role) for role in ORDER]
IN_THE_STORY = [Somebody(house, here) for house in ("outside", "chief") for here in STORY_ROLES]
ADMINISTRATOR_BELOW = Somebody("administrator", "reader")


@pytest.fixture
def storm_with_update(door: Door, storm: str) -> str:
    content = Content(headline="The harbour is closed", body=document_from_markdown("Since noon."))
    door.carry_out(c.PublishEntry(slug=storm, actor="ada", command_id=new_command_id(), key=KEY, content=content))
    create_user("target", None, Role.READER)
    return storm


def browser_of(person: Somebody) -> Callable[[], Client]:
    """Makes new clients of that person: a logout in one leaves the others alone."""
    user = create_user(f"{person.house}-{person.here or 'none'}", None, Role(person.house))
    if person.here:
        RoleRow.objects.create(user=user, story="storm", role=person.here)
    first = Client()
    first.force_login(user)
    session = first.cookies[settings.SESSION_COOKIE_NAME].value

    def again() -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client

    return again


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in the block has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def put_into(door: Door, story: str, update: str) -> None:
    common: dict[str, Any] = {"slug": "storm", "actor": "ada"}
    if update == "withdrawn":
        door.carry_out(c.WithdrawEntry(**common, key=KEY, reason="It was another harbour."))
    if story == "paused":
        door.carry_out(c.PauseStory(**common))
    if story == "closed":
        door.carry_out(c.CloseStory(**common))


def answers(route: Route, client: Callable[[], Client]) -> Iterator[tuple[str, HttpResponse]]:
    with undone():
        yield "GET", client().get(route.address, headers=AS_JSON)
    with undone():
        yield "POST", client().post(route.address, route.form or {}, headers=AS_JSON)


def wrong(route: Route, method: str, answer: HttpResponse, expected: str) -> str:
    """What is wrong with an answer; "" when it is as declared."""
    told = answer.json().get("code", "") if "problem+json" in answer.headers["Content-Type"] else ""
    if expected == "not-allowed":
        return (
            ""
            if (answer.status_code, told) == (403, "not-allowed")
            else f"should be refused: {answer.status_code} {told}"
        )
    if told in {"not-allowed", "login-missing"} or answer.status_code in {401, 500}:
        return f"should be let through: {answer.status_code} {told}"
    if answer.status_code == 405 or rule_of(route.view) == PUBLIC or (method == "POST" and route.form is None):
        return ""
    if method == "POST" and told != expected:
        return f"should say {expected!r}: {answer.status_code} {told}"
    if method == "GET" and answer.status_code >= 400 and not {"name", "hook", "draft"} & set(route.arguments):
        return f"should be shown: {answer.status_code}"
    return ""


def mistakes(route: Route, person: Somebody, client: Callable[[], Client], states: tuple[str, ...]) -> list[str]:
    action = rule_of(route.view)
    role = Role.OUTSIDE if action == PUBLIC else person.role_for(Action(action), "slug" in route.arguments)
    expected = verdict(role, route.view, states)
    allowed = action == PUBLIC or ORDER.index(role) >= ORDER.index(LEAST[Action(action)])
    assert allowed == (expected != "not-allowed")
    return [
        f"{method} {route} by {person} when {states}: {fault}"
        for method, answer in answers(route, client)
        if (fault := wrong(route, method, answer, expected))
    ]


@pytest.mark.parametrize("route", routes(), ids=str)
def test_every_role_gets_what_the_route_declares_in_every_state(route: Route, door: Door, storm_with_update: str):
    clients = {person: browser_of(person) for person in IN_THE_HOUSE}
    found = []

    for story, update in STATES:
        with undone():
            put_into(door, story, update)
            for person, client in clients.items():
                found += mistakes(route, person, client, (story, update))

    assert found == []


@pytest.mark.parametrize("route", routes(), ids=str)
def test_a_role_in_the_story_decides_instead_of_the_one_in_the_house(route: Route, storm_with_update: str):
    found = []

    for person in [*IN_THE_STORY, ADMINISTRATOR_BELOW]:
        found += mistakes(route, person, browser_of(person), ("live", "published"))

    assert found == []


@pytest.mark.parametrize("route", [route for route in routes() if rule_of(route.view) != PUBLIC], ids=str)
def test_outside_every_route_leads_to_the_login(route: Route, storm_with_update: str):
    asked = Client().get(route.address)
    posted = Client().post(route.address, route.form or {}, headers=AS_JSON)

    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/login/?next=")
    assert (posted.status_code, posted.json()["code"]) == (401, "login-missing")


@pytest.mark.parametrize("route", routes(), ids=str)
def test_who_was_switched_off_gets_nothing_more(route: Route, storm_with_update: str):
    client = browser_of(Somebody("chief"))

    with undone():
        switch(COMMAND_LINE, "chief-none", on=False)
        for _, answer in answers(route, client):
            assert rule_of(route.view) == PUBLIC or answer.status_code == 401


def test_every_route_declares_a_rule():
    assert [route.name for route in all_routes() if rule_of(route.view) is None] == []


@pytest.mark.parametrize("route", routes(), ids=str)
def test_every_route_that_takes_a_form_is_asked_with_one(route: Route, storm_with_update: str):
    answer = browser_of(Somebody("administrator"))().post(route.address, {}, headers=AS_JSON)

    taken = answer.status_code != 405
    assert not taken or route.name.removeprefix("desk:") in FORMS, "say in tests/desk/routes.py what it takes"


def test_a_state_that_a_route_declares_is_one_that_there_is():
    states = {word for state in STATES for word in state}

    assert [route.name for route in routes() if set(refused_when(route.view)) - states] == []
