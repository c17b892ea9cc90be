"""Where to go after a login."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest) -> str:
    """What was asked for before the login, else the stories; only ever on this desk."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(onward, allowed_hosts=None) and onward.startswith("/"):
        return onward
    return reverse("desk:stories")
