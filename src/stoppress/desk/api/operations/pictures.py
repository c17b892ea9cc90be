"""Pictures: uploaded before the update that shows them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.shapes.picture import Picture, picture_kept
from stoppress.desk.roles import Action
from stoppress.media.pictures import keep

pictures = Operations("Pictures")


@pictures.deed(
    "POST",
    "/pictures",
    Action.UPLOAD,
    Picture,
    act="upload",
    status=201,
    media_types=("image/jpeg", "image/png", "image/webp"),
)
def upload_picture(request: HttpRequest) -> HttpResponse:
    """Upload a picture: the file is the body.

    The same file again is the same picture, so that a repeat needs no key. Where it was taken and with what is not
    kept.
    """
    content = request.read(PICTURE_BYTES_MAX + 1)
    if len(content) > PICTURE_BYTES_MAX:
        raise Refusal(
            "picture-too-large",
            f"The picture has more than {PICTURE_BYTES_MAX} bytes. Export it smaller.",
            field="body",
        )
    return answered(picture_kept(keep(content, settings.HOUSE.data / "media")), 201)
