"""What can't be done, as a problem document (RFC 9457); and which of ninja's and Django's errors become which."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_BODY_BYTES_MAX
from stoppress.desk.answers import status_of
from stoppress.desk.api.counting import TooOften
from stoppress.desk.noted import note
from stoppress.desk.refusals import said

log = logging.getLogger("stoppress.desk.api")


class Wrong(Schema):
    """One field that can't be taken."""

    field: str = Field(description="Where it stands: names and numbers with dots between.")
    detail: str


class Problem(Schema):
    """Why it was not done. `code` is for programs and stays; `detail` is for people and may be worded anew."""

    type: str = "about:blank"
    title: str = Field(description="The same as `code`.")
    status: int
    code: str = Field(description="Short and stable: revision-stale, scope-missing, too-long …")
    detail: str = Field(description="What was found, what is possible, what to do.")
    field: str | None = Field(None, description="The field at fault, where it is one.")
    errors: list[Wrong] | None = Field(None, description="All fields at fault, where the body has the wrong shape.")
    current: dict[str, Any] | None = Field(
        None, description="At 412: what stands now, as its address would answer, so that both can be compared."
    )


STATUS: Final = {
    "api-address-unknown": 404,
    "body-not-json": 400,
    "body-too-large": 413,
    "command-id-reused": 422,
    "cursor-not-usable": 422,
    "idempotency-key-busy": 409,
    "idempotency-key-reused": 422,
    "if-match-missing": 428,
    "invitation-not-usable": 404,
    "kind-of-body": 415,
    "method-not-possible": 405,
    "revision-stale": 412,
    "scope-missing": 403,
    "token-in-address": 400,
    "token-missing": 401,
    "token-not-good": 401,
    "too-often": 429,
}
"""Where the API's status differs from, or adds to, that of the desk's pages (answers.status_of)."""

SENTENCES: Final = {
    400: "The request can't be read.",
    401: "No good token.",
    403: "The token's scopes, or its user's role, don't allow it.",
    404: "There is no such thing.",
    405: "This address has no such method.",
    409: "Somebody did this already, or is doing it now.",
    412: "What stands is not what If-Match names; `current` shows it.",
    413: "The body is too large.",
    415: "The body has the wrong content type.",
    422: "It was understood and can't be done.",
    428: "If-Match is missing.",
    429: "Too many requests of this token; see Retry-After.",
    500: "Our fault; it was noted.",
    503: "Too much at once; try again in a minute.",
}
"""What each status means, for the OpenAPI document."""


class Conflict(Refusal):
    """Others changed it meanwhile. current: what stands, as it would be answered."""

    def __init__(self, code: str, message: str, current: dict[str, Any], field: str = "") -> None:
        super().__init__(code, message, field=field)
        self.current = current


class Stale(Conflict):
    """What stands is not what If-Match names. etag: the name of what stands."""

    def __init__(self, message: str, current: dict[str, Any], etag: str) -> None:
        super().__init__("revision-stale", message, current, field="If-Match")
        self.etag = etag


def problem_of(refusal: Refusal, status: int | None = None, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """The answer to what can't be done."""
    status = status or STATUS.get(refusal.code) or status_of(refusal)
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": refusal.code,
        "status": status,
        "code": refusal.code,
        "detail": said(refusal),
    }
    if refusal.field:
        document["field"] = refusal.field
    if errors:
        document["errors"] = list(errors)
    if isinstance(refusal, Conflict):
        document["current"] = refusal.current
    answer = JsonResponse(document, status=status, content_type="application/problem+json")
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Stop Press"' + (
            ', error="invalid_token"' if refusal.code == "token-not-good" else ""
        )
    if isinstance(refusal, Stale):
        answer.headers["ETag"] = refusal.etag
    if isinstance(refusal, TooOften):
        answer.headers["Retry-After"] = str(refusal.retry_after_s)
    elif status == 503:
        answer.headers["Retry-After"] = "60"
    return answer


def answer_to(error: Exception, request: HttpRequest) -> HttpResponse:
    """The problem document of any error, its code noted for the trail; of one that nobody expected, also a log line."""
    if isinstance(error, ValidationError):
        note(request, code="shape-wrong")
        return _wrong_shape(error)
    if isinstance(error, HttpError) and isinstance(error.__cause__, Refusal | RequestDataTooBig):
        return answer_to(error.__cause__, request)
    refusal = _refusal_of(error)
    if refusal is not None:
        note(request, code=refusal.code)
        return problem_of(refusal)
    log.error("The API failed", exc_info=error)
    return problem_of(
        Refusal("fault", "Something broke on our side. It was noted. Send it again in a minute, with the same key."),
        500,
    )


def _refusal_of(error: Exception) -> Refusal | None:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, AuthenticationError):
        return Refusal("token-missing", "Send a token: “Authorization: Bearer sp_…”. The desk makes it, under Tokens.")
    if isinstance(error, Http404):
        return Refusal("api-address-unknown", "There is nothing at this address. docs/api.md lists all there are.")
    if isinstance(error, RequestDataTooBig):
        return too_large()
    if isinstance(error, HttpError | SuspiciousOperation | TooManyFilesSent | MultiPartParserError):
        return Refusal("body-not-json", "The body can't be read. Send one object in JSON, in UTF-8.")
    return None


def too_large(bytes_max: int = API_BODY_BYTES_MAX) -> Refusal:
    """The refusal of a body that is too large."""
    return Refusal("body-too-large", f"The body has more than {bytes_max} bytes. Send it in parts.")


def _wrong_shape(error: ValidationError) -> HttpResponse:
    found = [_wrong(one) for one in error.errors[:20]]
    first = found[0]
    refusal = Refusal("shape-wrong", f"{first['field']}: {first['detail']}", field=first["field"])
    return problem_of(refusal, 422, found)


def _wrong(error: dict[str, Any]) -> dict[str, str]:
    place = [str(part) for part in error["loc"][1:]]
    # The parameter's own name is not the caller's: bodies are called `body` here.
    field = ".".join(part for part in place[1 if error["loc"][0] == "body" else 0 :]) or place[0]
    if error["type"] == "extra_forbidden":
        return {"field": field, "detail": "This field is not known here. Leave it out, or correct its name."}
    if error["type"] == "missing":
        return {"field": field, "detail": "This is missing. Give it."}
    return {"field": field, "detail": f"{error['msg']}. Correct it."}


def answer_errors(api: NinjaAPI) -> None:
    """Make problem documents of all that goes wrong inside an operation."""
    for kind in (Exception, Refusal, ValidationError, HttpError, AuthenticationError, Http404):
        api.add_exception_handler(kind, _handler)


def _handler(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    assert isinstance(error, Exception)
    return answer_to(error, request)
