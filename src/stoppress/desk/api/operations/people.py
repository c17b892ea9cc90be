"""People: who is what in the house and in a story, and who may come in at all."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from stoppress.base.limits.api import API_PAGE_USUAL
from stoppress.desk.api.cursors import cursor_at, cursor_number
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.operations.stories import Cursor, Limit
from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_story
from stoppress.desk.people import Person, set_house_role, set_story_role, switch
from stoppress.desk.people import people as everybody
from stoppress.desk.ranks import Role
from stoppress.desk.roles import Action
from stoppress.desk.views.people import acting

people = Operations("People")


class Somebody(Schema):
    """One user of the desk."""

    name: str
    active: bool
    last_login: datetime | None
    role: Role = Field(description="In the house.")
    stories: dict[str, Role] = Field(description="Where another role is given.")


class Everybody(Schema):
    """One page of users, by name."""

    items: list[Somebody]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


class Member(Schema):
    """One user in one story."""

    name: str
    active: bool
    role: Role = Field(description="The one that counts in this story.")
    here: bool = Field(description="True: it was given for this story; false: it is the one in the house.")


class Members(Schema):
    """One page of users, by name."""

    items: list[Member]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


class RoleAsked(Asked):
    """A role to give."""

    role: Words = Field(json_schema_extra={"enum": [*Role, ""]}, description="Empty, in a story: as in the house.")


class SwitchAsked(Asked):
    """Whether somebody may come in."""

    on: bool


class RoleGiven(Schema):
    """How somebody stands now."""

    name: str
    story: str | None
    role: str | None


@people.question("/people", Action.SET_PEOPLE, Everybody, act="people")
def list_people(request: HttpRequest, limit: Limit = API_PAGE_USUAL, cursor: Cursor = None) -> HttpResponse:
    """List the users by name, with their roles."""
    del request
    found = everybody(limit + 1, _name_of(cursor_number("p", cursor)))
    more = cursor_at("p", found[limit - 1].id) if len(found) > limit else None
    return answered(Everybody(items=[_somebody(one) for one in found[:limit]], next=more))


@people.question("/stories/{slug}/people", Action.SET_ROLES, Members, act="story-people")
def list_members(request: HttpRequest, slug: str, limit: Limit = API_PAGE_USUAL, cursor: Cursor = None) -> HttpResponse:
    """List the users by name, with the role that each has in this story."""
    del request
    found_story(slug)
    found = everybody(limit + 1, _name_of(cursor_number("p", cursor)))
    more = cursor_at("p", found[limit - 1].id) if len(found) > limit else None
    shown = [
        Member(name=one.name, active=one.active, role=one.standing.role_in(slug), here=slug in one.standing.stories)
        for one in found[:limit]
    ]
    return answered(Members(items=shown, next=more))


@people.deed("PUT", "/people/{name}/role", Action.SET_PEOPLE, RoleGiven, act="house-role")
def give_house_role(request: HttpRequest, name: str, body: RoleAsked) -> HttpResponse:
    """Give somebody a role in the house. Nobody gives more than they have."""
    set_house_role(acting(request), name, body.role)
    note(request, written=True)
    return answered(RoleGiven(name=name, story=None, role=body.role))


@people.deed("PUT", "/people/{name}/active", Action.SET_PEOPLE, RoleGiven, act="switched")
def switch_person(request: HttpRequest, name: str, body: SwitchAsked) -> HttpResponse:
    """Let somebody in again, or no more: sessions, links and tokens stop working at once."""
    switch(acting(request), name, on=body.on)
    note(request, written=True)
    return answered(RoleGiven(name=name, story=None, role=None))


@people.deed("PUT", "/stories/{slug}/people/{name}/role", Action.SET_ROLES, RoleGiven, act="story-role")
def give_story_role(request: HttpRequest, slug: str, name: str, body: RoleAsked) -> HttpResponse:
    """Give somebody a role in one story; an empty one means: as in the house."""
    found_story(slug)
    role = set_story_role(acting(request, slug), name, slug, body.role)
    note(request, written=True)
    return answered(RoleGiven(name=name, story=slug, role=role))


def _name_of(user: int | None) -> str:
    """Where the next page goes on; from the beginning when nobody has that number."""
    return User.objects.filter(pk=user).values_list("username", flat=True).first() or "" if user else ""


def _somebody(one: Person) -> Somebody:
    return Somebody(
        name=one.name,
        active=one.active,
        last_login=one.last_login,
        role=one.standing.house,
        stories=dict(one.standing.stories),
    )
