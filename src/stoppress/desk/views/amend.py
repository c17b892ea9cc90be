"""Amending an update: as typo, update or correction. Two who amend at once see both texts; nobody is overwritten."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, refused
from stoppress.desk.asked import actor
from stoppress.desk.drafting.deeds import publish_typed
from stoppress.desk.drafting.people import person
from stoppress.desk.forms.drafting import typing
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.update import UpdateTyped, amendment, content_from, update_shown
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.history import changed_parts, edited_content
from stoppress.desk.pages.merged import merged_amendment
from stoppress.desk.pages.sheet import blank_sheet, sheet_after
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.uploads import pictures_of, posted_fields, with_uploads
from stoppress.desk.views.drafts import no_embargo
from stoppress.desk.views.update import Shown, update_page


@needs(Action.AMEND, withdrawn="entry-withdrawn")
@require_POST
def amend(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Change what an update says."""
    zone = found_story(slug).head.zone
    entry = found_entry(slug, key)
    typed = update_shown(key, entry.content, entry.revision, zone)
    try:
        typed = replace(posted_fields(request), key=key)
        typed = with_uploads(request, typed)
        edited = edited_content(slug, entry, typed)
        command = amendment(slug, actor(request), typed, zone, edited, pictures_of(typed))
        no_embargo(request, slug)
        receipt = publish_typed(command, typing(request, slug, key), person(request, slug), settings.DOOR)
    except Refusal as refusal:
        again = _shown(request, slug, key, zone, typed, refusal)
        return refused(
            request, refusal, lambda _, status: update_page(request, slug, key, replace(again, status=status))
        )
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))


def _shown(request: HttpRequest, slug: str, key: str, zone: str, typed: UpdateTyped, refusal: Refusal) -> Shown:
    """The page after a refusal. After a conflict the form holds both, merged, and is based on what stands now."""
    sheet = sheet_after(blank_sheet(request, slug, key), refusal, Typed(dict(request.POST.lists())))
    if refusal.code != "revision-stale":
        return Shown(form=typed, refusal=refusal, sheet=sheet)
    entry = found_entry(slug, key)
    merged = merged_amendment(slug, entry, typed, zone)
    content = content_from(merged.form, zone, pictures_of(merged.form), edited_content(slug, entry, merged.form))
    return Shown(
        form=merged.form,
        refusal=refusal,
        sheet=sheet,
        conflict=changed_parts(entry.content, content, zone),
        clashes=merged.clashes,
    )
