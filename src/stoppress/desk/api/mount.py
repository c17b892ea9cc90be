"""The way in to the operations: what is wrong with a request before any of them is asked.

Methods, content types, sizes, unknown parameters, tokens in the address. Everything that is refused here is refused in
the same form as what an operation refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_BODY_BYTES_MAX
from stoppress.desk.api.bearer import note_token
from stoppress.desk.api.declare import Declared
from stoppress.desk.api.problems import answer_to, problem_of, too_large
from stoppress.desk.noted import note
from stoppress.desk.rules import BY_BEARER

_TOKEN: re.Pattern[str] = re.compile(r"sp_[A-Za-z0-9_-]{16,43}")
_TOKEN_NAMES = frozenset({"token", "access_token", "api_key", "authorization"})
View = Callable[..., HttpResponse]


def mounted(prefix: str, patterns: Iterable[URLPattern], declared: Iterable[Declared]) -> list[URLPattern]:
    """ninja's routes, each behind the checks of this file."""
    by_route: dict[str, dict[str, Declared]] = {}
    for one in declared:
        by_route.setdefault(_route(one.path), {})[one.method] = one
    views = {str(pattern.pattern): pattern.callback for pattern in patterns}
    return [path(f"{prefix}{route}", _checked(views[route], methods)) for route, methods in by_route.items()]


def _route(path: str) -> str:
    """ "/stories/{slug}/updates" as Django writes it."""
    return re.sub(r"\{([^}]+)\}", r"<\1>", path.lstrip("/"))


def _checked(view: View, methods: dict[str, Declared]) -> View:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD" and "GET" in methods:
            request.method = "GET"  # the server leaves the body out
        asked = methods.get(request.method or "")
        if asked is None:
            return _no_such_method(request, methods)
        try:
            _check(request, asked)
        except Exception as error:  # noqa: BLE001  answered and logged as any error of an operation
            return answer_to(error, request)
        return view(request, *args, **kwargs)

    checked.__dict__["rule"] = BY_BEARER
    checked.__dict__["csrf_exempt"] = True  # no cookie is looked at
    checked.__dict__["declared"] = methods
    return checked


def _no_such_method(request: HttpRequest, methods: dict[str, Declared]) -> HttpResponse:
    possible = ", ".join(sorted(methods))
    answer = problem_of(
        Refusal("method-not-possible", f"{(request.method or '')[:20]} is not possible here; {possible} is.")
    )
    answer.headers["Allow"] = possible
    return answer


def _check(request: HttpRequest, asked: Declared) -> None:
    """Raises Refusal token-in-address, parameter-unknown, kind-of-body, body-too-large."""
    written = _TOKEN.search(request.get_full_path())
    if written or not _TOKEN_NAMES.isdisjoint(name.lower() for name in request.GET):
        note(request, act=asked.act or asked.view.__name__, action=str(asked.action))
        note_token(request, written[0] if written else "")
        raise Refusal(
            "token-in-address",
            "A token stands in the address, where logs keep it. Revoke it, and send another in the header "
            "Authorization.",
        )
    for name in request.GET:
        if name not in asked.query:
            known = ", ".join(sorted(asked.query)) or "none"
            raise Refusal(
                "parameter-unknown", f"“{name[:40]}” is not known here; {known} is. Leave it out.", field=name
            )
    if not asked.media_types:
        return
    kind = (request.content_type or "").lower()
    if kind not in asked.media_types:
        raise Refusal(
            "kind-of-body",
            f"The body is “{kind[:60]}”; send {' or '.join(asked.media_types)}, and say so in Content-Type.",
        )
    if asked.media_types == ("application/json",) and len(request.body) > API_BODY_BYTES_MAX:
        raise too_large()
