"""Uploaded pictures: from a request to the folder of kept pictures."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX
from stoppress.desk.forms.picture import PictureTyped, just_kept, with_notices
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
    """The kept picture that an update's form names."""
    return kept_picture(typed.picture)


def kept_picture(typed: PictureTyped) -> KeptPicture | None:
    """The kept picture that the fields name."""
    return kept(typed.asset, settings.HOUSE.data / "media")


def posted_fields(request: HttpRequest) -> UpdateTyped:
    """The fields of a posted update, without its file.

    Raises   Refusal too-many.
    """
    return update_typed(Typed(dict(request.POST.lists())))


def with_upload(request: HttpRequest, typed: UpdateTyped) -> UpdateTyped:
    """The form with its uploaded picture kept, see picture_with_upload().

    Raises   Refusal picture-….
    """
    return replace(typed, picture=picture_with_upload(request, typed.picture))


def picture_with_upload(request: HttpRequest, typed: PictureTyped) -> PictureTyped:
    """The fields with their upload kept: a form that is refused for another reason needs no second upload.

    Without alternative text typed, what the file says fills the fields, and the form comes back to be checked. What it
    says to editors comes with them.
    Raises   Refusal picture-….
    """
    picture = kept_upload(request)
    if picture is None:
        return with_notices(typed, kept_picture(typed))
    # Another picture, other words to editors: what was read before was not this.
    typed = replace(typed, noted=typed.noted and typed.asset == picture.asset)
    if typed.alt.strip() or typed.decorative:
        return with_notices(replace(typed, asset=picture.asset), picture)
    return with_notices(just_kept(typed, picture), picture)
