"""Publishing an update, and looking at it before."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, refused, wants_json
from stoppress.desk.asked import actor
from stoppress.desk.drafting.commands import backdated
from stoppress.desk.drafting.deeds import publish_typed
from stoppress.desk.drafting.people import person
from stoppress.desk.forms.drafting import typing
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.update import UpdateTyped, blank_update, content_from, pinning, publication
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.preview import preview_of_new
from stoppress.desk.pages.sheet import blank_sheet, sheet_after
from stoppress.desk.roles import Action, may
from stoppress.desk.rules import needs, not_allowed
from stoppress.desk.uploads import pictures_of, posted_fields, with_uploads
from stoppress.desk.views.drafts import no_embargo
from stoppress.desk.views.workspace import workspace_page


@needs(Action.PUBLISH, closed="story-closed")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish what the composer holds. Sent again with the same ids, it is answered again."""
    story = found_story(slug)
    here = reverse("desk:workspace", args=[slug])
    if request.method != "POST":
        return HttpResponseRedirect(here)
    typed = blank_update()
    try:
        typed = posted_fields(request)
        typed = with_uploads(request, typed)
        command = publication(slug, actor(request), typed, story.head.zone, pictures_of(typed))
        command = replace(command, at=backdated(dict(request.POST.lists()), story.head.zone))
        pin = pinning(slug, actor(request), typed)
        if pin and not may(request.user, Action.PLACE, slug):
            raise not_allowed(request.user, Action.PLACE, slug)
        no_embargo(request, slug)
        by = person(request, slug)
        receipt = publish_typed(command, typing(request, slug, typed.key), by, settings.DOOR, pin)
    except Refusal as refusal:
        return _composer_again(request, slug, typed, refusal)
    return accepted(request, receipt, here)


@needs(Action.DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the composer holds as readers would see it. Changes nothing."""
    story = found_story(slug)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:workspace", args=[slug]))
    typed = blank_update()
    try:
        typed = posted_fields(request)
        typed = with_uploads(request, typed)
        content = content_from(typed, story.head.zone, pictures_of(typed))
        seen = preview_of_new(story, typed.key, content, now_utc())
    except Refusal as refusal:
        return _composer_again(request, slug, typed, refusal)
    if wants_json(request):
        return JsonResponse({"html": seen})
    return workspace_page(request, story, typed, preview=seen)


def _composer_again(request: HttpRequest, slug: str, typed: UpdateTyped, refusal: Refusal) -> HttpResponse:
    sheet = sheet_after(blank_sheet(request, slug), refusal, Typed(dict(request.POST.lists())))
    return refused(
        request,
        refusal,
        lambda no, status: workspace_page(request, found_story(slug), typed, refusal=no, sheet=sheet, status=status),
    )
