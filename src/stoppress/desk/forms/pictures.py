"""The pictures that a form adds to an update: rows typed → figures, in their order.

The last row names no picture: it holds the words for a file that is chosen without script. Boxes of a row are named by
its asset, since a box that is not ticked is not posted, and rows would slip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURES_PER_UPDATE_MAX
from stoppress.base.pictures import ASSET_PATTERN
from stoppress.desk.forms.picture import NO_PICTURE, PictureTyped, figure_from
from stoppress.desk.forms.typed import Typed
from stoppress.media.pictures import KeptPicture
from stoppress.story.body.document import Node

NO_PICTURES: Final = (NO_PICTURE,)
_NEW: Final = "new"
"""What the boxes of the last row say."""

_TEXTS: Final = ("picture_asset", "picture_alt", "picture_caption", "picture_credit", "picture_copyright")


def pictures_typed(form: Typed) -> tuple[PictureTyped, ...]:
    """The rows of a posted form that name a picture, and one that names none; the files are uploads.py's.

    Programs with one picture tick its boxes with any word.
    """
    out = set(form.all("picture_out"))
    rows = list(zip_longest(*(form.all(name) for name in _TEXTS), fillvalue=""))
    typed = [_row(form, row, first=not i) for i, row in enumerate(rows)]
    named = [picture for picture in typed if picture.asset and picture.asset not in out]
    return (*named, next((picture for picture in typed if not picture.asset), NO_PICTURE))


def _row(form: Typed, row: tuple[str, ...], *, first: bool) -> PictureTyped:
    asset, alt, caption, credit, owner = row
    decorative, noted = (_ticked(form, name, asset, first=first) for name in ("picture_decorative", "picture_noted"))
    return PictureTyped(
        asset=asset, alt=alt, decorative=decorative, caption=caption, credit=credit, owner=owner, noted=noted
    )


def _ticked(form: Typed, name: str, asset: str, *, first: bool) -> bool:
    of_rows = {word for word in form.all(name) if word == _NEW or ASSET_PATTERN.fullmatch(word)}
    return (asset or _NEW) in of_rows if of_rows else first and form.ticked(name)


def fields_of_pictures(pictures: Iterable[PictureTyped]) -> dict[str, list[str]]:
    """The rows as a form would post them: what pictures_typed() reads back."""
    rows = list(pictures)
    columns = zip(*((one.asset, one.alt, one.caption, one.credit, one.owner) for one in rows), strict=True)
    fields = {name: list(values) for name, values in zip(_TEXTS, columns, strict=True)}
    fields["picture_decorative"] = [one.asset or _NEW for one in rows if one.decorative]
    fields["picture_noted"] = [one.asset or _NEW for one in rows if one.noted]
    return fields


def figures_from(typed: Sequence[PictureTyped], kept: Mapping[str, KeptPicture]) -> tuple[Node, ...]:
    """The figures that the rows ask for.

    kept     the kept pictures by their assets.
    Raises   Refusal too-many, and those of figure_from() of the first row that is refused: see row_at_fault().
    """
    checked_count(sum(1 for picture in typed if picture.asset))
    figures = (figure_from(picture, kept.get(picture.asset)) for picture in typed)
    return tuple(figure for figure in figures if figure)


def checked_count(count: int) -> None:
    """Nothing, if so many pictures may go with an update.

    Raises   Refusal too-many.
    """
    if count > PICTURES_PER_UPDATE_MAX:
        raise Refusal(
            "too-many",
            f"“picture” has {count} items; at most {PICTURES_PER_UPDATE_MAX} fit. Leave some out.",
            field="picture",
        )


def row_at_fault(typed: Sequence[PictureTyped], field: str) -> int:
    """The place of the row that was refused for this field; -1 = none was."""
    faults = {
        "picture_alt": lambda one: one.asset and not one.decorative and not one.alt.strip(),
        "picture_noted": lambda one: one.notices and not one.noted,
    }
    if field not in faults:
        return -1
    return next((i for i, one in enumerate(typed) if faults[field](one)), -1)
