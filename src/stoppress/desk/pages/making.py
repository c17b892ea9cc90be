"""What is in the making in a story, as its workspace lists it: drafts by state, and who is there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from stoppress.base.errors import Refusal
from stoppress.base.text import shortened
from stoppress.desk import refusals
from stoppress.desk.draft_words import DRAFT_STATES
from stoppress.desk.drafting import presence, shelf
from stoppress.desk.drafting.rules import Person, State, may_see
from stoppress.desk.drafting.shelf import Listed
from stoppress.desk.roles import Action
from stoppress.story import read

_TITLE_CHARS: Final = 60
_ON_CHARS: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class MakingRow:
    """One draft in the list."""

    href: str
    title: str
    amends: bool
    author: str
    own: bool
    editor: str
    """Who typed last, where it is not the author."""
    saved_at: datetime
    due_at: datetime | None
    embargo_until: datetime | None
    note: str
    noted_by: str
    refused: str
    """Why it could not go out when it fell due; "" = it did not fall due."""
    writing: list[str]
    """Who is at it now."""


@dataclass(frozen=True, slots=True)
class MakingGroup:
    """Drafts of one state, the last touched first."""

    state: State
    label: str
    rows: list[MakingRow]


@dataclass(frozen=True, slots=True)
class PersonHere:
    """Somebody who has the story open."""

    name: str
    writes: bool
    on: str
    """What it is about, for who may see it; "" = not known here."""


@dataclass(frozen=True, slots=True)
class Making:
    """The list and the people."""

    groups: list[MakingGroup]
    people: list[PersonHere]


def making(slug: str, by: Person, now: datetime) -> Making:
    """What this person may see of it. Its work is bounded by DRAFTS_LISTED_MAX, however long the story is."""
    sees_all = bool(by.rights & {Action.APPROVE, Action.SCHEDULE})
    listed = shelf.in_the_making(slug, None if sees_all else by.name)
    here = presence.here(slug, now)
    order = list(DRAFT_STATES)
    listed.sort(key=lambda one: order.index(one.standing.state))
    groups = [
        MakingGroup(state, str(DRAFT_STATES[state]), [_row(one, by, here) for one in rows])
        for state, rows in groupby(listed, key=lambda one: one.standing.state)
    ]
    return Making(groups, _people(slug, here, listed, by))


def changes_of(slug: str, key: str, by: Person, now: datetime) -> list[MakingRow]:
    """Changes of one update that are in the making."""
    here = presence.here(slug, now)
    return [_row(one, by, here) for one in shelf.of_entry(slug, key) if may_see(one.standing, by)]


def refused_sentence(refusal: str) -> str:
    """A kept refusal in the desk's language; "" for none."""
    if not refusal:
        return ""
    told = json.loads(refusal)
    return refusals.said(Refusal(told["code"], told["message"]))


def _row(one: Listed, by: Person, here: list[presence.Here]) -> MakingRow:
    standing = one.standing
    return MakingRow(
        href=reverse("desk:draft", args=[one.slug, one.draft_id]),
        title=shortened(one.title, _TITLE_CHARS) or _("(no words yet)"),
        amends=standing.amends,
        author=standing.author,
        own=standing.author == by.name,
        editor="" if one.editor == standing.author else one.editor,
        saved_at=one.saved_at,
        due_at=standing.due_at,
        embargo_until=standing.embargo_until,
        note=standing.note if standing.state is State.RETURNED else "",
        noted_by=standing.decided_by,
        refused=refused_sentence(one.refusal),
        writing=[person.user for person in here if person.draft_id == one.draft_id and person.user != by.name],
    )


def _people(slug: str, here: list[presence.Here], listed: list[Listed], by: Person) -> list[PersonHere]:
    """Everybody but who asks."""
    titles = {one.draft_id: one.title for one in listed}
    others = [one for one in here if one.user != by.name]
    entries = read.entries_named(slug, {one.entry_key for one in others} - {""})
    headlines = {key: entry.content.headline for key, entry in entries.items() if entry.is_public}
    return [
        PersonHere(
            one.user,
            bool(one.draft_id or one.entry_key),
            shortened(titles.get(one.draft_id) or headlines.get(one.entry_key, ""), _ON_CHARS),
        )
        for one in others
    ]
