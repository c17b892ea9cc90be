"""Pictures: as they are kept, as they are named above a story or in an update, as they are asked for."""

from __future__ import annotations

from django.conf import settings
from ninja import Schema
from pydantic import Field

from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.forms.picture import NO_PICTURE, PictureTyped
from stoppress.media.pictures import KeptPicture, kept
from stoppress.story.body.document import Node


class Picture(Schema):
    """A picture that is kept. Its words are what its file says: to be read before they are published."""

    asset: str = Field(description="Its name: for `picture.asset` of an update or a story's settings.")
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    copyright: str
    notices: list[str] = Field(
        description="What the file says to editors (“mandatory credit”, “no sales”). Where there is any, "
        "`picture.noted` must say that somebody has read it."
    )


class PictureNamed(Schema):
    """The picture above a story."""

    asset: str = Field(description="Empty: an import knew of a picture and found no file.")
    alt: str = Field(description="Empty: it says nothing that the text does not say.")
    caption: str
    credit: str
    copyright: str


class PictureAsked(Asked):
    """A picture, as /pictures answered it."""

    asset: Words
    alt: Words = ""
    decorative: bool = Field(False, description="It says nothing that the text does not say: no alternative text.")
    caption: Words = ""
    credit: Words = ""
    copyright: Words = Field("", description="The line of its copyright.")
    noted: bool = Field(False, description="True: somebody has read what the file says to editors, and heeds it.")


def picture_kept(picture: KeptPicture) -> Picture:
    """An upload, as it is answered."""
    return Picture(
        asset=picture.asset,
        width=picture.width,
        height=picture.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        copyright=picture.copyright,
        notices=list(picture.notices),
    )


def picture_named(figure: Node | None) -> PictureNamed | None:
    """The picture of a story as it stands."""
    if figure is None:
        return None
    return PictureNamed(
        asset=figure.words("asset"),
        alt=figure.words("alt"),
        caption=figure.words("caption"),
        credit=figure.words("credit"),
        copyright=figure.words("copyright"),
    )


def picture_asked(asked: PictureAsked | None) -> PictureTyped:
    """A picture that is asked for, as the desk's form would say it."""
    if asked is None:
        return NO_PICTURE
    return PictureTyped(
        asset=asked.asset,
        alt=asked.alt,
        decorative=asked.decorative,
        caption=asked.caption,
        credit=asked.credit,
        owner=asked.copyright,
        noted=asked.noted,
    )


def kept_for(asked: PictureAsked | None) -> KeptPicture | None:
    """What is kept under the name that is asked for; None where none is."""
    return kept(asked.asset, settings.HOUSE.data / "media") if asked else None
