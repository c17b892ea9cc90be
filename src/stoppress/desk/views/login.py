"""Coming in by name and password, and going out."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth import logout as end_session
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import PASSWORD_CHARS_MAX, USER_NAME_CHARS_MAX
from stoppress.desk import login_failures
from stoppress.desk.answers import refused
from stoppress.desk.noted import note
from stoppress.desk.oidc_providers import providers_of
from stoppress.desk.rules import public
from stoppress.desk.sessions import begin_session
from stoppress.desk.views.onward import safe_next


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The form, and what it does. The answer never tells whether the name or the password was wrong."""
    onward = safe_next(request)
    if request.method != "POST":
        return HttpResponseRedirect(onward) if request.user.is_authenticated else _page(request, onward)
    try:
        return _log_in(request, onward)
    except Refusal as refusal:
        return refused(request, refusal, partial(_page, request, onward))


@public
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session, on the server too."""
    end_session(request)
    return HttpResponseRedirect(reverse("desk:login"), status=303)


def _log_in(request: HttpRequest, onward: str) -> HttpResponse:
    name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
    address, now = login_failures.client_address(request), now_utc()
    if not login_failures.may_try(name, address, now):
        raise Refusal("login-too-often", "Too many tries. Wait a quarter of an hour, or ask for a login link.")
    user = None
    if name.isprintable() and len(name) <= USER_NAME_CHARS_MAX and len(password) <= PASSWORD_CHARS_MAX:
        user = authenticate(request, username=name, password=password)
    if user is None:
        login_failures.remember(name, address, now)
        # Only a name that is somebody's: people type passwords there.
        note(request, about=name if User.objects.filter(username=name).exists() else "")
        raise Refusal(
            "login-wrong",
            "Name and password don't fit together. Try again, or ask for a login link.",
            field="password",
        )
    login_failures.forget(name, address)
    return begin_session(request, user, "password", onward)


def _page(request: HttpRequest, onward: str, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    context = {
        "next": onward,
        "name": request.POST.get("name", ""),
        "refusal": refusal,
        "oidc": providers_of(settings.HOUSE),
    }
    return render(request, "desk/login.html", context, status=status)
