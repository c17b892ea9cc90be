"""One's own tokens: made, listed with their last use, revoked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_TOKEN_DAYS_MAX
from stoppress.desk.answers import refused
from stoppress.desk.asked import person
from stoppress.desk.forms.programs import TokenTyped, token_typed
from stoppress.desk.forms.typed import Typed
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.scopes import SCOPES_MEAN
from stoppress.desk.tokens import make_token, revoke_token, tokens_of


@needs(Action.SET_OWN_ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The list and the form; after it was sent, the token, this once."""
    typed = TokenTyped()
    if request.method != "POST":
        return _page(request, typed)
    try:
        typed = token_typed(Typed(dict(request.POST.lists())))
        made, secret = make_token(person(request), typed.name, typed.scopes, typed.days_count)
    except Refusal as refusal:
        return refused(request, refusal, lambda no, status: _page(request, typed, refusal=no, status=status))
    # Not a redirect: the secret would have to be kept somewhere in between.
    return _page(request, TokenTyped(), secret=secret, made=made.name)


@needs(Action.SET_OWN_ACCOUNT)
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End a token at once."""
    revoke_token(person(request), number)
    return HttpResponseRedirect(reverse("desk:tokens"), status=303)


def _page(
    request: HttpRequest,
    form: TokenTyped,
    *,
    refusal: Refusal | None = None,
    secret: str = "",
    made: str = "",
    status: int = 200,
) -> HttpResponse:
    now = now_utc()
    context = {
        "form": form,
        "refusal": refusal,
        "secret": secret,
        "made": made,
        "tokens": [(token, token.is_good(now)) for token in tokens_of(person(request))],
        "scopes": SCOPES_MEAN.items(),
        "days": (7, 30, 90, 365),
        "days_max": API_TOKEN_DAYS_MAX,
    }
    return render(request, "desk/tokens.html", context, status=status)
