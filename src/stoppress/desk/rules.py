"""Who may use a route. Every view declares its rule; one without a rule is a Fault, and a test walks all routes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from stoppress.base.errors import Fault, Refusal
from stoppress.desk.answers import problem, wants_json
from stoppress.desk.roles import Action, may

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


def needs(action: Action) -> Callable[[View], View]:
    """Only those may use this route who may do this, in the story that the route's `slug` names."""

    def declared(view: View) -> View:
        view.__dict__["rule"] = action
        return view

    return declared


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule that a view declares; None when it declares none."""
    return view.__dict__.get("rule")


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
        if request.user.is_authenticated:
            if may(request.user, Action(rule), kwargs.get("slug", "")):
                return None
            raise Refusal("not-allowed", _("Your role does not allow this. Ask an editor or an administrator."))
        if wants_json(request):
            refusal = Refusal("login-missing", _("You are not logged in. Log in and send it again."))
            return problem(refusal, status=401)
        return redirect(f"{reverse('desk:login')}?{urlencode({'next': _way_back(request, kwargs)})}")


def _way_back(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """Where to go after the login: what was asked for, or for a posted form the page that it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    if "key" in kwargs:
        return reverse("desk:update", kwargs={"slug": kwargs["slug"], "key": kwargs["key"]})
    return reverse("desk:workspace", kwargs={"slug": kwargs["slug"]}) if "slug" in kwargs else reverse("desk:stories")
