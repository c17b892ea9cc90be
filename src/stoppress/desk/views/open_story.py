"""Opening a story."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, refused
from stoppress.desk.asked import actor
from stoppress.desk.forms.story import HeadTyped, blank_head, head_typed, opening
from stoppress.desk.forms.typed import Typed
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.uploads import kept_picture, picture_with_upload


@needs(Action.OPEN_STORY)
@require_http_methods(["GET", "HEAD", "POST"])
def open_story(request: HttpRequest) -> HttpResponse:
    """The form, and what it does."""
    if request.method != "POST":
        return _page(request, blank_head((get_language() or "en")[:2]))
    typed = blank_head("en")
    try:
        typed = head_typed(Typed(dict(request.POST.lists())))
        if typed.picture is not None:
            typed = replace(typed, picture=picture_with_upload(request, typed.picture))
        picture = kept_picture(typed.picture) if typed.picture else None
        receipt = settings.DOOR.carry_out(opening(actor(request), typed, picture))
    except Refusal as refusal:
        return refused(request, refusal, partial(_page, request, typed))
    return accepted(request, receipt, reverse("desk:workspace", args=[receipt.slug]))


def _page(request: HttpRequest, form: HeadTyped, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    return render(request, "desk/open_story.html", {"form": form, "refusal": refusal}, status=status)
