"""Uploaded pictures: from a request to the folder of kept pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX
from stoppress.desk.forms.picture import NO_PICTURE, PictureTyped, just_kept, with_notices
from stoppress.desk.forms.pictures import checked_count
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.update import UpdateTyped, update_typed
from stoppress.media.pictures import KeptPicture, keep, kept


def kept_upload(request: HttpRequest) -> KeptPicture | None:
    """Keep the picture that a form brings; None when it brings none.

    Raises   Refusal picture-…, see media.pictures.keep().
    """
    upload = request.FILES.get("picture")
    return _keep(upload) if isinstance(upload, UploadedFile) and upload.name else None


def _keep(upload: UploadedFile[Any]) -> KeptPicture:
    if (upload.size or 0) > PICTURE_BYTES_MAX:
        raise Refusal(
            "picture-too-large",
            f"The picture has {upload.size} bytes; at most {PICTURE_BYTES_MAX} fit. Export it smaller.",
            field="picture",
        )
    return keep(upload.read(), settings.HOUSE.data / "media")


def pictures_of(typed: UpdateTyped) -> dict[str, KeptPicture]:
    """The kept pictures that an update's form names, by their assets."""
    found = {one.asset: kept_picture(one) for one in typed.pictures if one.asset}
    return {asset: picture for asset, picture in found.items() if picture}


def kept_picture(typed: PictureTyped) -> KeptPicture | None:
    """The kept picture that the fields name."""
    return kept(typed.asset, settings.HOUSE.data / "media")


def posted_fields(request: HttpRequest) -> UpdateTyped:
    """The fields of a posted update, without its files.

    Raises   Refusal too-many.
    """
    return update_typed(Typed(dict(request.POST.lists())))


def with_uploads(request: HttpRequest, typed: UpdateTyped) -> UpdateTyped:
    """The form with its uploaded pictures kept; the words of its last row are the first one's.

    Raises   Refusal too-many, picture-….
    """
    uploads = [upload for upload in request.FILES.getlist("picture") if upload.name]
    *rows, last = typed.pictures
    checked_count(len(rows) + len(uploads))
    rows = [with_notices(row, kept_picture(row)) for row in rows]
    for upload in uploads:
        rows.append(_with_kept(last, _keep(upload)))
        last = NO_PICTURE
    return replace(typed, pictures=(*rows, last))


def picture_with_upload(request: HttpRequest, typed: PictureTyped) -> PictureTyped:
    """The fields of a story's picture with their upload kept: a form that is refused needs no second upload.

    Raises   Refusal picture-….
    """
    picture = kept_upload(request)
    return with_notices(typed, kept_picture(typed)) if picture is None else _with_kept(typed, picture)


def _with_kept(typed: PictureTyped, picture: KeptPicture) -> PictureTyped:
    """The fields of a picture that just came.

    Without alternative text typed, what the file says fills the fields, and the form comes back to be checked. What it
    says to editors comes with them.
    """
    # Another picture, other words to editors: what was read before was not this.
    typed = replace(typed, noted=typed.noted and typed.asset == picture.asset)
    if typed.alt.strip() or typed.decorative:
        return with_notices(replace(typed, asset=picture.asset), picture)
    return with_notices(just_kept(typed, picture), picture)
