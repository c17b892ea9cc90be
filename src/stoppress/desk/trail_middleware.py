"""Where the trail is written: one middleware, from what the route declares and what the view noted on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from stoppress.desk.noted import address_of, noted_on
from stoppress.desk.roles import Action
from stoppress.desk.rules import PUBLIC, rule_of
from stoppress.desk.trail import Act, address_mark, write_down

_log = logging.getLogger(__name__)

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_QUIET: Final = frozenset({Action.SEE_DESK, Action.SEE_STORY, Action.DRAFT})
"""Looking, and typing, which is kept every few seconds: noted only where a role did not allow it."""

_OUTSIDERS: Final = frozenset({"login-missing", "form-not-ours"})
"""What the whole world may be told: no act of anybody."""


class TrailMiddleware:
    """Writes an act down once it is answered, before the answer leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As Django asks a middleware."""
        changes = request.method not in _SAFE
        before = request.user.get_username() if changes else ""
        response = self._get_response(request)
        if changes or response.status_code == 403:
            self._write(request, response, before)
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, before: str) -> None:
        try:
            act = act_of(request, response.status_code, before)
            if act:
                write_down(act)
        except DatabaseError:
            # The deed is done and its answer is true; the log has it, if it changed a story.
            _log.exception("an act could not be written into the trail: %s", request.path)


def act_of(request: HttpRequest, status: int, before: str) -> Act | None:
    """The act that a request was; None for what the trail does not keep, or has already.

    before   the user's name before the view ran: a logout ends it.
    """
    noted = noted_on(request)
    route = request.resolver_match
    if route is None or noted.pop("written", False):
        return None
    rule, said_something = rule_of(route.func), bool(noted)
    who = str(noted.get("who", "")) or request.user.get_username() or before
    code = str(noted.pop("code", "")) or _code_of(status)
    if rule is None or (rule in _QUIET and code != "not-allowed"):
        return None
    if not who and (code in _OUTSIDERS or not said_something):
        return None
    fields: dict[str, Any] = {
        "act": route.url_name or "",
        "who": who,
        "action": "" if rule == PUBLIC else rule,
        "story": route.kwargs.get("slug", ""),
        "key": route.kwargs.get("key", ""),
        "done": status < 400,
        "code": code,
        "address": address_mark(address_of(request)),
    }
    return Act(**(fields | noted))


def _code_of(status: int) -> str:
    if status < 400:
        return ""
    return "fault" if status >= 500 else str(status)
