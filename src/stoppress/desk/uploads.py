"""Uploaded pictures: from a request to the folder of kept pictures."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX
from stoppress.desk.forms.picture import just_kept
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.update import UpdateTyped, update_typed
from stoppress.media.pictures import KeptPicture, keep, kept


def kept_upload(request: HttpRequest) -> KeptPicture | None:
    """Keep the picture that a form brings; None when it brings none.

    Raises   Refusal picture-…, see media.pictures.keep().
    """
    upload = request.FILES.get("picture")
    if not isinstance(upload, UploadedFile) or not upload.name:
        return None
    if (upload.size or 0) > PICTURE_BYTES_MAX:
        raise Refusal(
            "picture-too-large",
            f"The picture has {upload.size} bytes; at most {PICTURE_BYTES_MAX} fit. Export it smaller.",
            field="picture",
        )
    return keep(upload.read(), settings.HOUSE.data / "media")


def picture_of(typed: UpdateTyped) -> KeptPicture | None:
    """The kept picture that a form names."""
    return kept(typed.picture.asset, settings.HOUSE.data / "media")


def posted_fields(request: HttpRequest) -> UpdateTyped:
    """The fields of a posted update, without its file.

    Raises   Refusal too-many.
    """
    return update_typed(Typed(dict(request.POST.lists())))


def with_upload(request: HttpRequest, typed: UpdateTyped) -> UpdateTyped:
    """The form with its uploaded picture kept: refused for another reason, it needs no second upload.

    Without alternative text typed, what the file says fills the fields, and the form comes back to be checked.
    Raises   Refusal picture-….
    """
    picture = kept_upload(request)
    if picture is None:
        return typed
    if typed.picture.alt.strip() or typed.picture.decorative:
        return replace(typed, picture=replace(typed.picture, asset=picture.asset))
    return replace(typed, picture=just_kept(typed.picture, picture))
