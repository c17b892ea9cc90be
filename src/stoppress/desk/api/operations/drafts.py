"""Drafts: kept, submitted, returned, approved, scheduled, discarded. The rules are those of the pages (drafting/)."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query

from stoppress.base.clock import now_utc
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.operations.commanding import done_answer
from stoppress.desk.api.problems import Conflict
from stoppress.desk.api.shapes.done import Done
from stoppress.desk.api.shapes.drafts import (
    Draft,
    DraftAsked,
    Drafts,
    InstantAsked,
    NoteAsked,
    draft_shown,
    fields_asked,
    listed_shown,
)
from stoppress.desk.drafting import deeds, shelf
from stoppress.desk.drafting.people import person
from stoppress.desk.drafting.rules import Act, Asked
from stoppress.desk.drafting.saving import DraftStale, Typing, save
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.roles import Action

drafts = Operations("Drafts")

Version = Annotated[
    int | None,
    Query(ge=1, lt=2**31, description="The version that was read: another one now is refused (409), not published."),
]


@drafts.question("/stories/{slug}/drafts", Action.DRAFT, Drafts, act="making")
def list_drafts(request: HttpRequest, slug: str) -> HttpResponse:
    """List what is in the making: all of it for those who approve, else one's own."""
    found_story(slug)
    by = person(request, slug)
    seen_by = None if Action.APPROVE in by.rights else by.name
    return answered(Drafts(items=[listed_shown(one) for one in shelf.in_the_making(slug, seen_by)]))


@drafts.question("/stories/{slug}/drafts/{draft}", Action.DRAFT, Draft, act="draft")
def read_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Read one draft, with its words."""
    return answered(draft_shown(deeds.seen_draft(slug, draft, person(request, slug))))


@drafts.deed("PUT", "/stories/{slug}/drafts/{draft}", Action.DRAFT, Draft, act="draft-save")
def keep_draft(request: HttpRequest, slug: str, draft: str, body: DraftAsked) -> HttpResponse:
    """Keep a draft under an id of your own making: 6 to 26 letters a–z and digits.

    `version` is the one that was seen, 0 for a new one; is it another meanwhile, nothing is overwritten: 409,
    with what stands in `current`.
    """
    story = found_story(slug)
    known = shelf.find(slug, draft)
    key = known.entry_key if known else body.amends or draft
    revision = found_entry(slug, body.amends).revision if body.amends else None
    typing = Typing(
        slug=slug,
        draft_id=draft,
        entry_key=key,
        fields=fields_asked(body, story.head.zone),
        amends=bool(body.amends),
        based_on=revision,
        version=body.version,
    )
    try:
        return answered(draft_shown(save(typing, person(request, slug), now_utc())))
    except DraftStale as stale:
        raise Conflict("draft-stale", stale.message, draft_shown(stale.theirs).model_dump(mode="json")) from None


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/submit", Action.SUBMIT, Draft, act="draft-submit")
def submit_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Ask for approval."""
    return _done_as_kept(request, slug, draft, Asked(act=Act.SUBMIT))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/schedule", Action.SCHEDULE, Draft, act="draft-schedule")
def schedule_draft(request: HttpRequest, slug: str, draft: str, body: InstantAsked) -> HttpResponse:
    """Publish it at an instant, to the second, never before."""
    return _done_as_kept(request, slug, draft, Asked(act=Act.SCHEDULE, at=body.at))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/embargo", Action.SCHEDULE, Draft, act="draft-embargo")
def embargo_draft(request: HttpRequest, slug: str, draft: str, body: InstantAsked) -> HttpResponse:
    """Let nobody publish it before an instant."""
    return _done_as_kept(request, slug, draft, Asked(act=Act.EMBARGO, at=body.at))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/lift-embargo", Action.DRAFT, Draft, act="draft-lift-embargo")
def lift_embargo(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Lift the embargo."""
    return _done(request, slug, draft, Asked(act=Act.LIFT))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/return", Action.APPROVE, Draft, act="draft-return")
def return_draft(request: HttpRequest, slug: str, draft: str, body: NoteAsked) -> HttpResponse:
    """Return a draft with a note that says what is to be done."""
    return _done(request, slug, draft, Asked(act=Act.RETURN, note=body.note))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/take-back", Action.DRAFT, Draft, act="draft-take-back")
def take_back_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Take back what was submitted or scheduled."""
    return _done(request, slug, draft, Asked(act=Act.TAKE_BACK))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/discard", Action.DRAFT, Draft, act="draft-discard")
def discard_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Put a draft away; it can be restored for a while."""
    return _done(request, slug, draft, Asked(act=Act.DISCARD))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/restore", Action.DRAFT, Draft, act="draft-restore")
def restore_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Take a discarded draft up again."""
    return _done(request, slug, draft, Asked(act=Act.RESTORE))


@drafts.deed("POST", "/stories/{slug}/drafts/{draft}/approve", Action.APPROVE, Done, act="draft-approve")
def approve_draft(request: HttpRequest, slug: str, draft: str, version: Version = None) -> HttpResponse:
    """Publish a draft as it is kept."""
    receipt = deeds.approve(slug, draft, person(request, slug), settings.DOOR, version)
    return done_answer(request, receipt, words=True)


def _done(request: HttpRequest, slug: str, draft: str, asked: Asked) -> HttpResponse:
    kept = deeds.do(slug, draft, asked, person(request, slug))
    note(request, written=True)
    return answered(draft_shown(kept))


def _done_as_kept(request: HttpRequest, slug: str, draft: str, asked: Asked) -> HttpResponse:
    """What is asked of a draft's words, as they are kept: they are tried before."""
    by = person(request, slug)
    kept = deeds.seen_draft(slug, draft, by)
    typing = Typing(
        slug=slug,
        draft_id=draft,
        entry_key=kept.entry_key,
        fields=kept.fields,
        amends=kept.standing.amends,
        based_on=kept.based_on,
        version=kept.version,
    )
    kept = deeds.save_and(typing, [asked], by)
    note(request, written=True)
    return answered(draft_shown(kept))
