"""Pausing, closing and reopening a story."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.desk.answers import accepted, refused
from stoppress.desk.asked import actor, command_id
from stoppress.desk.forms.update import blank_update
from stoppress.desk.pages.closing import key_events, proposed_note
from stoppress.desk.pages.found import found_story
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.views.workspace import workspace_page
from stoppress.desk.words import STORY_STATES
from stoppress.story import commands as c
from stoppress.story.words import StoryStatus


@needs(Action.END_STORY, closed="story-closed")
@require_POST
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell readers that nothing is expected for a while."""
    return _carried_out(request, c.PauseStory(slug=slug, actor=actor(request), command_id=command_id(request)))


@needs(Action.END_STORY)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """End the story, with a closing note or without; one is proposed, and published only by this form."""
    story = found_story(slug)
    if request.method != "POST":
        if story.status is StoryStatus.CLOSED:
            return HttpResponseRedirect(reverse("desk:workspace", args=[slug]))
        return _closing_page(request, slug)
    note = request.POST.get("note", "")
    command = c.CloseStory(slug=slug, actor=actor(request), command_id=command_id(request), note=note)
    try:
        receipt = settings.DOOR.carry_out(command)
    except Refusal as refusal:
        return refused(request, refusal, partial(_closing_page, request, slug, note))
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))


def _closing_page(
    request: HttpRequest, slug: str, note: str | None = None, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """note: what was typed; None = propose one."""
    story, events = found_story(slug), key_events(slug)
    proposed = proposed_note(events)
    context = {
        "story": story,
        "state_label": STORY_STATES[story.status],
        "refusal": refusal,
        "command_id": new_command_id(),
        "note": proposed if note is None else note,
        "proposed": bool(proposed) and note is None,
        "events": events,
    }
    with timezone.override(ZoneInfo(story.head.zone)):
        return render(request, "desk/close.html", context, status=status)


@needs(Action.END_STORY)
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on, after a pause or a close."""
    return _carried_out(request, c.ReopenStory(slug=slug, actor=actor(request), command_id=command_id(request)))


def _carried_out(request: HttpRequest, command: c.PauseStory | c.ReopenStory) -> HttpResponse:
    slug = command.slug
    try:
        receipt = settings.DOOR.carry_out(command)
    except Refusal as refusal:
        return refused(
            request,
            refusal,
            lambda no, status: workspace_page(request, found_story(slug), blank_update(), refusal=no, status=status),
        )
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))
