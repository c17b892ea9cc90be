"""Stored pictures, for previews: the desk has another address than the readers, and loads from itself only."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.views.decorators.http import require_safe

from stoppress.base.pictures import PICTURE_NAME_PATTERN, PICTURE_TYPES, PICTURE_WIDTHS, names_that_serve, picture_name
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs


@needs(Action.SEE_DESK)
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the folder media/, if its name is one that we give."""
    del request
    if not PICTURE_NAME_PATTERN.fullmatch(name):
        raise Http404
    folder = settings.HOUSE.data / "media"
    stored = [folder / one for one in names_that_serve(name)]
    path = next((one for one in stored if one.is_file()), None) or _smaller(folder, name)
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=PICTURE_TYPES[path.suffix[1:]])
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _smaller(folder: Path, name: str) -> Path | None:
    """For a page that knows no width and asks for the smallest copy: that of a picture which is narrower."""
    asset, form = name.partition("-")[0], name.rpartition(".")[2]
    if name != picture_name(asset, PICTURE_WIDTHS[0], form):
        return None
    return next(folder.glob(f"{asset}-*.{form}"), None)
