"""What is in the making, kept up to date: the list, signs of life, and the merge of two texts."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stoppress.base.clock import iso, now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.drafting import deeds, presence
from stoppress.desk.drafting.merging import Agreed, Clash
from stoppress.desk.drafting.merging_fields import FieldClash, merge_fields
from stoppress.desk.drafting.people import person
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.making import making
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs


@needs(Action.SEE_STORY)
@require_safe
def making_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as it is now; 304 while it is the same."""
    zone = ZoneInfo(found_story(slug).head.zone)
    now = now_utc()
    with timezone.override(zone):
        html = render_to_string("desk/_making.html", {"making": making(slug, person(request, slug), now)}, request)
    mark = f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
    same = request.headers.get("If-None-Match") == mark
    response = HttpResponseNotModified() if same else HttpResponse(html)
    response.headers["ETag"] = mark
    return response


@needs(Action.SEE_STORY)
@require_POST
def here(request: HttpRequest, slug: str) -> HttpResponse:
    """A sign of life of an open page, with what is being written there; no words. gone=1 when it is left."""
    user, page = request.user.get_username(), request.POST.get("page", "")
    if request.POST.get("gone"):
        presence.gone(page, user)
        return JsonResponse({"others": []})
    draft_id, entry_key = request.POST.get("draft", ""), request.POST.get("amends", "")
    now = now_utc()
    found_story(slug)
    presence.sign_of_life(slug, user, page, now, draft_id=draft_id, entry_key=entry_key)
    return JsonResponse({"others": presence.others_at(slug, now, user, draft_id=draft_id, entry_key=entry_key)})


@needs(Action.DRAFT)
@require_POST
def merge_draft(request: HttpRequest, slug: str, draft: str) -> HttpResponse:
    """Put together what is kept and what was typed beside it. Changes nothing: the page saves what comes of it.

    Posted: base (the form as it was last seen here) and mine, each as JSON of names and values.
    """
    kept = deeds.seen_draft(slug, draft, person(request, slug))
    form = merge_fields(_fields(request, "base"), kept.fields, _fields(request, "mine"))
    return JsonResponse(
        {
            "fields": form.fields,
            "clashes": [_clash(clash) for clash in form.clashes],
            "version": kept.version,
            "by": kept.editor,
            "at": iso(kept.saved_at),
            "theirs": kept.fields,
        }
    )


def _fields(request: HttpRequest, name: str) -> dict[str, list[str]]:
    try:
        found: Any = json.loads(request.POST.get(name, "{}"))
        return {str(key): [str(value) for value in values] for key, values in found.items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise Refusal("draft-not-usable", "This form is damaged. Load the page anew.", field=name) from None


def _clash(clash: FieldClash) -> dict[str, object]:
    pieces = [_piece(piece) for piece in clash.pieces]
    return {"name": clash.name, "theirs": clash.theirs, "mine": clash.mine, "pieces": pieces}


def _piece(piece: Agreed | Clash) -> dict[str, object]:
    if isinstance(piece, Agreed):
        return {"agreed": piece.parts}
    return {"theirs": piece.theirs, "mine": piece.mine}
