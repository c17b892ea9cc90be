"""Where an update stands: pinned above the others, or at another place among them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from stoppress.base.errors import Refusal
from stoppress.desk.answers import accepted, refused
from stoppress.desk.asked import actor, command_id
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.views.update import Shown, update_page
from stoppress.story import commands as c


@needs(Action.PLACE, withdrawn="entry-withdrawn")
@require_POST
def pin(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Pin an update; the one pinned before is not pinned any more."""
    return _carried_out(request, c.PinEntry(slug=slug, key=key, actor=actor(request), command_id=command_id(request)))


@needs(Action.PLACE)
@require_POST
def unpin(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Unpin an update."""
    return _carried_out(request, c.UnpinEntry(slug=slug, key=key, actor=actor(request), command_id=command_id(request)))


@needs(Action.PLACE)
@require_POST
def move(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Move an update below another one, or to the top."""
    under = request.POST.get("under", "")
    return _carried_out(
        request, c.MoveEntry(slug=slug, key=key, actor=actor(request), command_id=command_id(request), under=under)
    )


def _carried_out(request: HttpRequest, command: c.PinEntry | c.UnpinEntry | c.MoveEntry) -> HttpResponse:
    slug, key = command.slug, command.key
    try:
        receipt = settings.DOOR.carry_out(command)
    except Refusal as refusal:
        return refused(
            request, refusal, lambda no, status: update_page(request, slug, key, Shown(refusal=no, status=status))
        )
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))
