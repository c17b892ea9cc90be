"""How long a session lasts: SESSION_AGE_S at most, SESSION_IDLE_S without use. And when it was last seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from stoppress.base.clock import now_utc
from stoppress.base.limits.accounts import SESSION_IDLE_S, SESSION_SEEN_EVERY_S
from stoppress.base.limits.desk import SESSION_AGE_S


def is_over(begun_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """True for a session that is too old, or was not used for too long."""
    return now - begun_at > timedelta(seconds=SESSION_AGE_S) or now - seen_at > timedelta(seconds=SESSION_IDLE_S)


class SessionAgesMiddleware:
    """Ends sessions that are over, and notes now and then that the others are used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As Django asks a middleware."""
        if request.session.session_key and request.user.is_authenticated:
            self._look_at(request)
        return self._get_response(request)

    def _look_at(self, request: HttpRequest) -> None:
        now = now_utc()
        kept = UserSession.objects.filter(session_key=request.session.session_key).first()
        if kept is None or kept.user_id != request.user.pk:
            UserSession.objects.create_from_request(request)
        elif is_over(kept.created_at, kept.last_seen_at, now):
            kept.end()
            logout(request)
        elif now - kept.last_seen_at > timedelta(seconds=SESSION_SEEN_EVERY_S):
            UserSession.objects.create_from_request(request)
