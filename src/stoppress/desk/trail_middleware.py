"""Where the trail is written: one middleware, from what the route declares and what the view noted on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from stoppress.desk.noted import address_of, noted_on
from stoppress.desk.roles import Action
from stoppress.desk.rules import BY_BEARER, rule_of
from stoppress.desk.seldom import REFUSALS
from stoppress.desk.trail import Act, address_mark, write_down

_log = logging.getLogger(__name__)

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_QUIET: Final = frozenset({Action.SEE_DESK, Action.SEE_STORY, Action.DRAFT})
"""Looking, and typing, which is kept every few seconds: noted only where a role did not allow it."""

_KEYS: Final = ("key", "draft", "hook", "invitation", "number")
"""How addresses call what they are about, besides the story."""

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
        if changes or response.status_code >= 400:
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
    rule = rule_of(route.func)
    code = str(noted.pop("code", "")) or _code_of(status)
    fields = {
        "act": route.url_name or "",
        "action": rule if rule in set(Action) else "",
        "story": route.kwargs.get("slug", ""),
        "key": next((str(route.kwargs[name]) for name in _KEYS if name in route.kwargs), ""),
        "about": route.kwargs.get("name", ""),
        "done": status < 400,
        "code": code,
        "address": address_mark(address_of(request)),
    }
    act = Act(**(fields | noted))
    if rule == BY_BEARER:
        return _of_program(act, is_noted="act" in noted)
    who = act.who or request.user.get_username() or before
    if rule is None or (rule in _QUIET and code != "not-allowed") or (request.method in _SAFE and status != 403):
        return None
    if not who and (code in _OUTSIDERS or not noted):
        return None
    return replace(act, who=who)


def _of_program(act: Act, *, is_noted: bool) -> Act | None:
    """An act by the API. Refused, it is a row only now and then (seldom.py); told apart by whoever has the token."""
    if not is_noted:
        return None  # no token at all, or refused before anybody looked at one
    if act.done:
        return act
    by = act.token or act.address
    # A stranger may choose the story; who has a token may not make rows of stories that are none.
    times = REFUSALS.times((by, act.act, act.code) if act.token else (by, act.code), stranger=not act.token)
    return replace(act, times=times) if times else None


def _code_of(status: int) -> str:
    if status < 400:
        return ""
    return "fault" if status >= 500 else str(status)
