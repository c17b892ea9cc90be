"""Beginning a session: always a new one, after the second factor of those who have one.

Every way in ends in begin_session() or, by allauth's own views, in the same stages: password, login link, passkey,
invitation and OpenID Connect all ask for the second factor. Only a passkey that verified its person is both at once.
"""

from __future__ import annotations

from typing import Literal

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from stoppress.base.clock import now_utc
from stoppress.base.limits.accounts import LOGIN_STEP_S
from stoppress.desk.session_ages import AGES

WayIn = Literal["password", "link", "invitation"]


def begin_session(request: HttpRequest, user: User, way: WayIn, onward: str) -> HttpResponse:
    """Log a user in, whatever session there was, or ask for the second factor first.

    way      a password just typed counts as confirmed for a while (CONFIRMED_FOR_S).
    onward   where to go afterwards: a path on this desk.
    Returns  the way on: 303.
    Raises   Refusal login-wrong for a user who may not come in any more.
    """
    # What was in the session before is somebody else's, or was put there by somebody else.
    request.session.flush()
    # Until the second step is taken, it is kept for no longer than that may take.
    request.session.set_expiry(LOGIN_STEP_S)
    record_authentication(request, user, way, **({"reauthenticated": True} if way == "password" else {}))
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=onward))
    response.status_code = 303
    return response


def open_session(request: HttpRequest, user: User) -> None:
    """The last step of every way in: a new session key, and those that are over are cleared."""
    Session.objects.filter(expire_date__lt=now_utc()).delete()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    # login() takes a new key only where a session was kept; what was counted on in the old one ends here in any case.
    request.session.cycle_key()
    request.session.set_expiry(None)
    now = now_utc().timestamp()
    request.session[AGES] = [now, now]


def end_sessions(user: User, but: str | None = None) -> int:
    """End all sessions of a user, wherever they are open. Looks through all sessions: as many as people, about.

    but      the session key of the one that goes on; None = none does.
    Returns  how many ended.
    """
    ended = 0
    for session in Session.objects.exclude(session_key=but or "").iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            ended += 1
    UserSession.objects.filter(user_id=user.pk).exclude(session_key=but or "").delete()
    return ended
