"""Drafts as rows: read, held and written. Frozen values go in and out; nothing here decides anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from stoppress.base.errors import Refusal
from stoppress.base.limits.drafts import (
    DRAFT_DISCARDED_KEPT_S,
    DRAFT_OUT_KEPT_S,
    DRAFTS_CLEARED_AT_ONCE,
    DRAFTS_LISTED_MAX,
    DUE_TOGETHER_MAX,
)
from stoppress.desk import trail
from stoppress.desk.drafting.rules import IN_THE_MAKING, Act, Person, Standing, State
from stoppress.desk.models import Draft
from stoppress.desk.trail import write_down

Fields = dict[str, list[str]]
"""A form as typed: values by field name, in the order of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One draft as it is kept."""

    draft_id: str
    slug: str
    entry_key: str
    """The update it will be, or which it changes."""
    based_on: int | None
    """Of a change: the revision that was read before writing."""
    editor: str
    """Who typed last; standing.author is who began it."""
    fields: Fields
    title: str
    version: int
    """1, 2, 3 … with each save."""
    writer: str
    """The page that typed last, a random name of its own."""
    turn: int
    """The writer's own count of what it typed."""
    saved_at: datetime
    standing: Standing
    refusal: str = ""
    """Why it could not go out when it fell due."""
    number: int | None = None
    """The fact that published it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One draft in the list: everything but its words."""

    draft_id: str
    slug: str
    entry_key: str
    editor: str
    title: str
    version: int
    saved_at: datetime
    standing: Standing
    refusal: str


def find(slug: str, draft_id: str) -> Kept | None:
    """One draft of a story; None when there is none of that id."""
    row = Draft.objects.filter(slug=slug, pk=draft_id).first()
    return _kept(row) if row else None


def found(slug: str, draft_id: str) -> Kept:
    """One draft of a story.

    Raises   Refusal draft-unknown.
    """
    kept = find(slug, draft_id)
    if kept is None:
        raise unknown()
    return kept


def unknown() -> Refusal:
    """Why there is no such draft; the same where it is another's."""
    return Refusal("draft-unknown", "This draft is not here any more. Look at what is in the making.", field="draft")


def held(draft_id: str) -> Kept | None:
    """One draft, held until the transaction around it ends; None when there is none."""
    row = Draft.objects.select_for_update().filter(pk=draft_id).first()
    return _kept(row) if row else None


def held_of_entry(slug: str, entry_key: str) -> list[Kept]:
    """Drafts in the making of a new update with this key, held: one, unless somebody copied a form."""
    rows = Draft.objects.select_for_update().filter(
        slug=slug, entry_key=entry_key, amends=False, state__in=IN_THE_MAKING
    )
    return [_kept(row) for row in rows[:DUE_TOGETHER_MAX]]


def put(kept: Kept) -> None:
    """Write one draft. The transaction is the caller's."""
    standing = kept.standing
    Draft.objects.update_or_create(
        pk=kept.draft_id,
        defaults={
            "slug": kept.slug,
            "entry_key": kept.entry_key,
            "amends": standing.amends,
            "based_on": kept.based_on,
            "author": standing.author,
            "editor": kept.editor,
            "fields": json.dumps(kept.fields, ensure_ascii=False),
            "title": kept.title,
            "version": kept.version,
            "writer": kept.writer,
            "turn": kept.turn,
            "saved_at": kept.saved_at,
            "state": standing.state,
            "note": standing.note,
            "decided_by": standing.decided_by,
            "due_at": standing.due_at,
            "embargo_until": standing.embargo_until,
            "refusal": kept.refusal,
            "number": kept.number,
        },
    )


def note_act(kept: Kept, act: Act, by: Person, note: str = "", *, number: int | None = None, code: str = "") -> None:
    """Write into the trail what was done with a draft, in the transaction that does it."""
    words = " · ".join(filter(None, (kept.title, note)))
    write_down(
        trail.Act(
            act=f"draft-{act.replace(' ', '-')}",
            who=by.name,
            token=by.token,
            story=kept.slug,
            key=kept.draft_id,
            about=kept.standing.author,
            words=words,
            number=number,
            done=not code,
            code=code,
        )
    )


