"""How many readers a story has, for the script that keeps the workspace up to date."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stoppress.base.clock import now_utc
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.readers import readers_now
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs


@needs(Action.SEE_STORY)
@require_safe
def readers(request: HttpRequest, slug: str) -> HttpResponse:
    """The sentence and the plot, as they stand in the workspace."""
    story = found_story(slug)
    with timezone.override(ZoneInfo(story.head.zone)):
        context = {"story": story, "there": readers_now(slug, now_utc())}
        return render(request, "desk/_readers_now.html", context)
