"""Everybody who may come to this desk: roles in the house, and who is switched off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from stoppress.base.errors import Refusal
from stoppress.base.limits.people import PEOPLE_PER_PAGE
from stoppress.desk.answers import refused, wants_json
from stoppress.desk.asked import actor
from stoppress.desk.noted import address_of, note, token_noted
from stoppress.desk.people import Actor, Person, people, set_house_role, switch
from stoppress.desk.ranks import Role
from stoppress.desk.role_words import ROLES, ROLES_MEAN
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.standing import standing_of
from stoppress.desk.trail import address_mark


@needs(Action.SET_PEOPLE)
@require_safe
def people_page(request: HttpRequest) -> HttpResponse:
    """The list; ?set=<name> says how somebody stands who was just changed."""
    return _page(request)


@needs(Action.SET_PEOPLE)
@require_POST
def set_role(request: HttpRequest) -> HttpResponse:
    """Give somebody a role in the house."""
    name, role = request.POST.get("name", ""), request.POST.get("role", "")
    note(request, about=name, words=role)
    try:
        set_house_role(acting(request), name, role)
    except Refusal as refusal:
        return refused(request, refusal, lambda no, status: _page(request, no, status))
    return changed(request, reverse("desk:people"), name)


@needs(Action.SET_PEOPLE)
@require_POST
def set_active(request: HttpRequest) -> HttpResponse:
    """Let somebody in again (on=yes), or no more (on=no)."""
    name, on = request.POST.get("name", ""), request.POST.get("on", "") == "yes"
    note(request, about=name, words="on" if on else "off")
    try:
        switch(acting(request), name, on=on)
    except Refusal as refusal:
        return refused(request, refusal, lambda no, status: _page(request, no, status))
    return changed(request, reverse("desk:people"), name)


def acting(request: HttpRequest, slug: str = "") -> Actor:
    """Who changes people, with the role that decides there."""
    standing = standing_of(request.user)
    role = standing.role_in(slug) if slug else standing.house
    mark = address_mark(address_of(request))
    return Actor(name=actor(request), role=role, address_mark=mark, token=token_noted(request))


def changed(request: HttpRequest, page: str, name: str) -> HttpResponse:
    """Answer a change whose row in the trail is written already: back to the page of the list where it was made."""
    note(request, written=True)
    if wants_json(request):
        return JsonResponse({"name": name})
    after = request.GET.get("after", "")
    return HttpResponseRedirect(f"{page}?{urlencode({'set': name} | ({'after': after} if after else {}))}", status=303)


def _page(request: HttpRequest, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    after = request.GET.get("after", "")
    found = people(PEOPLE_PER_PAGE + 1, after)
    shown = found[:PEOPLE_PER_PAGE]
    context = {
        "people": [(person, str(ROLES[person.standing.house]), _in_stories(person)) for person in shown],
        "after": after,
        "next": shown[-1].name if len(found) > len(shown) else "",
        "roles": [(role, ROLES[role], ROLES_MEAN[role]) for role in Role],
        "just_set": next((one for one in shown if one.name == request.GET.get("set")), None),
        "refusal": refusal,
    }
    return render(request, "desk/people.html", context, status=status)


def _in_stories(person: Person) -> list[tuple[str, str]]:
    return [(slug, str(ROLES[role])) for slug, role in person.standing.stories.items()]
