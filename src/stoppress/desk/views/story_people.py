"""Who is what in one story: the roles of the house, and those that hold here only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from stoppress.base.errors import Refusal
from stoppress.base.limits.people import PEOPLE_PER_PAGE
from stoppress.desk.answers import refused
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_story
from stoppress.desk.people import Person, people, set_story_role
from stoppress.desk.ranks import STORY_ROLES, Role
from stoppress.desk.role_words import ROLES, ROLES_MEAN
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.views.people import acting, changed
from stoppress.desk.words import STORY_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person in a story."""

    name: str
    active: bool
    role: Role
    label: str
    here: bool
    """True when the role is given here; False when it is the one in the house."""
    house_label: str
    fixed: bool
    """True when whoever looks can't change it: somebody above them, or an administrator."""


@needs(Action.SET_ROLES)
@require_safe
def story_people(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; ?set=<name> says how somebody stands who was just changed."""
    return _page(request, slug)


@needs(Action.SET_ROLES)
@require_POST
def set_role(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody a role in this story; an empty role means: as in the house."""
    found_story(slug)
    name, role = request.POST.get("name", "").strip(), request.POST.get("role", "")
    note(request, about=name, words=role)
    try:
        set_story_role(acting(request, slug), name, slug, role)
    except Refusal as refusal:
        return refused(request, refusal, lambda no, status: _page(request, slug, no, status))
    return changed(request, reverse("desk:story-people", args=[slug]), name)


def members(found: Sequence[Person], slug: str, by: Role) -> list[Member]:
    """People as they stand in a story, the highest role first, then by name.

    by       what the person is who looks.
    """
    listed = [
        Member(
            name=person.name,
            active=person.active,
            role=person.standing.role_in(slug),
            label=str(ROLES[person.standing.role_in(slug)]),
            here=slug in person.standing.stories,
            house_label=str(ROLES[person.standing.house]),
            fixed=person.standing.house is Role.ADMINISTRATOR or not by.reaches(person.standing.role_in(slug)),
        )
        for person in found
    ]
    return sorted(listed, key=lambda member: -member.role.place)


def _page_of(listed: list[Member], after: str) -> tuple[list[Member], str]:
    """The members after one of that name, and after whom the next page begins; "" = this is the last."""
    begin = next((place for place, one in enumerate(listed, 1) if one.name == after), 0)
    shown = listed[begin : begin + PEOPLE_PER_PAGE]
    return shown, shown[-1].name if len(listed) > begin + PEOPLE_PER_PAGE else ""


def _page(request: HttpRequest, slug: str, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    story, by = found_story(slug), acting(request, slug).role
    listed = members(people(), slug, by)
    after = request.GET.get("after", "")
    here, more = _page_of([one for one in listed if one.here or (one.active and one.role is not Role.OUTSIDE)], after)
    context = {
        "story": story,
        "state_label": STORY_STATES[story.status],
        "members": here,
        "after": after,
        "next": more,
        "others": [one for one in listed if one.active and not one.here and not one.fixed],
        "roles": [(role, ROLES[role], ROLES_MEAN[role]) for role in STORY_ROLES if by.reaches(role)],
        "just_set": next((one for one in listed if one.name == request.GET.get("set")), None),
        "typed": {"name": request.POST.get("name", ""), "role": request.POST.get("role", "")},
        "refusal": refusal,
    }
    return render(request, "desk/story_people.html", context, status=status)
