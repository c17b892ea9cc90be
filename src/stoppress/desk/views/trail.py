"""Who did what: in the house, and in one story."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stoppress.desk.accounts import user_names
from stoppress.desk.forms.typed import number_from
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.trail import Asked, trail_page
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.words import STORY_STATES


@needs(Action.SEE_TRAIL)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Everything, with logins and what was done to people; times in UTC."""
    return _page(request, "", {"zone": "UTC"})


@needs(Action.SEE_TRAIL)
@require_safe
def story_trail(request: HttpRequest, slug: str) -> HttpResponse:
    """What was done in one story, on its clock."""
    story = found_story(slug)
    context = {"story": story, "state_label": STORY_STATES[story.status], "zone": story.head.zone}
    with timezone.override(ZoneInfo(story.head.zone)):
        return _page(request, slug, context)


def _page(request: HttpRequest, slug: str, context: dict[str, object]) -> HttpResponse:
    asked = Asked(
        who=request.GET.get("who", "").strip(),
        refused_only=request.GET.get("only", "") == "refused",
        programs_only=request.GET.get("by", "") == "programs",
        before=number_from(request.GET.get("before", ""), "before"),
    )
    found = trail_page(asked, slug)
    return render(request, "desk/trail.html", {**context, "asked": asked, "trail": found, "names": user_names()})
