"""ETag and If-Match: which version a caller has seen, so that nobody is overwritten."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest, HttpResponse

from stoppress.base.errors import Refusal

_ONE: Final = re.compile(r'\s*(?:W/)?"([\x21\x23-\x7e]{1,80})"\s*')


def etag(name: str | int) -> str:
    """The header of a version."""
    return f'"{name}"'


def unchanged(request: HttpRequest, name: str | int) -> HttpResponse | None:
    """304 when If-None-Match names this version: the caller has it. None when there is something to tell."""
    asked = request.headers.get("If-None-Match", "")
    if asked.strip() != "*" and etag(name) not in (part.strip().removeprefix("W/") for part in asked.split(",")):
        return None
    return HttpResponse(status=304, headers={"ETag": etag(name)})


def seen_version(request: HttpRequest) -> str:
    """The version that If-Match names.

    Raises   Refusal if-match-missing: absent, a star, or several; what was changed blindly would be lost.
    """
    found = _ONE.fullmatch(request.headers.get("If-Match", ""))
    if found is None:
        raise Refusal(
            "if-match-missing",
            "Say which version you change: read it first, and send its ETag as the header If-Match.",
            field="If-Match",
        )
    return found[1]
