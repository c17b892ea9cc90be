"""Stored pictures, for previews: the desk has another address than the readers, and loads from itself only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.views.decorators.http import require_safe

from stoppress.base.pictures import PICTURE_NAME_PATTERN, PICTURE_TYPES, names_that_serve
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs


@needs(Action.SEE_DESK)
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the folder media/, if its name is one that we give."""
    del request
    if not PICTURE_NAME_PATTERN.fullmatch(name):
        raise Http404
    stored = [settings.HOUSE.data / "media" / one for one in names_that_serve(name)]
    path = next((one for one in stored if one.is_file()), None)
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=PICTURE_TYPES[path.suffix[1:]])
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
