"""The picture of an update or a story: typed → a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.desk.forms.typed import Typed
from stoppress.media.notices import notices_in
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
    owner: str = ""
    """The line of its copyright."""
    noted: bool = False
    """Somebody has read what the file says to editors."""
    notices: tuple[str, ...] = ()
    """That, to be shown; never posted."""


NO_PICTURE: Final = PictureTyped()


def picture_typed(form: Typed) -> PictureTyped:
    """The picture of a posted form; its file is uploads.py's."""
    if form.ticked("picture_out"):
        return NO_PICTURE
    return PictureTyped(
        asset=form.text("picture_asset"),
        alt=form.text("picture_alt"),
        decorative=form.ticked("picture_decorative"),
        caption=form.text("picture_caption"),
        credit=form.text("picture_credit"),
        owner=form.text("picture_copyright"),
        noted=form.ticked("picture_noted"),
    )


def picture_shown(figure: Node | None) -> PictureTyped:
    """The form that changes a picture which stands; what its file said was read when it came."""
    if figure is None or not figure.words("asset"):
        return NO_PICTURE
    return PictureTyped(
        asset=figure.words("asset"),
        alt=figure.words("alt"),
        decorative=not figure.words("alt"),
        caption=figure.words("caption"),
        credit=figure.words("credit"),
        owner=figure.words("copyright"),
        noted=True,
    )


def just_kept(typed: PictureTyped, picture: KeptPicture) -> PictureTyped:
    """The fields after an upload: what is empty is filled with what the file says, for a person to check."""
    return replace(
        typed,
        asset=picture.asset,
        alt=typed.alt or picture.alt,
        caption=typed.caption or picture.caption,
        credit=typed.credit or picture.credit,
        owner=typed.owner or picture.copyright,
        notices=picture.notices,
    )


def with_notices(typed: PictureTyped, picture: KeptPicture | None) -> PictureTyped:
    """The fields with what a person must have read: the file's words to editors, and those in caption and credit."""
    found = (picture.notices if picture else ()) if typed.asset else ()
    return replace(typed, notices=tuple(dict.fromkeys((*found, *_typed_notices(typed)))))


def _typed_notices(typed: PictureTyped) -> list[str]:
    return notices_in(typed.caption) + notices_in(typed.credit)


def figure_from(typed: PictureTyped, picture: KeptPicture | None) -> Node | None:
    """The figure that the fields ask for; None when there is no picture.

    picture  what is kept under typed.asset.
    Raises   Refusal picture-unknown, alt-missing, notices-unread.
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
    notices = with_notices(typed, picture).notices
    if notices and not typed.noted:
        raise Refusal(
            "notices-unread",
            f"The picture's file speaks to editors: “{'” “'.join(notices)}”. Heed it, take it out of the caption, and "
            "tick that you have read it.",
            field="picture_noted",
        )
    return figure(
        asset=picture.asset,
        width=picture.width,
        height=picture.height,
        alt=alt,
        caption=typed.caption,
        credit=typed.credit,
        owner=typed.owner,
    )
