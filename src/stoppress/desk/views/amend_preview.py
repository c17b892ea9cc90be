"""Looking at an amendment before it is saved, with the note that readers will find in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.answers import refused, wants_json
from stoppress.desk.forms.typed import word_from
from stoppress.desk.forms.update import content_from, update_shown
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.history import edited_content
from stoppress.desk.pages.preview import preview_of_amended
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.uploads import pictures_of, posted_fields, with_uploads
from stoppress.desk.views.update import Shown, update_page
from stoppress.story.words import Amendment


@needs(Action.DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview_amendment(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show what the form holds as readers would see it. Changes nothing."""
    story, entry = found_story(slug), found_entry(slug, key)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:update", args=[slug, key]))
    zone = story.head.zone
    typed = update_shown(key, entry.content, entry.revision, zone)
    try:
        typed = with_uploads(request, posted_fields(request))
        content = content_from(typed, zone, pictures_of(typed), edited_content(slug, entry, typed))
        amendment = word_from(Amendment, typed.amendment, "amendment") if typed.amendment else None
        seen = preview_of_amended(story, entry, content, amendment, typed.note, now_utc())
    except Refusal as refusal:
        no, again = refusal, typed
        return refused(
            request, no, lambda _, status: update_page(request, slug, key, Shown(form=again, refusal=no, status=status))
        )
    if wants_json(request):
        return JsonResponse({"html": seen})
    return update_page(request, slug, key, Shown(form=typed, preview=seen))
