"""The workspace of a story: what is live, the composer, and the story's own words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import TIMELINE_ROWS_MAX
from stoppress.desk.drafting.people import person
from stoppress.desk.forms.typed import number_from
from stoppress.desk.forms.update import UpdateTyped, blank_update, shown_again
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.making import making
from stoppress.desk.pages.points import points_now
from stoppress.desk.pages.readers import readers_now
from stoppress.desk.pages.sheet import Sheet, blank_sheet
from stoppress.desk.pages.timeline import row, timeline
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.words import HANDS, KINDS, STATUSES, STORY_STATES
from stoppress.story import read
from stoppress.story.facts import Fact, entry_key
from stoppress.story.state import StoryState


@needs(Action.SEE_STORY)
@require_safe
def workspace(request: HttpRequest, slug: str) -> HttpResponse:
    """The page as it opens; ?below=<rank> goes back in time, ?sent=<number> says what was just sent."""
    return workspace_page(request, found_story(slug), blank_update())


@needs(Action.SEE_STORY)
@require_safe
def timeline_row(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One row of the timeline and what stands around it, for the script that keeps the page up to date."""
    story = found_story(slug)
    return _fragment(request, story, "desk/_row_and_now.html", row=row(story, found_entry(slug, key)))


@needs(Action.SEE_STORY)
@require_safe
def story_now(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands around the timeline, after a change of the story itself."""
    return _fragment(request, found_story(slug), "desk/_row_and_now.html")


def _fragment(request: HttpRequest, story: StoryState, template: str, **more: object) -> HttpResponse:
    with timezone.override(ZoneInfo(story.head.zone)):
        return render(request, template, {**_story_context(story), **more})


def _story_context(story: StoryState) -> dict[str, object]:
    return {
        "story": story,
        "state_label": STORY_STATES[story.status],
        "updates": read.entries_count(story.slug),
        "points": points_now(story),
        "readers": settings.HOUSE.readers_address,
    }


def workspace_page(
    request: HttpRequest,
    story: StoryState,
    form: UpdateTyped,
    *,
    refusal: Refusal | None = None,
    preview: SafeString | None = None,
    sheet: Sheet | None = None,
    status: int = 200,
) -> HttpResponse:
    """The workspace with a composer that holds this form.

    sheet    the draft that was opened; None = a new one, or the one on which a posted form was written.
    """
    context = {
        **_story_context(story),
        "timeline": timeline(story, number_from(request.GET.get("below", ""), "below")),
        "older": "below" in request.GET,
        "rows_max": TIMELINE_ROWS_MAX,
        "form": shown_again(form),
        "document": form.body_document,
        "sheet": sheet or blank_sheet(request, story.slug),
        "making": making(story.slug, person(request, story.slug), now_utc()),
        "refusal": refusal,
        "preview": preview,
        "there": readers_now(story.slug, now_utc()),
        "sent": _just_sent(request, story.slug),
        "looked_at": request.GET.get("points") == "looked-at",
        "kinds": KINDS.items(),
        "statuses": STATUSES.items(),
        "hands": HANDS.items(),
    }
    with timezone.override(ZoneInfo(story.head.zone)):
        return render(request, "desk/workspace.html", context, status=status)


def _just_sent(request: HttpRequest, slug: str) -> tuple[Fact, str] | None:
    """The fact that ?sent= names, where this user made it, with the key it is about: nobody is told what is not so."""
    text = request.GET.get("sent", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    facts = read.facts_after(slug, number - 1, 1) if number > 0 else []
    if facts and facts[0].number == number and facts[0].actor == request.user.get_username():
        return facts[0], entry_key(facts[0].what)
    return None
