"""Stored pictures, for previews: the desk has another address than the readers, and loads from itself only."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.views.decorators.http import require_safe

from stoppress.base.pictures import PICTURE_NAME_PATTERN
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs

_CONTENT_TYPES: Final = {".webp": "image/webp", ".jpg": "image/jpeg"}


@needs(Action.SEE_DESK)
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the folder media/, if its name is one that we give."""
    del request
    path = settings.HOUSE.data / "media" / name
    if not PICTURE_NAME_PATTERN.fullmatch(name) or not path.is_file():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=_CONTENT_TYPES[path.suffix])
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
