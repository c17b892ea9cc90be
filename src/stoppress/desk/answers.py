"""How the desk answers: pages for people; receipts and problem documents (RFC 9457) for programs that ask for JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from stoppress.base.errors import Refusal
from stoppress.desk.addresses import API_ADDRESS
from stoppress.desk.noted import note
from stoppress.desk.refusals import said
from stoppress.story.write import Receipt

_STATUS: Final = {
    "story-unknown": 404,
    "hook-unknown": 404,
    "token-unknown": 404,
    "page-unknown": 404,
    "revision-stale": 409,
    "correction-unseen": 409,
    "draft-stale": 409,
    "draft-out": 409,
    "draft-discarded": 409,
    "draft-unknown": 404,
    "draft-not-yours": 403,
    "embargoed": 409,
    "command-id-reused": 409,
    "entry-exists": 409,
    "story-exists": 409,
    "session-unknown": 404,
    "invitation-not-usable": 410,
    "role-above-yours": 403,
    "not-allowed": 403,
    "login-missing": 401,
    "login-wrong": 403,
    "login-too-often": 429,
    "oidc-not-reachable": 503,
    "picture-too-large": 413,
    "pictures-busy": 503,
}


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: 404 what is not there, 409 what others did meanwhile, else 422."""
    if refusal.code == "entry-unknown" and refusal.field == "key":
        return 404
    return _STATUS.get(refusal.code, 422)


def wants_json(request: HttpRequest) -> bool:
    """True for programs: they prefer application/json to HTML, or call the API."""
    return (
        request.path.startswith(API_ADDRESS)
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )


def problem(refusal: Refusal, status: int | None = None, **more: object) -> JsonResponse:
    """A refusal as a problem document; code is for programs, detail for people, more what the code promises."""
    status = status or status_of(refusal)
    document = {"type": "about:blank", "title": refusal.code, "code": refusal.code, "status": status, **more}
    document["detail"] = said(refusal)
    if refusal.field:
        document["field"] = refusal.field
    return JsonResponse(document, status=status, content_type="application/problem+json")


def refused(request: HttpRequest, refusal: Refusal, page: Callable[[Refusal, int], HttpResponse]) -> HttpResponse:
    """Answer a refused form.

    page     renders the form again, with everything that was typed, the refusal beside its field, and the status.
    """
    note(request, code=refusal.code)
    return problem(refusal) if wants_json(request) else page(refusal, status_of(refusal))


def refusal_page(request: HttpRequest, refusal: Refusal, status: int, **context: object) -> HttpResponse:
    """Answer where there is no form to show again: a page that says what to do, or the problem document."""
    note(request, code=refusal.code)
    if wants_json(request):
        return problem(refusal, status)
    return render(request, "desk/refused.html", {"refusal": refusal, "status": status, **context}, status=status)


def note_receipt(request: HttpRequest, receipt: Receipt) -> None:
    """Note for the trail what is on disk."""
    note(request, story=receipt.slug, key=receipt.entry_key)
    if receipt.repeated:
        note(request, number=receipt.last, code="repeated")
    elif receipt.last >= receipt.first:
        note(request, number=receipt.last)


def accepted(request: HttpRequest, receipt: Receipt, page: str) -> HttpResponse:
    """Answer a command that is on disk.

    page     where people go on; gets ?sent=<number>, so that the page can say so.
    """
    note_receipt(request, receipt)
    if wants_json(request):
        return JsonResponse(
            {"slug": receipt.slug, "key": receipt.entry_key, "number": receipt.last, "repeated": receipt.repeated}
        )
    # The link itself: browsers put the cursor on the target of an address, or take it from wherever a script put it.
    anchor = f"#words-{receipt.entry_key}" if receipt.entry_key else ""
    return HttpResponseRedirect(f"{page}?sent={receipt.last}{anchor}", status=303)
