"""How long a session lasts: SESSION_AGE_S at most, SESSION_IDLE_S without use. And when it was last seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from stoppress.base.clock import now_utc
from stoppress.base.limits.accounts import SESSION_IDLE_S, SESSION_SEEN_EVERY_S
from stoppress.base.limits.desk import SESSION_AGE_S

AGES: Final = "ages"
"""Where a session keeps [when it began, when it was seen], in seconds since 1970: no query more for each request."""


def is_over(begun: float, seen: float, now: float) -> bool:
    """True for a session that is too old, or was not used for too long. All in seconds since 1970."""
    return now - begun > SESSION_AGE_S or now - seen > SESSION_IDLE_S


def is_row_over(row: UserSession, now: datetime) -> bool:
    """The same of a row of the list of sessions."""
    return is_over(row.created_at.timestamp(), row.last_seen_at.timestamp(), now.timestamp())


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
        now = now_utc().timestamp()
        begun, seen = request.session.get(AGES) or (now, 0.0)
        if seen and is_over(begun, seen, now):
            UserSession.objects.filter(session_key=request.session.session_key).delete()
            logout(request)
        elif now - seen > SESSION_SEEN_EVERY_S:
            request.session[AGES] = [begun, now]
            UserSession.objects.create_from_request(request)
