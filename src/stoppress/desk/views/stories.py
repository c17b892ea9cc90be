"""The list of stories."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoppress.base.limits.desk import STORIES_LISTED_MAX
from stoppress.desk.roles import Action, may
from stoppress.desk.rules import needs
from stoppress.desk.standing import standing_of
from stoppress.desk.words import STORY_STATES
from stoppress.story import read
from stoppress.story.state import StoryState
from stoppress.story.words import StoryStatus


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One story in the list."""

    story: StoryState
    state_label: str
    updates: int


@needs(Action.SEE_DESK)
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """Those that this person may see: running stories first, then closed ones; each by its last change."""
    # Who may see some only, gets those, and not what of them is among the newest of the house.
    among = None if may(request.user, Action.SEE_STORY) else standing_of(request.user).stories
    known = read.stories(STORIES_LISTED_MAX, among)
    found = [story for story in known if may(request.user, Action.SEE_STORY, story.slug)]
    counts = read.entries_counts(story.slug for story in found)
    lines = [StoryLine(story, str(STORY_STATES[story.status]), counts[story.slug]) for story in found]
    running = [line for line in lines if line.story.status is not StoryStatus.CLOSED]
    closed = [line for line in lines if line.story.status is StoryStatus.CLOSED]
    return render(request, "desk/stories.html", {"running": running, "closed": closed})
