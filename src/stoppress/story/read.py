"""Questions about stories, answered with frozen values. No row leaves this part; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max, QuerySet

from stoppress.base.errors import Fault
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.story import codec, log
from stoppress.story import facts as f
from stoppress.story.models import EntryRow, FactRow, StoryRow
from stoppress.story.state import EntryState, StoryState, apply_to_entry, apply_to_story

_CHANGE_NO_STORY = ("EntryPublished", "EntryAmended", "EntryMoved")
"""Facts that leave a story as it is, its updates aside (and top_rank, which only the door needs)."""


def epoch() -> str:
    """The name of this history; a position is epoch-number."""
    return log.epoch()


def numbers() -> dict[str, int]:
    """The last number of every story, by slug: what the look by itself compares."""
    return dict(StoryRow.objects.values_list("slug", "number"))


def stories(limit: int, among: Iterable[str] | None = None) -> list[StoryState]:
    """Stories without their updates, the last changed first.

    among    only stories of these slugs; None = of all.
    """
    rows = StoryRow.objects.order_by("-updated_at", "-pk")
    if among is not None:
        rows = rows.filter(slug__in=list(among))
    return [codec.story_from_json(row.state) for row in rows[:limit]]


def stories_opened_before(place: int | None, limit: int) -> list[tuple[int, StoryState]]:
    """Stories without their updates, the last opened first, each with its place in that order.

    place    only stories opened before the one of this place; None = from the last.
    """
    rows = StoryRow.objects.order_by("-pk")
    if place is not None:
        rows = rows.filter(pk__lt=place)
    return [(row.pk, codec.story_from_json(row.state)) for row in rows[:limit]]


def story(slug: str) -> StoryState | None:
    """One story without its updates; None when there is none."""
    row = StoryRow.objects.filter(slug=slug).first()
    return codec.story_from_json(row.state) if row else None


def entry(slug: str, key: str) -> EntryState | None:
    """One update as it stands; None when there is none."""
    row = EntryRow.objects.filter(story__slug=slug, key=key).first()
    return log.entry_from(row) if row else None


def entries_named(slug: str, keys: Iterable[str]) -> dict[str, EntryState]:
    """Some updates as they stand, by key; unknown ones are not in it."""
    return {row.key: log.entry_from(row) for row in EntryRow.objects.filter(story__slug=slug, key__in=list(keys))}


def entries(slug: str, *, limit: int = CHANGES_PER_READ_MAX, below: int | None = None) -> list[EntryState]:
    """Updates as they stand, the newest (by rank) first, withdrawn ones among them.

    limit    1 … any.
    below    only updates of a smaller rank; None = from the top.
    """
    rows = EntryRow.objects.filter(story__slug=slug)
    if below is not None:
        rows = rows.filter(rank__lt=below)
    return [log.entry_from(row) for row in rows.order_by("-rank")[:limit]]


def entries_count(slug: str) -> int:
    """How many updates readers may see; 0 where there is no such story. Counted as they change, not now."""
    return entries_counts([slug]).get(slug, 0)


def entries_counts(slugs: Iterable[str]) -> dict[str, int]:
    """The same of several stories, by slug."""
    return dict(StoryRow.objects.filter(slug__in=list(slugs)).values_list("slug", "public_entries"))


def facts_after(slug: str, after: int, limit: int = CHANGES_PER_READ_MAX) -> list[f.Fact]:
    """Read the next facts of one story, oldest first.

    after    last number already handled; 0 = from the beginning.
    limit    1 … CHANGES_PER_READ_MAX; call again for more.
    Returns  after+1, after+2, … without holes; [] when there is nothing new.
    Raises   Fault: a number is missing on disk.
    """
    rows = FactRow.objects.filter(story__slug=slug, number__gt=after).order_by("number")[
        : min(limit, CHANGES_PER_READ_MAX)
    ]
    found = [log.to_fact(row) for row in rows]
    for expected, fact in enumerate(found, after + 1):
        if fact.number != expected:
            raise Fault(f"{slug}: fact {expected} is missing in the log; {fact.number} is there")
    return found


def key_points_set_at(slug: str) -> datetime | None:
    """When the key points were last set; None when they never were. Its work does not grow with the updates."""
    rows = FactRow.objects.filter(story__slug=slug, entry_key="", kind=f.KeyPointsSet.__name__)
    return rows.order_by("-number").values_list("at", flat=True).first()


def history(slug: str, key: str) -> list[f.Fact]:
    """All facts about one update, oldest first."""
    return [log.to_fact(row) for row in FactRow.objects.filter(story__slug=slug, entry_key=key).order_by("number")]


@dataclass(frozen=True, slots=True)
class Step:
    """One fact and where it led."""

    fact: f.Fact
    story: StoryState
    """The story after it, without its updates."""
    entry: EntryState | None
    """The update it is about, after it; None for facts about the story, pins among them."""
    was: EntryState | None = None
    """The same update before it; None where it was not there."""


def steps_after(slug: str, before: StoryState | None, limit: int = CHANGES_PER_READ_MAX) -> list[Step]:
    """Read the next facts of one story with the states that they led to, oldest first.

    before   the story as the last step left it, or from story_as_of(); None = from the beginning.
    limit    1 … CHANGES_PER_READ_MAX.
    Returns  one Step a fact, without holes; [] when there is nothing new.
    Raises   Fault: a number is missing, or a fact can't follow.
    """
    after = before.number if before else 0
    facts = facts_after(slug, after, limit)
    keys = {f.entry_key(fact.what) for fact in facts} - {""}
    touched = entries_as_of(slug, keys, after)
    steps: list[Step] = []
    for fact in facts:
        before = apply_to_story(slug, before, fact)
        key = f.changed_entry(fact.what)
        was = touched.get(key)
        if key:
            touched[key] = apply_to_entry(was, fact)
        steps.append(Step(fact, before, touched.get(key), was))
    return steps


def entries_as_of(slug: str, keys: Iterable[str], number: int) -> dict[str, EntryState]:
    """Some updates as they stood after fact `number`, by key; those not published by then are not in it."""
    rows = FactRow.objects.filter(story__slug=slug, entry_key__in=list(keys), number__lte=number).order_by("number")
    found: dict[str, EntryState] = {}
    for fact in map(log.to_fact, rows):
        if key := f.changed_entry(fact.what):
            found[key] = apply_to_entry(found.get(key), fact)
    return found


def story_as_of(slug: str, number: int) -> StoryState | None:
    """One story, without its updates, as it stood after fact `number`.

    Returns  None when the story has no such fact.
    """
    until = FactRow.objects.filter(story__slug=slug, number__lte=number)
    if not until.filter(number=number).exists():
        return None
    state = _story_after(slug, until.exclude(kind__in=_CHANGE_NO_STORY))
    if state and state.updated_time_unknown:  # told from a page without times: any fact since may have told one
        state = _story_after(slug, until)
    latest: datetime = until.aggregate(latest=Max("at"))["latest"]
    return replace(state, number=number, updated_at=latest) if state else None


def _story_after(slug: str, rows: QuerySet[FactRow]) -> StoryState | None:
    state: StoryState | None = None
    for row in rows.order_by("number"):
        state = apply_to_story(slug, state, log.to_fact(row))
    return state
