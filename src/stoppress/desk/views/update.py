"""One update's own page: how readers see it, its history, and the forms that change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.base.limits.desk import TIMELINE_ENTRIES
from stoppress.desk.drafting import shelf
from stoppress.desk.drafting.people import person
from stoppress.desk.forms.body import document_text
from stoppress.desk.forms.update import UpdateTyped, shown_again, update_shown
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.history import Part, acts
from stoppress.desk.pages.making import changes_of
from stoppress.desk.pages.merged import ClashShown
from stoppress.desk.pages.preview import preview
from stoppress.desk.pages.sheet import Sheet, blank_sheet
from stoppress.desk.pages.timeline import row, rows
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.words import AMENDMENTS, AMENDMENTS_MEAN, HANDS, KINDS, STATUSES, STORY_STATES
from stoppress.story import read
from stoppress.story.words import Amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a refused form brings back to the page; the defaults are the page as it opens."""

    form: UpdateTyped | None = None
    """The amendment as typed; None = what the update says now."""
    refusal: Refusal | None = None
    reason: str = ""
    """A withdrawal's reason as typed."""
    conflict: list[Part] = field(default_factory=list)
    """Where the typed amendment differs from what others made of the update meanwhile."""
    preview: SafeString | None = None
    """The amendment as readers would see it, where that was asked for."""
    clashes: list[ClashShown] = field(default_factory=list)
    """Where both wrote: theirs and mine, to choose from."""
    sheet: Sheet | None = None
    """The draft that was opened; None = a new one."""
    status: int = 200


@needs(Action.SEE_STORY)
@require_safe
def update(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The page as it opens."""
    return update_page(request, slug, key, Shown())


def update_page(request: HttpRequest, slug: str, key: str, shown: Shown) -> HttpResponse:
    """The page, with what a refused form brings back."""
    story, entry = found_story(slug), found_entry(slug, key)
    zone = story.head.zone
    form = shown.form
    neighbours = [one for one in read.entries(slug, limit=TIMELINE_ENTRIES) if one.key != key]
    sheet = shown.sheet or blank_sheet(request, slug, key)
    by, writers = person(request, slug), shelf.writers_of(slug, key)
    context = {
        "sheet": sheet,
        "changes": [
            one for one in changes_of(slug, key, by, now_utc()) if not one.href.endswith(f"/{sheet.draft_id}/")
        ],
        "writers": shelf.writers_of(slug, key),
        "story": story,
        "state_label": STORY_STATES[story.status],
        "entry": entry,
        "row": row(story, entry),
        "now": preview(story, entry),
        "form": shown_again(form) if form else update_shown(key, entry.content, entry.revision, zone),
        # A refused form without a document came from the text area: then the text area it stays.
        "document": form.body_document if form else document_text(entry.content.body),
        "preview": shown.preview,
        "refusal": shown.refusal,
        "reason": shown.reason,
        "conflict": shown.conflict,
        "clashes": shown.clashes,
        "command_id": new_command_id(),
        "acts": [(act, writers.get(act.number, "")) for act in acts(slug, key, zone)],
        "neighbours": rows(story, neighbours),
        "kinds": KINDS.items(),
        "statuses": STATUSES.items(),
        "hands": HANDS.items(),
        "amendments": [(word, AMENDMENTS[word], AMENDMENTS_MEAN[word]) for word in Amendment],
        "readers": settings.HOUSE.readers_address,
    }
    with timezone.override(ZoneInfo(zone)):
        return render(request, "desk/update.html", context, status=shown.status)
