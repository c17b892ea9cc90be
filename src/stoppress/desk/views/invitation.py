"""Coming in by an invitation: choosing a name, and a password or a passkey."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from stoppress.base.errors import Refusal
from stoppress.desk.answers import refused
from stoppress.desk.invitations import accept, invitation_of
from stoppress.desk.models import Invitation
from stoppress.desk.oidc_providers import providers_of
from stoppress.desk.rules import public
from stoppress.desk.sessions import begin_session


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The form, and what it does: an account, once."""
    found = invitation_of(token)
    page = partial(_page, request, found)
    if found is None:
        # 410 for all that don't work: nobody learns which tokens once existed.
        return page(None, 410)
    if request.method != "POST":
        return page(None, 200)
    by_passkey = request.POST.get("way") == "passkey"
    try:
        user = accept(
            found, request.POST.get("name", "").strip(), None if by_passkey else request.POST.get("password", "")
        )
    except Refusal as refusal:
        return refused(request, refusal, page)
    onward = f"{reverse('mfa_add_webauthn')}?new" if by_passkey else reverse("desk:stories")
    return begin_session(request, user, "invitation", onward)


def _page(request: HttpRequest, found: Invitation | None, refusal: Refusal | None, status: int) -> HttpResponse:
    context = {
        "invitation": found,
        "refusal": refusal,
        "name": request.POST.get("name", ""),
        "way": request.POST.get("way", "password"),
        "oidc": providers_of(settings.HOUSE),
    }
    return render(request, "desk/invitation.html", context, status=status)
