"""The list of stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stoppress.desk.roles import Action, may
from stoppress.desk.rules import needs
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
    found = [story for story in read.stories() if may(request.user, Action.SEE_STORY, story.slug)]
    running = [story for story in found if story.status is not StoryStatus.CLOSED]
    closed = [story for story in found if story.status is StoryStatus.CLOSED]
    return render(request, "desk/stories.html", {"running": _lines(running), "closed": _lines(closed)})


def _lines(found: Sequence[StoryState]) -> list[StoryLine]:
    return [StoryLine(story, str(STORY_STATES[story.status]), read.entries_count(story.slug)) for story in found]