def count(slug: str) -> int:
    """How many drafts of a story are in the making."""
    return Draft.objects.filter(slug=slug, state__in=IN_THE_MAKING).count()


def in_the_making(slug: str, seen_by: str | None) -> list[Listed]:
    """Drafts of a story, the last touched first, at most DRAFTS_LISTED_MAX.

    seen_by  only those of this author; None = everybody's.
    """
    rows = Draft.objects.filter(slug=slug, state__in=IN_THE_MAKING)
    if seen_by is not None:
        rows = rows.filter(author=seen_by)
    return [_listed(row) for row in rows.defer("fields").order_by("-saved_at")[:DRAFTS_LISTED_MAX]]


def of_entry(slug: str, entry_key: str) -> list[Listed]:
    """Changes of one update that are in the making, the last touched first."""
    rows = Draft.objects.filter(slug=slug, entry_key=entry_key, amends=True, state__in=IN_THE_MAKING)
    return [_listed(row) for row in rows.defer("fields").order_by("-saved_at")[:DRAFTS_LISTED_MAX]]


def writers_of(slug: str, entry_key: str) -> dict[int, str]:
    """Who wrote what others published, by the number of the fact."""
    rows = Draft.objects.filter(slug=slug, entry_key=entry_key, state=State.PUBLISHED, number__isnull=False)
    return {number: author for number, author in rows.values_list("number", "author") if number is not None}


def due(now: datetime) -> list[tuple[str, str]]:
    """Slug and id of drafts whose instant has come, the first due first, at most DUE_TOGETHER_MAX."""
    rows = Draft.objects.filter(state=State.SCHEDULED, due_at__lte=now).order_by("due_at")
    return list(rows.values_list("slug", "draft_id")[:DUE_TOGETHER_MAX])


def next_due() -> datetime | None:
    """The next instant at which something goes out; None when nothing is scheduled."""
    rows = Draft.objects.filter(state=State.SCHEDULED).order_by("due_at")
    return rows.values_list("due_at", flat=True).first()


def clear_old(now: datetime) -> None:
    """Clear drafts that are out or discarded, when their time is over.

    Of what one wrote and another published, the words go and the writer stays, for the history of the update.
    """
    old = Draft.objects.filter(state=State.PUBLISHED, saved_at__lt=now - timedelta(seconds=DRAFT_OUT_KEPT_S))
    gone = Draft.objects.filter(state=State.DISCARDED, saved_at__lt=now - timedelta(seconds=DRAFT_DISCARDED_KEPT_S))
    own, others = old.filter(author=F("decided_by")), old.exclude(author=F("decided_by")).exclude(fields="{}")
    for rows in (own, gone):
        if some := list(rows.values_list("pk", flat=True)[:DRAFTS_CLEARED_AT_ONCE]):
            Draft.objects.filter(pk__in=some).delete()
    if some := list(others.values_list("pk", flat=True)[:DRAFTS_CLEARED_AT_ONCE]):
        Draft.objects.filter(pk__in=some).update(fields="{}", title="", note="")


def _standing(row: Draft) -> Standing:
    return Standing(
        author=row.author,
        state=State(row.state),
        amends=row.amends,
        due_at=row.due_at,
        embargo_until=row.embargo_until,
        note=row.note,
        decided_by=row.decided_by,
    )


def _kept(row: Draft) -> Kept:
    fields: dict[str, Any] = json.loads(row.fields)
    return Kept(
        draft_id=row.draft_id,
        slug=row.slug,
        entry_key=row.entry_key,
        based_on=row.based_on,
        editor=row.editor,
        fields=fields,
        title=row.title,
        version=row.version,
        writer=row.writer,
        turn=row.turn,
        saved_at=row.saved_at,
        standing=_standing(row),
        refusal=row.refusal,
        number=row.number,
    )


def _listed(row: Draft) -> Listed:
    return Listed(
        draft_id=row.draft_id,
        slug=row.slug,
        entry_key=row.entry_key,
        editor=row.editor,
        title=row.title,
        version=row.version,
        saved_at=row.saved_at,
        standing=_standing(row),
        refusal=row.refusal,
    )
