"""Keeping a picture before its update is sent, for the script: the upload runs while the words are typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from stoppress.base.errors import Refusal
from stoppress.base.pictures import picture_name, stored_widths
from stoppress.desk.answers import problem
from stoppress.desk.noted import note
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.desk.uploads import kept_upload


@needs(Action.UPLOAD)
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Answer with the picture's name and what its file says of it; in JSON always."""
    try:
        picture = kept_upload(request)
    except Refusal as refusal:
        note(request, code=refusal.code)
        return problem(refusal)
    if picture is None:
        return problem(Refusal("picture-empty", "The file is empty. Choose the picture again.", field="picture"))
    name = picture_name(picture.asset, stored_widths(picture.width)[0], "jpg")
    said: dict[str, object] = {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit}
    said |= {"copyright": picture.copyright, "notices": list(picture.notices)}
    return JsonResponse({"asset": picture.asset, "address": reverse("desk:picture", args=[name]), **said})
