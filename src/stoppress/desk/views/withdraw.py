"""Taking an update back."""

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
from stoppress.story.commands import WithdrawEntry


@needs(Action.WITHDRAW)
@require_POST
def withdraw(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Withdraw an update, with the reason that readers see."""
    reason = request.POST.get("reason", "")
    try:
        receipt = settings.DOOR.carry_out(
            WithdrawEntry(
                slug=slug,
                actor=actor(request),
                command_id=command_id(request),
                key=key,
                reason=reason,
            )
        )
    except Refusal as refusal:
        return refused(
            request,
            refusal,
            lambda no, status: update_page(request, slug, key, Shown(refusal=no, reason=reason, status=status)),
        )
    return accepted(request, receipt, reverse("desk:workspace", args=[slug]))
