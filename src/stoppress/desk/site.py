"""What every page of the desk knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from stoppress.desk.roles import Action, may


def site(request: HttpRequest) -> dict[str, object]:
    """Context processor: the newsroom's name, the readers' address, and which pages for programs this user may open."""
    return {
        "site_name": settings.HOUSE.site_name,
        "readers_address": settings.HOUSE.readers_address,
        # Asked where a page shows its head, and not where who it is may be what can't be read.
        "may_set_hooks": SimpleLazyObject(lambda: may(request.user, Action.SET_HOOKS)),
        "may_set_tokens": SimpleLazyObject(lambda: may(request.user, Action.SET_OWN_ACCOUNT)),
    }
