"""The OpenAPI document: what ninja knows of the operations, with every answer that they may give."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from pydantic import TypeAdapter

from stoppress.desk.api.declare import Declared
from stoppress.desk.api.problems import SENTENCES, Problem
from stoppress.desk.api.replay import REPLAYED
from stoppress.desk.rules import public
from stoppress.desk.scopes import scopes_for

_ALWAYS: Final = (400, 401, 403, 429, 500)
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_TEXT_HEADER: Final = {"schema": {"type": "string"}}


def document_of(api: NinjaAPI, declared: Iterable[Declared], prefix: str) -> dict[str, Any]:
    """The document.

    prefix   of all addresses, as "/api/v1/".
    """
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=prefix.lstrip("/")))
    problem = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
    made["components"]["schemas"] |= problem.pop("$defs", {}) | {"Problem": problem}
    for one in declared:
        operation = made["paths"][f"{prefix.rstrip('/')}{one.path}"][one.method.lower()]
        operation["description"] = _description(operation, one)
        operation["responses"] = _responses(operation["responses"], one)
    return made


def _description(operation: dict[str, Any], one: Declared) -> str:
    scopes = " or ".join(f"`{scope}`" for scope in scopes_for(one.action))
    return f"{operation.get('description', '').strip()}\n\nScope: {scopes}.".strip()


def _responses(known: dict[Any, Any], one: Declared) -> dict[str, Any]:
    found = {str(status): answer for status, answer in known.items()}
    headers: dict[str, Any] = {}
    if one.has_etag:
        headers["ETag"] = _TEXT_HEADER
    if one.is_deed:
        headers[REPLAYED] = {"schema": {"type": "string", "enum": ["true"]}, "required": False}
    if headers:
        found[str(one.status)]["headers"] = headers
    if one.has_etag and not one.is_deed:
        found["304"] = {"description": "You have it.", "headers": {"ETag": _TEXT_HEADER}}
    for status in _problem_statuses(one):
        found[str(status)] = _problem(status)
    return dict(sorted(found.items()))


def _problem_statuses(one: Declared) -> set[int]:
    statuses = {*_ALWAYS, 405, 422, *one.extra_problems}
    if "{" in one.path:
        statuses.add(404)
    if one.media_types:
        statuses |= {413, 415}
    if one.is_deed:
        statuses |= {404, 409}
    if one.if_match:
        statuses |= {412, 428}
    return statuses


def _problem(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {"description": SENTENCES[status], "content": _PROBLEM}
    if status == 401:
        told["headers"] = {"WWW-Authenticate": _TEXT_HEADER}
    if status in {429, 503}:
        told["headers"] = {"Retry-After": {"schema": {"type": "string", "pattern": "^[0-9]+$"}}}
    if status == 412:
        told["headers"] = {"ETag": _TEXT_HEADER}
    return told


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The document. For everybody: it says nothing that our documentation does not say."""
    del request
    return JsonResponse(_document(), json_dumps_params={"ensure_ascii": False})


@cache
def _document() -> dict[str, Any]:
    from stoppress.desk.api.address import API, DECLARED, PREFIX

    return document_of(API, DECLARED, PREFIX)
