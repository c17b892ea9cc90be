"""The readers' style sheet and icon, at the path that they have there: the preview is a page of theirs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.views.decorators.http import require_safe

from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.press.preview import readers_asset


@needs(Action.SEE_DESK)
@require_safe
def readers_file(request: HttpRequest, name: str) -> HttpResponse:
    """One of the readers' static files, by its name with the hash."""
    del request
    found = readers_asset(f"/static/{name}")
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=found.content_type)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
