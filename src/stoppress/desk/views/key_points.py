"""The key points of a story, with the updates that support them."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.words import CITATIONS_MAX, KEY_POINTS_MAX
from stoppress.desk.answers import accepted, refused, wants_json
from stoppress.desk.asked import actor
from stoppress.desk.forms.points import PointsTyped, PointTyped, pointing, points_shown, points_typed
from stoppress.desk.forms.typed import Typed
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.points import flags_now, points_now
from stoppress.desk.pages.timeline import timeline
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.summarising import check_seen, corrections_in, set_points
from stoppress.desk.words import STORY_STATES

_EMPTY_ROWS = 2


@needs(Action.SUMMARISE)
@require_http_methods(["GET", "HEAD", "POST"])
def key_points(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what it does."""
    looked_at, story = now_utc(), found_story(slug)
    typed = points_shown(story.key_points)
    if request.method != "POST":
        return _page(request, slug, typed)
    try:
        typed = points_typed(Typed(dict(request.POST.lists())))
        command = pointing(slug, actor(request), typed, story.key_points)
        if typed.points_were:
            check_seen(typed.corrections_seen, flags_now(story))
        receipt = set_points(command, settings.DOOR, looked_at if typed.points_were else None)
    except Refusal as refusal:
        return refused(request, refusal, partial(_page, request, slug, typed))
    workspace = reverse("desk:workspace", args=[slug])
    if receipt.last < receipt.first and not wants_json(request):
        return HttpResponseRedirect(f"{workspace}?points=looked-at", status=303)
    return accepted(request, receipt, workspace)


def _page(
    request: HttpRequest, slug: str, form: PointsTyped, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    story = found_story(slug)
    stale = refusal is not None and refusal.code == "revision-stale"
    now = points_shown(story.key_points)
    shown = points_now(story)
    cited = {row.key: row for point in shown for row in point.rows}
    flags = {point.text: point.flags for point in shown}
    free = min(_EMPTY_ROWS if form.points else 3, KEY_POINTS_MAX - len(form.points))
    context = {
        "story": story,
        "state_label": STORY_STATES[story.status],
        "refusal": refusal,
        "form": form,
        "points_were": now.points_were if stale else form.points_were,
        "now": now if stale else None,
        "corrections": corrections_in(point.flags for point in shown),
        "points": [
            (point, [cited[key] for key in point.cites.split() if key in cited], flags.get(point.text, ()))
            for point in (*form.points, *([PointTyped()] * max(free, 0)))
        ],
        "timeline": timeline(story),
        "points_max": KEY_POINTS_MAX,
        "cites_max": CITATIONS_MAX,
    }
    with timezone.override(ZoneInfo(story.head.zone)):
        return render(request, "desk/key_points.html", context, status=status)
