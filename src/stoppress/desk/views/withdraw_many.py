"""Taking several updates back: chosen in the timeline, named on a page, withdrawn with one reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.base.limits.workspace import WITHDRAW_TOGETHER_MAX
from stoppress.desk.answers import accepted, refused, status_of
from stoppress.desk.asked import actor, command_id
from stoppress.desk.noted import note
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.timeline import rows
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.withdrawals import Withdrawals, chosen_keys, withdraw_many
from stoppress.desk.words import STORY_STATES
from stoppress.story import read


@needs(Action.WITHDRAW_MANY)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_several(request: HttpRequest, slug: str) -> HttpResponse:
    """Name what was chosen, with a place for the reason; posted, withdraw all of it or none."""
    if request.method != "POST":
        return _confirming(request, slug, request.GET.getlist("key"))
    keys, reason = request.POST.getlist("key"), request.POST.get("reason", "")
    asked = Withdrawals(
        slug=slug, actor=actor(request), command_id=command_id(request), keys=tuple(keys), reason=reason
    )
    try:
        receipt = withdraw_many(asked, settings.DOOR)
    except Refusal as refusal:
        return refused(request, refusal, partial(_page, request, slug, keys, reason))
    note(request, words=f"{len(set(keys))}: {' '.join(dict.fromkeys(keys))}")
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))


def _confirming(request: HttpRequest, slug: str, keys: Sequence[str]) -> HttpResponse:
    found_story(slug)
    if not keys:
        return _page(request, slug, (), "")  # the page says where to choose
    try:
        return _page(request, slug, chosen_keys(keys), "")
    except Refusal as refusal:
        return _page(request, slug, keys, "", refusal, status_of(refusal))


def _page(
    request: HttpRequest,
    slug: str,
    keys: Sequence[str],
    reason: str,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    story = found_story(slug)
    found = read.entries_named(slug, list(dict.fromkeys(keys))[:WITHDRAW_TOGETHER_MAX])
    chosen = rows(story, sorted(found.values(), key=lambda entry: -entry.rank))
    context = {
        "story": story,
        "state_label": STORY_STATES[story.status],
        "refusal": refusal,
        "command_id": new_command_id(),
        "chosen": [row for row in chosen if not row.withdrawal],
        "gone": [row for row in chosen if row.withdrawal],
        "reason": reason,
    }
    with timezone.override(ZoneInfo(story.head.zone)):
        return render(request, "desk/withdraw_many.html", context, status=status)
