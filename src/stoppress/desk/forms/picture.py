"""The picture that goes with an update: typed → a figure at the end of its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.desk.forms.typed import Typed
from stoppress.media.pictures import KeptPicture
from stoppress.story.body.build import figure
from stoppress.story.body.document import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTyped:
    """The fields of a picture; asset "" = none was uploaded."""

    asset: str = ""
    alt: str = ""
    decorative: bool = False
    """It says nothing that the text does not say: no alternative text, on purpose."""
    caption: str = ""
    credit: str = ""


NO_PICTURE: Final = PictureTyped()


def picture_typed(form: Typed) -> PictureTyped:
    """The picture of a posted form; its file is uploads.py's."""
    return PictureTyped(
        asset=form.text("picture_asset"),
        alt=form.text("picture_alt"),
        decorative=form.ticked("picture_decorative"),
        caption=form.text("picture_caption"),
        credit=form.text("picture_credit"),
    )


def just_kept(typed: PictureTyped, picture: KeptPicture) -> PictureTyped:
    """The fields after an upload: what is empty is filled with what the file says, for a person to check."""
    return replace(
        typed,
        asset=picture.asset,
        alt=typed.alt or picture.alt,
        caption=typed.caption or picture.caption,
        credit=typed.credit or picture.credit,
    )


def figure_from(typed: PictureTyped, picture: KeptPicture | None) -> Node | None:
    """The figure that the fields ask for; None when there is no picture.

    picture  what is kept under typed.asset.
    Raises   Refusal picture-unknown, alt-missing.
    """
    if not typed.asset:
        return None
    if picture is None:
        raise Refusal("picture-unknown", "The picture is not here any more. Choose it again.", field="picture")
    alt = "" if typed.decorative else typed.alt.strip()
    if not alt and not typed.decorative:
        raise Refusal(
            "alt-missing",
            "The picture has no words for those who can't see it. Say what it shows, or tick “decorative”.",
            field="picture_alt",
        )
    return figure(
        asset=picture.asset,
        width=picture.width,
        height=picture.height,
        alt=alt,
        caption=typed.caption,
        credit=typed.credit,
    )
