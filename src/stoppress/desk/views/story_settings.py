"""What stands above the updates: headline, standfirst, topic, picture, authors, language, zone, links, source line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, refused
from stoppress.desk.asked import actor
from stoppress.desk.forms.story import HeadTyped, edit, head_shown, head_typed
from stoppress.desk.forms.typed import Typed
from stoppress.desk.pages.found import found_story
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.uploads import kept_picture, picture_with_upload
from stoppress.desk.words import STORY_STATES


@needs(Action.EDIT_STORY)
@require_http_methods(["GET", "HEAD", "POST"])
def story_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what it does."""
    head = found_story(slug).head
    typed = head_shown(head)
    if request.method != "POST":
        return _page(request, slug, typed)
    try:
        typed = head_typed(Typed(dict(request.POST.lists())))
        if typed.picture is not None:
            typed = replace(typed, picture=picture_with_upload(request, typed.picture))
        picture = kept_picture(typed.picture) if typed.picture else None
        receipt = settings.DOOR.carry_out(edit(slug, actor(request), typed, head, picture))
    except Refusal as refusal:
        return refused(request, refusal, partial(_page, request, slug, typed))
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))


def _page(
    request: HttpRequest, slug: str, form: HeadTyped, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    story = found_story(slug)
    stale = refusal is not None and refusal.code == "revision-stale"
    now = head_shown(story.head)
    context = {
        "story": story,
        "state_label": STORY_STATES[story.status],
        "refusal": refusal,
        # After a conflict the form is based on what stands now: sent again, it replaces that.
        "form": form,
        "head_was": now.head_was if stale else form.head_was,
        "now": now if stale else None,
    }
    return render(request, "desk/story_settings.html", context, status=status)
