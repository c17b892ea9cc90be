"""One's own account: how one comes in, with what, and from where."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import check_for_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoppress.base.errors import Refusal
from stoppress.desk.accounts import set_password
from stoppress.desk.answers import refused
from stoppress.desk.asked import person
from stoppress.desk.factors import has_second_factor, is_second_factor_required
from stoppress.desk.oidc_providers import providers_of
from stoppress.desk.own_sessions import end_session, sessions_of
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.sessions import end_sessions


@needs(Action.SET_OWN_ACCOUNT)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    user = person(request)
    kept = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at"))
    codes = next((row for row in kept if row.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "app": next((row for row in kept if row.type == Authenticator.Type.TOTP), None),
        "passkeys": [row for row in kept if row.type == Authenticator.Type.WEBAUTHN],
        "has_codes": codes is not None,
        "codes_left": _codes_left(codes) if codes else 0,
        "needs_factor": is_second_factor_required() and not has_second_factor(user),
        "required": is_second_factor_required(),
        "has_password": user.has_usable_password(),
        "sessions": sessions_of(user, request.session.session_key),
        "oidc": providers_of(settings.HOUSE),
        "oidc_joined": set(SocialAccount.objects.filter(user_id=user.pk).values_list("provider", flat=True)),
        "languages": settings.LANGUAGES,
        "done": request.GET.get("done", ""),
    }
    return render(request, "desk/account.html", context)


def _codes_left(codes: Authenticator) -> int:
    """0 where they can't be read any more: the page must open all the same, to make new ones."""
    with suppress(Refusal):
        return len(codes.wrap().get_unused_codes())
    return 0


@needs(Action.SET_OWN_ACCOUNT)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set a password, or another one; all other sessions end with it."""
    raise_if_reauthentication_required(request, app="allauth.account")
    if request.method != "POST":
        return _password_page(request)
    user = person(request)
    try:
        if request.POST.get("password", "") != request.POST.get("again", ""):
            raise Refusal("password-differs", "The two passwords differ. Type the same twice.", field="password")
        set_password(user, request.POST.get("password", ""))
    except Refusal as refusal:
        return refused(request, refusal, partial(_password_page, request))
    user.save(update_fields=["password"])
    before = request.session.session_key
    end_sessions(user, but=before)
    finalize_password_change(request, user)
    return HttpResponseRedirect(f"{reverse('desk:account')}?done=password", status=303)


@needs(Action.SET_OWN_ACCOUNT)
@require_POST
def end_one_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sessions; ending this one is logging out."""
    end_session(person(request), number)
    return HttpResponseRedirect(f"{reverse('desk:account')}?done=session#sessions", status=303)


@needs(Action.SET_OWN_ACCOUNT)
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    end_sessions(person(request), but=request.session.session_key)
    return HttpResponseRedirect(f"{reverse('desk:account')}?done=sessions#sessions", status=303)


@needs(Action.SET_OWN_ACCOUNT)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The desk in another language, in this browser; "" = what the browser asks for."""
    response = HttpResponseRedirect(reverse("desk:account"), status=303)
    wanted = request.POST.get("language", "")
    if wanted and check_for_language(wanted) and wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=31_536_000,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


def _password_page(request: HttpRequest, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    context = {"refusal": refusal, "has_password": person(request).has_usable_password()}
    return render(request, "desk/password.html", context, status=status)
