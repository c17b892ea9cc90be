"""What every page of the desk tells the browser: run our scripts only, stand in no frame, be kept by no cache."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def content_security_policy(readers_address: str) -> str:
    """The policy; besides the desk itself only the readers' address may be asked, for the live stream."""
    readers = urlsplit(readers_address)
    allowed = {**_POLICY, "connect-src": f"'self' {readers.scheme}://{readers.netloc}"}
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


class HeadersMiddleware:
    """Adds the headers that Django's SecurityMiddleware has no setting for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._policy = content_security_policy(settings.HOUSE.readers_address)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As Django asks a middleware."""
        response = self._get_response(request)
        response.headers["Content-Security-Policy"] = self._policy
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
