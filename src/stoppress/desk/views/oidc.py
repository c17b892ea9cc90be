"""Coming in by an OpenID provider: going there, and coming back.

What it takes to talk to a provider is loaded when somebody does; most houses have none.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import LOGIN_STEP_S
from stoppress.desk.oidc_providers import provider_of
from stoppress.desk.rules import public
from stoppress.desk.views.onward import safe_next


@public
@require_POST
def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Begin a login there, or join an account there with the one that is logged in.

    A page leads on, not a redirect: browsers let a form lead only where the policy says (form-action 'self').
    """
    joins = request.user.is_authenticated and request.POST.get("process") == "connect"
    house = provider_of(settings.HOUSE, provider_id)
    if house is None:
        raise Http404
    import requests
    from allauth.socialaccount.adapter import get_adapter
    from allauth.socialaccount.models import SocialApp

    if not request.user.is_authenticated:
        request.session.set_expiry(LOGIN_STEP_S)
    nonce = secrets.token_urlsafe(24)
    try:
        provider = get_adapter(request).get_provider(request, provider=provider_id)
        onward: HttpResponse = provider.redirect(
            request,
            process="connect" if joins else "login",
            next_url=None if joins else safe_next(request),
            auth_params={"nonce": nonce},
            nonce=nonce,
            invitation=request.POST.get("invitation", "")[:100],
        )
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, ValueError, KeyError):
        sentence = "The provider can't be reached. Try again in a minute, or come in by a password or a login link."
        raise Refusal("oidc-not-reachable", sentence) from None
    if onward.status_code != 302:
        return onward
    return render(request, "desk/oidc_onward.html", {"address": onward.headers["Location"], "oidc": house.label})


@public
@require_safe
def back_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """What the provider answered: a session, the second factor, or a page that says why not."""
    if provider_of(settings.HOUSE, provider_id) is None:
        raise Http404
    from allauth.socialaccount.models import SocialApp
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView

    from stoppress.desk.entrance.oidc import ProvenOidc

    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(ProvenOidc(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
