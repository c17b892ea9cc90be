"""A draft on its page: a new update in the workspace's composer, a change on the page of its update."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from stoppress.base.errors import Refusal
from stoppress.desk.answers import status_of
from stoppress.desk.drafting.people import person
from stoppress.desk.drafting.shelf import Kept
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.update import update_typed
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.sheet import blank_sheet, sheet_after, sheet_of
from stoppress.desk.uploads import posted_fields
from stoppress.desk.views.update import Shown, update_page
from stoppress.desk.views.workspace import workspace_page


def draft_page(request: HttpRequest, kept: Kept, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    """The draft as it is kept, to write on."""
    form = replace(update_typed(Typed(kept.fields)), key=kept.entry_key)
    sheet = sheet_of(kept, person(request, kept.slug))
    if kept.standing.amends:
        shown = Shown(form=form, sheet=sheet, refusal=refusal, status=status)
        return update_page(request, kept.slug, kept.entry_key, shown)
    return workspace_page(request, found_story(kept.slug), form, sheet=sheet, refusal=refusal, status=status)


def draft_page_again(request: HttpRequest, slug: str, refusal: Refusal) -> HttpResponse:
    """The form as it was typed, with a refusal."""
    posted = Typed(dict(request.POST.lists()))
    form, key, status = posted_fields(request), posted.text("amends"), status_of(refusal)
    sheet = sheet_after(blank_sheet(request, slug, key), refusal, posted)
    if key:
        return update_page(request, slug, key, Shown(form=form, sheet=sheet, refusal=refusal, status=status))
    return workspace_page(request, found_story(slug), form, sheet=sheet, refusal=refusal, status=status)
