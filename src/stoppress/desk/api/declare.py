"""Operations and what each declares: its action, what it answers, whether it needs If-Match and takes a repeat.

updates = Operations("Updates")

@updates.deed("POST", "/stories/{slug}/updates", Action.PUBLISH, Done, act="publish", status=201)
def publish(request, slug: str, body: NewUpdate) -> HttpResponse: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, Final, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from stoppress.desk.api.bearer import BearerToken
from stoppress.desk.api.etags import etag as quoted
from stoppress.desk.api.replay import REPLAYED, answered_once
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs

View = Callable[..., HttpResponse]

_KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A new UUID for each thing to be done. Sent again with the same key and body, the same is answered "
    f"with `{REPLAYED}: true` and nothing is done twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x21-\\x7e]+$"},
}
_IF_MATCH: Final = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that was read before writing.",
    "schema": {"type": "string", "pattern": '^"[\\x21\\x23-\\x7e]{1,80}"$'},
}
_IF_NONE_MATCH: Final = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag that you have: 304 without a body while it still stands.",
    "schema": {"type": "string", "pattern": '^"[\\x21\\x23-\\x7e]{1,80}"$'},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What one operation says of itself, for the way in (mount.py) and the OpenAPI document."""

    method: str
    path: str
    action: Action
    act: str
    """The desk's own page for it, by its route's name: what the trail calls it; "" = there is none."""
    view: View
    status: int
    has_etag: bool
    if_match: bool
    is_deed: bool
    media_types: tuple[str, ...]
    """Content types that it takes; () = it takes no body."""
    query: frozenset[str]
    extra_problems: tuple[int, ...]


class Operations:
    """The operations of one subject, and ninja's router with them."""

    def __init__(self, subject: str) -> None:
        self.router = Router(tags=[subject])
        self.declared: list[Declared] = []

    def question(
        self,
        path: str,
        action: Action,
        answer: type[Schema],
        *,
        act: str = "",
        etag: bool = False,
        method: str = "GET",
    ) -> Callable[[View], View]:
        """Something that changes nothing.

        act      the desk's page for it, by its route's name; "" = it has none of its own.
        etag     True: its answer names its version, and If-None-Match is understood.
        """
        return self._operation(method, path, action, answer, act=act, status=200, etag=etag, is_deed=False)

    def deed(
        self,
        method: str,
        path: str,
        action: Action,
        answer: type[Schema] | None,
        *,
        act: str,
        status: int = 200,
        etag: bool = False,
        if_match: bool = False,
        media_types: tuple[str, ...] = (),
    ) -> Callable[[View], View]:
        """Something that changes something, once for each Idempotency-Key.

        answer       None = nothing but the status.
        act          the desk's own page for it, by its route's name: so the trail calls it.
        media_types  where the body is no JSON.
        """
        return self._operation(
            method,
            path,
            action,
            answer,
            act=act,
            status=status,
            etag=etag,
            if_match=if_match,
            media_types=media_types,
            is_deed=True,
        )

    def _operation(
        self,
        method: str,
        path: str,
        action: Action,
        answer: type[Schema] | None,
        *,
        act: str,
        status: int,
        etag: bool,
        is_deed: bool,
        if_match: bool = False,
        media_types: tuple[str, ...] = (),
    ) -> Callable[[View], View]:
        def registered(view: View) -> View:
            called = needs(action)(_once(view) if is_deed and not media_types else view)
            self.router.api_operation(
                [method],
                path,
                response={status: answer},
                auth=BearerToken(action, act or view.__name__, is_quiet=not is_deed or action is Action.DRAFT),
                operation_id=view.__name__,
                summary=(view.__doc__ or "").partition("\n")[0].rstrip("."),
                description=(view.__doc__ or "").partition("\n")[2].strip() or " ",
                openapi_extra=_extra(is_deed=is_deed, etag=etag, if_match=if_match, media_types=media_types),
            )(called)
            sources = _names_by_source(called)
            self.declared.append(
                Declared(
                    method=method,
                    path=path,
                    action=action,
                    act=act,
                    view=called,
                    status=status,
                    has_etag=etag,
                    if_match=if_match,
                    is_deed=is_deed,
                    media_types=media_types or (("application/json",) if "body" in sources else ()),
                    query=frozenset(sources.get("query", ())),
                    extra_problems=(503,) if media_types else (),
                )
            )
            return view

        return registered


def answered(answer: Schema, status: int = 200, version: str | int = "") -> HttpResponse:
    """An answer, with the version that it shows."""
    response = HttpResponse(answer.model_dump_json(), status=status, content_type="application/json")
    if version != "":
        response.headers["ETag"] = quoted(version)
    return response


def _once(view: View) -> View:
    @wraps(view)
    def once(request: HttpRequest, **values: Any) -> HttpResponse:
        return answered_once(request, lambda: view(request, **values))

    # ninja reads the names of types where a function was written; this one was written here.
    hints = get_type_hints(view, include_extras=True)
    known = signature(view)
    parameters = [one.replace(annotation=hints.get(name, Any)) for name, one in known.parameters.items()]
    once.__dict__["__signature__"] = known.replace(parameters=parameters)
    return once


def _names_by_source(view: View) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for model in view.__dict__["_ninja_operation"].models:
        found.setdefault(model.__ninja_param_source__, set()).update(model.model_fields)
    return found


def _extra(*, is_deed: bool, etag: bool, if_match: bool, media_types: tuple[str, ...]) -> dict[str, Any]:
    parameters = []
    if is_deed and not media_types:
        parameters.append(_KEY)
    if if_match:
        parameters.append(_IF_MATCH)
    if etag and not is_deed:
        parameters.append(_IF_NONE_MATCH)
    extra: dict[str, Any] = {"parameters": parameters}
    if media_types:
        binary = {"schema": {"type": "string", "format": "binary"}}
        extra["requestBody"] = {"required": True, "content": dict.fromkeys(media_types, binary)}
    return extra
