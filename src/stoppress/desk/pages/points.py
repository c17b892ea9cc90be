"""What has become of the support of key points: updates that were corrected or withdrawn since, or none at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stoppress.desk.models import PointsLook
from stoppress.desk.pages.timeline import Row, row
from stoppress.story import read
from stoppress.story.content import KeyPoint
from stoppress.story.state import EntryState, StoryState
from stoppress.story.words import Amendment


class Doubt(StrEnum):
    """Why a key point should be looked at again. Words are for ever: the API says them."""

    CITES_WITHDRAWN = "cites-withdrawn"
    CITED_CORRECTED = "cited-corrected"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look at a key point again."""

    doubt: Doubt
    key: str = ""
    """The cited update; "" for UNSUPPORTED."""
    at: datetime | None = None
    """When it was withdrawn or corrected; None for UNSUPPORTED."""


@dataclass(frozen=True, slots=True)
class PointShown:
    """One key point with what supports it, and what speaks against it."""

    text: str
    rows: tuple[Row, ...]
    """The updates that it cites, in its order."""
    flags: tuple[Flag, ...]


def flags_of(point: KeyPoint, cited: Mapping[str, EntryState], known_at: datetime | None) -> tuple[Flag, ...]:
    """Why a key point should be looked at again. Pure.

    cited     the updates that it cites, by key; more may be in it.
    known_at  the corrections until then are known: the points were set, or found right, after them.
    Returns   one flag at most for each cited update, in the point's order, then UNSUPPORTED where no cited one stands.
    """
    entries = [cited[key] for key in point.cites if key in cited]
    found = [flag for entry in entries if (flag := _flag_of(entry, known_at))]
    stands = any(entry.is_public for entry in entries)
    return (*found, *(() if stands else (Flag(Doubt.UNSUPPORTED),)))


def _flag_of(entry: EntryState, known_at: datetime | None) -> Flag | None:
    if entry.withdrawal:
        return Flag(Doubt.CITES_WITHDRAWN, entry.key, entry.withdrawal.at)
    corrected = [change.at for change in entry.changes if change.amendment is Amendment.CORRECTION]
    if corrected and (known_at is None or corrected[-1] > known_at):
        return Flag(Doubt.CITED_CORRECTED, entry.key, corrected[-1])
    return None


def flags_now(story: StoryState) -> list[tuple[Flag, ...]]:
    """The flags of all key points, in their order."""
    cited = cited_entries(story.slug, story.key_points)
    return _flags(story, cited)


def points_now(story: StoryState) -> list[PointShown]:
    """The key points as the desk shows them, in their order."""
    cited = cited_entries(story.slug, story.key_points)
    return [
        PointShown(point.text, tuple(row(story, cited[key]) for key in point.cites if key in cited), flags)
        for point, flags in zip(story.key_points, _flags(story, cited), strict=True)
    ]


def cited_entries(slug: str, points: Iterable[KeyPoint]) -> dict[str, EntryState]:
    """The updates that key points cite, by key."""
    keys = {key for point in points for key in point.cites}
    return read.entries_named(slug, keys) if keys else {}


def _flags(story: StoryState, cited: Mapping[str, EntryState]) -> list[tuple[Flag, ...]]:
    known_at = _known_at(story.slug) if cited else None
    return [flags_of(point, cited, known_at) for point in story.key_points]


def _known_at(slug: str) -> datetime | None:
    """When the points were last set, or looked at and found right."""
    looked_at = PointsLook.objects.filter(pk=slug).values_list("at", flat=True).first()
    return max((at for at in (read.key_points_set_at(slug), looked_at) if at), default=None)
