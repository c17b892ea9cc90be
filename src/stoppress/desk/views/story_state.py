"""Pausing, closing and reopening a story."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, refused
from stoppress.desk.asked import actor, command_id
from stoppress.desk.forms.update import blank_update
from stoppress.desk.pages.found import found_story
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.views.workspace import workspace_page
from stoppress.story import commands as c


@needs(Action.END_STORY, closed="story-closed")
@require_POST
def pause(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell readers that nothing is expected for a while."""
    return _carried_out(request, c.PauseStory(slug=slug, actor=actor(request), command_id=command_id(request)))


@needs(Action.END_STORY)
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """End the story, with a closing note or without."""
    note = request.POST.get("note", "")
    return _carried_out(
        request, c.CloseStory(slug=slug, actor=actor(request), command_id=command_id(request), note=note)
    )


@needs(Action.END_STORY)
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on, after a pause or a close."""
    return _carried_out(request, c.ReopenStory(slug=slug, actor=actor(request), command_id=command_id(request)))


def _carried_out(request: HttpRequest, command: c.PauseStory | c.CloseStory | c.ReopenStory) -> HttpResponse:
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
