"""What every page of the desk knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Context processor: the newsroom's name and the readers' address."""
    del request
    return {"site_name": settings.HOUSE.site_name, "readers_address": settings.HOUSE.readers_address}
