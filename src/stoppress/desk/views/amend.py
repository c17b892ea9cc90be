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
from stoppress.desk.forms.typed import number_from
from stoppress.desk.forms.update import UpdateTyped, amendment, content_from, update_shown
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.history import changed_parts, content_of_revision
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.uploads import picture_of, posted_fields, with_upload
from stoppress.desk.views.update import Shown, update_page
from stoppress.story.content import Content
from stoppress.story.state import EntryState


@needs(Action.AMEND, withdrawn="entry-withdrawn")
@require_POST
def amend(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Change what an update says."""
    zone = found_story(slug).head.zone
    entry = found_entry(slug, key)
    typed = update_shown(key, entry.content, entry.revision, zone)
    try:
        typed = replace(posted_fields(request), key=key)
        typed = with_upload(request, typed)
        edited = _edited_content(entry, slug, typed)
        command = amendment(slug, actor(request), typed, zone, edited, picture_of(typed))
        receipt = settings.DOOR.carry_out(command)
    except Refusal as refusal:
        again = _shown(slug, key, zone, typed, refusal)
        return refused(
            request, refusal, lambda _, status: update_page(request, slug, key, replace(again, status=status))
        )
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))


def _edited_content(entry: EntryState, slug: str, typed: UpdateTyped) -> Content:
    """The content to which the body's part lines refer."""
    revision = number_from(typed.parts_of or typed.based_on, "based_on")
    if revision is None or revision == entry.revision:
        return entry.content
    return content_of_revision(slug, entry.key, revision) or entry.content


def _shown(slug: str, key: str, zone: str, typed: UpdateTyped, refusal: Refusal) -> Shown:
    """The page after a refusal. After a conflict the form is based on what stands now: sent again, it replaces that."""
    if refusal.code != "revision-stale":
        return Shown(form=typed, refusal=refusal)
    entry = found_entry(slug, key)
    mine = content_from(typed, zone, picture_of(typed), _edited_content(entry, slug, typed))
    return Shown(
        form=replace(typed, based_on=str(entry.revision), parts_of=typed.parts_of or typed.based_on),
        refusal=refusal,
        conflict=changed_parts(entry.content, mine, zone),
    )
