"""Who may use a route. Every view declares its rule; one without a rule is a Fault, and a test walks all routes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from stoppress.base.errors import Fault, Refusal
from stoppress.desk.answers import problem, refusal_page, wants_json
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_story
from stoppress.desk.ranks import Role
from stoppress.desk.role_words import ROLES
from stoppress.desk.roles import LEAST, Action, allows, deciding_role, may
from stoppress.desk.standing import standing_of

View = TypeVar("View", bound=Callable[..., Any])


PUBLIC: Final = "public"
"""The rule of a route that anyone may use."""

BY_BEARER: Final = "by bearer"
"""The rule of the API's routes: each operation asks for a token and its own action itself (api/bearer.py)."""

Rule = Action | Literal["public", "by bearer"]


def public(view: View) -> View:
    """Anyone may use this route: the login pages."""
    view.__dict__["rule"] = PUBLIC
    return view


def needs(action: Action, **refused_when: str) -> Callable[[View], View]:
    """Only those may use this route who may do this, in the story that the route's `slug` names.

    refused_when  in which state of the story (paused, closed) or the update (withdrawn) the story's own rules refuse it
                  whoever asks, and with which code: closed="story-closed". Told here, decided there; docs/roles.md is
                  made of it, and a test asks every route in every state.
    """

    def declared(view: View) -> View:
        view.__dict__["rule"] = action
        view.__dict__["refused_when"] = refused_when
        return view

    return declared


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule that a view declares; None when it declares none."""
    return view.__dict__.get("rule")


def refused_when(view: Callable[..., Any]) -> Mapping[str, str]:
    """By state, the code with which a view says that the story's rules refuse it."""
    told: Mapping[str, str] = view.__dict__.get("refused_when", {})
    return told


def verdict(role: Role, view: Callable[..., Any], states: Iterable[str]) -> str:
    """What a route answers: role × action × state of story and update. Pure.

    states   of the story and the update: "live", "closed", "withdrawn" …
    Returns  "" when it is done; else the refusal's code.
    """
    rule = rule_of(view)
    if rule is None:
        raise Fault(f"the view {view} declares no rule")
    if rule != PUBLIC and not allows(role, Action(rule)):
        return "not-allowed"
    told = refused_when(view)
    return next((told[state] for state in states if state in told), "")


class RulesMiddleware:
    """Asks the rule of a route before its view is called."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As Django asks a middleware."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the request through."""
        rule = rule_of(view)
        if rule is None:
            raise Fault(f"{request.path}: the view {view} declares no rule")
        if rule in {PUBLIC, BY_BEARER}:
            return None
        if not request.user.is_authenticated:
            return _outside(request, kwargs)
        action, slug = Action(rule), kwargs.get("slug", "")
        if may(request.user, action, slug):
            return None
        try:
            if slug:
                found_story(slug)
        except Refusal as unknown:
            return refusal_page(request, unknown, 404)
        return refusal_page(request, not_allowed(request.user, action, slug), 403)


def not_allowed(user: User | AnonymousUser, action: Action, slug: str = "") -> Refusal:
    """The refusal for somebody whose role does not reach: what they are, what it takes, whom to ask."""
    words = {"role": ROLES[deciding_role(standing_of(user), action, slug)], "least": ROLES[LEAST[action]]}
    if slug:
        sentence = _("In this story you are: %(role)s. This takes at least: %(least)s. Ask the story's chief.") % words
    else:
        sentence = _("You are: %(role)s. This takes at least: %(least)s. Ask an administrator.") % words
    return Refusal("not-allowed", sentence)


def _outside(request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponse:
    refusal = Refusal("login-missing", _("You are not logged in. Log in and send it again."))
    note(request, code=refusal.code)
    if wants_json(request):
        return problem(refusal, status=401)
    return redirect(f"{reverse('desk:login')}?{urlencode({'next': _way_back(request, kwargs)})}")


def _way_back(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """Where to go after the login: what was asked for, or for a posted form the page that it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    if "key" in kwargs:
        return reverse("desk:update", kwargs={"slug": kwargs["slug"], "key": kwargs["key"]})
    return reverse("desk:workspace", kwargs={"slug": kwargs["slug"]}) if "slug" in kwargs else reverse("desk:stories")
