"""People: who is what in the house and in a story, and who may come in at all."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_story
from stoppress.desk.people import people as everybody
from stoppress.desk.people import set_house_role, set_story_role, switch
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
    """All users."""

    items: list[Somebody]


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


@people.question("/people", Action.SET_PEOPLE, Everybody)
def list_people(request: HttpRequest) -> HttpResponse:
    """List all users with their roles."""
    del request
    return answered(
        Everybody(
            items=[
                Somebody(
                    name=one.name,
                    active=one.active,
                    last_login=one.last_login,
                    role=one.standing.house,
                    stories=dict(one.standing.stories),
                )
                for one in everybody()
            ]
        )
    )


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
