"""Drafts: kept as they are typed, opened again on any device, submitted, scheduled."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from stoppress.base.clock import iso, now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.answers import problem, wants_json
from stoppress.desk.drafting import deeds
from stoppress.desk.drafting.people import person
from stoppress.desk.drafting.rules import Act, Asked, embargo_stands
from stoppress.desk.drafting.saving import DraftStale, Typing, save
from stoppress.desk.drafting.shelf import Kept
from stoppress.desk.forms.drafting import typing
from stoppress.desk.forms.times import moment_from
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_story
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.views.draft_page import draft_page, draft_page_again


@needs(Action.DRAFT)
@require_POST
def save_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the form holds. A save that has not seen what others typed is answered 409 with their text."""
    found_story(slug)
    try:
        kept = save(typing(request, slug), person(request, slug), now_utc())
    except Refusal as refusal:
        return draft_refused(request, slug, refusal)
    return draft_answer(request, kept, reverse("desk:draft", args=[slug, kept.draft_id]))


@needs(Action.DRAFT)
@require_safe
def open_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """A draft in the composer, to write on, approve or return."""
    kept = deeds.seen_draft(slug, draft, person(request, slug))
    return draft_page(request, kept)


@needs(Action.SUBMIT)
@require_POST
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the form holds, and ask for approval; with an embargo where one is typed."""
    return _kept_and(request, slug, Asked(act=Act.SUBMIT))


@needs(Action.SCHEDULE)
@require_POST
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what the form holds, and publish it at the instant that is typed."""
    try:
        due = moment_from(request.POST.get("due_at", ""), found_story(slug).head.zone, "due_at")
    except Refusal as refusal:
        return draft_refused(request, slug, refusal)
    return _kept_and(request, slug, Asked(act=Act.SCHEDULE, at=due))


def _kept_and(request: HttpRequest, slug: str, asked: Asked) -> HttpResponse:
    note(request, written=True)
    try:
        acts = [*embargo_asked(request, slug), asked]
        kept = deeds.save_and(_with_ids(typing(request, slug)), acts, person(request, slug))
    except Refusal as refusal:
        note(request, written=False)
        return draft_refused(request, slug, refusal)
    return draft_answer(request, kept, reverse("desk:workspace", args=[slug]))


def embargo_asked(request: HttpRequest, slug: str) -> list[Asked]:
    """The embargo that is typed, as an act; none where none is, or where it is over.

    Raises   Refusal time-not-readable.
    """
    typed = request.POST.get("not_before", "")
    until = moment_from(typed, found_story(slug).head.zone, "not_before") if typed else None
    return [Asked(act=Act.EMBARGO, at=until)] if until and until > now_utc() else []


def no_embargo(request: HttpRequest, slug: str) -> None:
    """Refuse to publish now what the form itself says is under embargo.

    Raises   Refusal embargoed, time-not-readable.
    """
    for asked in embargo_asked(request, slug):
        raise embargo_stands(asked.at or now_utc(), "not_before")


def draft_answer(request: HttpRequest, kept: Kept, page: str) -> HttpResponse:
    """What became of a draft, for programs; for people the page where they go on."""
    if not wants_json(request):
        return HttpResponseRedirect(page, status=303)
    return JsonResponse(
        {
            "draft": kept.draft_id,
            "version": kept.version,
            "state": kept.standing.state,
            "saved_at": iso(kept.saved_at),
            "due_at": iso(kept.standing.due_at) if kept.standing.due_at else None,
            "embargo_until": iso(kept.standing.embargo_until) if kept.standing.embargo_until else None,
        }
    )


def draft_refused(request: HttpRequest, slug: str, refusal: Refusal) -> HttpResponse:
    """No, with everything that was typed; after a conflict with what the others typed."""
    note(request, code=refusal.code)
    if not wants_json(request):
        return draft_page_again(request, slug, refusal)
    if not isinstance(refusal, DraftStale):
        return problem(refusal)
    theirs = refusal.theirs
    told = {"fields": theirs.fields, "version": theirs.version, "by": theirs.editor, "at": iso(theirs.saved_at)}
    return problem(refusal, theirs=told)


def _with_ids(typed: Typing) -> Typing:
    """Forms of programs may name no draft: the update's own key names it then."""
    return typed if typed.draft_id else replace(typed, draft_id=typed.entry_key)
