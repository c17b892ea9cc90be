"""Where a second factor is required of everybody, who has none is led to set one up before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from stoppress.base.errors import Refusal
from stoppress.desk.answers import problem, wants_json
from stoppress.desk.factors import has_second_factor, is_second_factor_required
from stoppress.desk.roles import Action
from stoppress.desk.rules import PUBLIC, rule_of


class SecondFactorMiddleware:
    """Stands behind the rules of the routes: one's own account and the ways in and out stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As Django asks a middleware."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the request through."""
        if rule_of(view) in {PUBLIC, Action.SET_OWN_ACCOUNT} or not request.user.is_authenticated:
            return None
        if not is_second_factor_required() or has_second_factor(request.user):
            return None
        if wants_json(request):
            sentence = _("This desk asks a second factor of everybody. Set one up on the page of your account first.")
            return problem(Refusal("second-factor-missing", sentence), status=403)
        return redirect(reverse("desk:account"))
