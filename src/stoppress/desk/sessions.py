"""Beginning a session: always a new one, and the table of sessions stays as small as the number of people."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from stoppress.base.clock import now_utc


def begin_session(request: HttpRequest, user: User) -> None:
    """Log a user in under a new session key, whatever session there was, and clear those that are over."""
    Session.objects.filter(expire_date__lt=now_utc()).delete()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
