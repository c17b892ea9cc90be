"""Coming in by a one-time link. Opening it only shows a button, so that link previews and scanners don't spend it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stoppress.desk.accounts import login_link_user, spend_login_link
from stoppress.desk.rules import public
from stoppress.desk.sessions import begin_session


@public
@require_http_methods(["GET", "HEAD", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """The button, and what it does: a new session, whatever session there was, after the second factor."""
    user = spend_login_link(token) if request.method == "POST" else login_link_user(token)
    if user is None:
        # 410 for all that don't work: nobody learns which tokens once existed.
        response = render(request, "desk/login_link.html", {"named": ""}, status=410)
    elif request.method == "POST":
        return begin_session(request, user, "link", reverse("desk:stories"))
    else:
        response = render(request, "desk/login_link.html", {"named": user.get_username()})
    # The referrer policy is the one of every page, same-origin: with "no-referrer" browsers post "Origin: null", which
    # the check against forged forms refuses. The token does not leave this origin either way.
    return response
