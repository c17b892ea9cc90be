"""Beginning a session: always a new one, and the table of sessions stays as small as the number of people."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from stoppress.base.clock import now_utc


def begin_session(request: HttpRequest, user: User) -> None:
    """Log a user in under a new session key, whatever session there was, and clear those that are over."""
    Session.objects.filter(expire_date__lt=now_utc()).delete()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")


def end_sessions(user: User) -> None:
    """End all sessions of a user, wherever they are open. Looks through all sessions: as many as people, about."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
