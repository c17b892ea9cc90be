"""The form of the key points: typed → SetKeyPoints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.desk.forms.story import fingerprint
from stoppress.desk.forms.typed import Typed
from stoppress.story import commands as c
from stoppress.story.content import KeyPoint, checked_key_points

_LINK_TO_UPDATE: Final = re.compile(r".*(?:/e/|/updates/|#e-)([0-9a-z]+)/?(?:#.*)?")


@dataclass(frozen=True, slots=True)
class PointTyped:
    """One row: the sentence, and the updates that it cites, by key or link, with spaces between."""

    text: str = ""
    cites: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsTyped:
    """The form as it stands on the page."""

    command_id: str
    points: tuple[PointTyped, ...] = ()
    points_were: str = ""
    """Fingerprint of the points that were read before writing."""
    corrections_seen: str = ""
    """The corrections of cited updates that the page showed (summarising.corrections_in)."""


def points_typed(form: Typed) -> PointsTyped:
    """A posted form.

    Raises   Refusal too-many.
    """
    return PointsTyped(
        command_id=form.text("command_id") or new_command_id(),
        points=tuple(PointTyped(*row) for row in form.rows("point_text", "point_cites")),
        points_were=form.text("points_were"),
        corrections_seen=form.text("corrections_seen"),
    )


def points_shown(points: tuple[KeyPoint, ...]) -> PointsTyped:
    """The form that changes the points."""
    rows = tuple(PointTyped(point.text, " ".join(point.cites)) for point in points)
    return PointsTyped(command_id=new_command_id(), points=rows, points_were=fingerprint(points))


def points_from(rows: Iterable[PointTyped]) -> tuple[KeyPoint, ...]:
    """Rows as key points; of a link to an update, its key."""
    return tuple(KeyPoint(row.text, tuple(map(_key, row.cites.replace(",", " ").split()))) for row in rows)


def pointing(slug: str, actor: str, typed: PointsTyped, now: tuple[KeyPoint, ...]) -> c.SetKeyPoints:
    """The command that the form asks for.

    now      the points as they stand.
    Raises   Refusal revision-stale when they are neither those that were read nor what is asked for.
    """
    points = points_from(typed.points)
    if typed.points_were and typed.points_were != fingerprint(now) and checked_key_points(points) != now:
        raise Refusal(
            "revision-stale",
            "Somebody changed the key points meanwhile. What stands now is shown beside; send yours again if they "
            "shall replace those.",
            field="points_were",
        )
    return c.SetKeyPoints(slug=slug, actor=actor, command_id=typed.command_id, points=points)


def _key(text: str) -> str:
    found = _LINK_TO_UPDATE.fullmatch(text)
    return found[1] if found else text
