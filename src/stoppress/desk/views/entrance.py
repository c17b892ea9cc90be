"""Who comes in, and how: inviting, ending sessions, taking lost factors away, asking a second factor of everybody."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import INVITATION_DAYS_MAX, INVITATION_DAYS_USUAL
from stoppress.base.limits.desk import LOGIN_LINK_MINUTES_USUAL
from stoppress.base.limits.people import PEOPLE_PER_PAGE
from stoppress.desk.accounts import make_login_link, user_named
from stoppress.desk.answers import refused
from stoppress.desk.asked import person
from stoppress.desk.entrants import entrant_of, entrants
from stoppress.desk.factors import forget_factors, is_second_factor_required, require_second_factor
from stoppress.desk.invitations import make_invitation, open_invitations, withdraw_invitation
from stoppress.desk.noted import note
from stoppress.desk.own_sessions import sessions_of
from stoppress.desk.ranks import Role
from stoppress.desk.role_words import ROLES
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.sessions import end_sessions


@needs(Action.SET_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def entrance(request: HttpRequest) -> HttpResponse:
    """Everybody, the open invitations, and the form that makes one. The link is shown once, in the answer itself."""
    if request.method != "POST":
        return _list_page(request)
    days = request.POST.get("days", "")
    note(request, words=request.POST.get("role", ""))
    try:
        path = make_invitation(
            person(request),
            request.POST.get("role", ""),
            int(days) if days.isascii() and days.isdigit() else 0,
            request.POST.get("email", ""),
        )
    except Refusal as refusal:
        return refused(request, refusal, partial(_list_page, request))
    return _list_page(request, link=settings.HOUSE.desk_address + path)


@needs(Action.SET_PEOPLE)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an invitation back."""
    del request
    withdraw_invitation(number)
    return HttpResponseRedirect(reverse("desk:entrance"), status=303)


@needs(Action.SET_PEOPLE)
@require_POST
def policy(request: HttpRequest) -> HttpResponse:
    """Ask a second factor of everybody, or of nobody."""
    note(request, words=request.POST.get("second_factor", ""))
    require_second_factor(request.POST.get("second_factor") == "required")
    return HttpResponseRedirect(reverse("desk:entrance"), status=303)


@needs(Action.SET_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def entrant(request: HttpRequest, name: str) -> HttpResponse:
    """One person's sessions and keys, and what an administrator may do about them."""
    user = user_named(name)
    if request.method != "POST":
        return _person_page(request, name)
    deed = request.POST.get("deed", "")
    note(request, about=name, words=deed)
    try:
        if deed == "link":
            link = settings.HOUSE.desk_address + make_login_link(user, LOGIN_LINK_MINUTES_USUAL * 60)
            return _person_page(request, name, link=link)
        if deed == "end-sessions":
            end_sessions(user)
        elif deed == "forget-factors":
            forget_factors(user)
            end_sessions(user)
        else:
            raise Refusal("word-unknown", "This is nothing that can be done here. Load the page anew.")
    except Refusal as refusal:
        return refused(request, refusal, partial(_person_page, request, name))
    return HttpResponseRedirect(f"{reverse('desk:entrant', args=[name])}?done={deed}", status=303)


def _list_page(request: HttpRequest, refusal: Refusal | None = None, status: int = 200, link: str = "") -> HttpResponse:
    after = request.GET.get("after", "")
    found = entrants(PEOPLE_PER_PAGE + 1, after)
    shown = found[:PEOPLE_PER_PAGE]
    context = {
        "people": shown,
        "after": after,
        "next": shown[-1].name if len(found) > len(shown) else "",
        "invitations": open_invitations(),
        "roles": ROLES.items(),
        "role": request.POST.get("role", Role.CONTRIBUTOR),
        "days": request.POST.get("days", INVITATION_DAYS_USUAL),
        "days_max": INVITATION_DAYS_MAX,
        "email": request.POST.get("email", "") if refusal else "",
        "link": link,
        "required": is_second_factor_required(),
        "refusal": refusal,
    }
    return render(request, "desk/entrance.html", context, status=status)


def _person_page(
    request: HttpRequest, name: str, refusal: Refusal | None = None, status: int = 200, link: str = ""
) -> HttpResponse:
    user = user_named(name)
    context = {
        "person": entrant_of(user),
        "sessions": sessions_of(user, request.session.session_key),
        "is_self": user.pk == person(request).pk,
        "link": link,
        "minutes": LOGIN_LINK_MINUTES_USUAL,
        "refusal": refusal,
        "done": request.GET.get("done", ""),
    }
    return render(request, "desk/entrant.html", context, status=status)
