"""What is done with a draft as it is kept: returned, taken back, approved, lifted, discarded, restored."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, status_of, wants_json
from stoppress.desk.drafting import deeds
from stoppress.desk.drafting.people import person
from stoppress.desk.drafting.rules import Act, Asked
from stoppress.desk.forms.typed import number_from
from stoppress.desk.noted import note
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.views.draft_page import draft_page
from stoppress.desk.views.drafts import draft_answer, draft_refused


@needs(Action.APPROVE)
@require_POST
def give_back(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Return a draft with a note that says what is to be done."""
    return _done(request, slug, draft, Asked(act=Act.RETURN, note=request.POST.get("return_note", "")))


@needs(Action.DRAFT)
@require_POST
def take_back(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Take back what was submitted or scheduled."""
    return _done(request, slug, draft, Asked(act=Act.TAKE_BACK))


@needs(Action.DRAFT)
@require_POST
def lift_embargo(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Lift the embargo. Goes into the trail."""
    return _done(request, slug, draft, Asked(act=Act.LIFT))


@needs(Action.DRAFT)
@require_POST
def discard(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Put a draft away; it can be restored for a week."""
    return _done(request, slug, draft, Asked(act=Act.DISCARD), to_draft=False)


@needs(Action.DRAFT)
@require_POST
def restore(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Take a discarded draft up again."""
    return _done(request, slug, draft, Asked(act=Act.RESTORE))


@needs(Action.APPROVE, closed="story-closed")
@require_POST
def approve(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Publish a draft as it is kept, in the version that was read."""
    by = person(request, slug)
    try:
        version = number_from(request.POST.get("draft_version", ""), "draft_version")
        receipt = deeds.approve(slug, draft, by, settings.DOOR, version)
    except Refusal as refusal:
        return _refused(request, slug, draft, refusal)
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))


def _done(request: HttpRequest, slug: str, draft: str, asked: Asked, *, to_draft: bool = True) -> HttpResponse:
    by = person(request, slug)
    note(request, written=True)
    try:
        kept = deeds.do(slug, draft, asked, by)
    except Refusal as refusal:
        note(request, written=False)
        return _refused(request, slug, draft, refusal)
    page = reverse("desk:draft", args=[slug, draft]) if to_draft else reverse("desk:workspace", args=[slug])
    return draft_answer(request, kept, page)


def _refused(request: HttpRequest, slug: str, draft: str, refusal: Refusal) -> HttpResponse:
    """The draft's page as it is kept, with the refusal; the note that was typed is short enough to type again."""
    if wants_json(request):
        return draft_refused(request, slug, refusal)
    if refusal.code == "draft-unknown":
        raise refusal
    note(request, code=refusal.code)
    kept = deeds.seen_draft(slug, draft, person(request, slug))
    return draft_page(request, kept, refusal, status_of(refusal))
