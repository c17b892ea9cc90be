"""Where to go after a login."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest) -> str:
    """What was asked for before the login, else the stories; only ever on this desk."""
    onward = request.POST.get("next") or request.GET.get("next") or ""
    return onward if is_path_here(onward) else reverse("desk:stories")


def is_path_here(address: str | None) -> bool:
    """Whether an address leads to this desk whatever a browser or a proxy makes of it: a plain path, decoded too."""
    if not address or not address.startswith("/") or not address.isprintable():
        return False
    plain = unquote(unquote(address.partition("?")[0].partition("#")[0]))
    return plain.isprintable() and all(
        url_has_allowed_host_and_scheme(one, allowed_hosts=None) and "\\" not in one for one in (address, plain)
    )
