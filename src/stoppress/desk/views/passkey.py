"""Coming in by a passkey alone: the question for the browser, and the look at its answer."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import LOGIN_STEP_S
from stoppress.desk.rules import public


@public
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_login(request: HttpRequest) -> HttpResponse:
    """allauth's view. Questions are bounded too: each is kept in a session of somebody who is not known."""
    if request.method == "GET" and not ratelimit.consume(
        request, app="allauth.mfa", action="webauthn_login", limit_get=True
    ):
        raise Refusal("login-too-often", _("Too many tries. Wait a quarter of an hour."))
    if not request.user.is_authenticated:
        request.session.set_expiry(LOGIN_STEP_S)
    from allauth.mfa.webauthn.views import login_webauthn  # loads what it takes to look at passkeys

    answer: HttpResponse = login_webauthn(request)
    return answer
