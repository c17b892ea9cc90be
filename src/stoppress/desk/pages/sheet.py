"""The sheet on which an update is written: its draft, where it stands, and what this person may do with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.keys import new_entry_key
from stoppress.desk.draft_words import DRAFT_STATES
from stoppress.desk.drafting import presence, shelf
from stoppress.desk.drafting.people import person
from stoppress.desk.drafting.rules import Act, Person, may_do, may_see
from stoppress.desk.drafting.saving import DraftStale
from stoppress.desk.drafting.shelf import Kept
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.when import WhenTyped, when_typed
from stoppress.desk.pages.difference import difference
from stoppress.desk.pages.history import Part
from stoppress.desk.pages.making import refused_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the composer needs besides the words."""

    draft_id: str
    version: int = 0
    """What was seen; 0 = nothing is kept yet."""
    kept: Kept | None = None
    """The draft that was opened; None while a new one is written."""
    amends: str = ""
    """The update that it changes; "" = it will be a new one."""
    state_label: str = ""
    refused: str = ""
    when: WhenTyped = field(default_factory=WhenTyped)
    others: list[str] = field(default_factory=list)
    """Who else is at it now."""
    acts: frozenset[str] = frozenset()
    """The names of what this person may do with the draft as it stands, with "_" for spaces."""
    beside: list[Part] = field(default_factory=list)
    """After a conflict: where what others typed differs from what this person typed."""


def blank_sheet(request: HttpRequest, slug: str, amends: str = "") -> Sheet:
    """A new sheet; for a posted form the one that it was written on."""
    form = Typed(dict(request.POST.lists()))
    draft_id = form.text("draft") or new_entry_key()
    others = presence.others_at(slug, now_utc(), request.user.get_username(), entry_key=amends) if amends else []
    kept = shelf.find(slug, form.text("draft")) if form.text("draft") else None
    by = person(request, slug)
    if kept and may_see(kept.standing, by):
        seen = form.text("draft_version")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        return replace(sheet_of(kept, by), when=when_typed(form), version=version, others=others)
    return Sheet(draft_id=draft_id, amends=amends, when=when_typed(form), others=others)


def sheet_of(kept: Kept, by: Person) -> Sheet:
    """A draft that was opened."""
    key = kept.entry_key if kept.standing.amends else ""
    return Sheet(
        draft_id=kept.draft_id,
        version=kept.version,
        kept=kept,
        amends=key,
        state_label=str(DRAFT_STATES[kept.standing.state]),
        refused=refused_sentence(kept.refusal),
        when=when_typed(Typed(kept.fields)),
        others=presence.others_at(kept.slug, now_utc(), by.name, draft_id=kept.draft_id, entry_key=key),
        acts=frozenset(act.replace(" ", "_") for act in Act if may_do(kept.standing, act, by)),
    )


def sheet_after(sheet: Sheet, refusal: Refusal, posted: Typed) -> Sheet:
    """The sheet after a refusal: after a conflict it has seen what others typed, and shows both."""
    if not isinstance(refusal, DraftStale):
        return sheet
    theirs = Typed(refusal.theirs.fields)
    beside = [
        Part(name, difference(theirs.text(name), posted.text(name)))
        for name in refusal.theirs.fields
        if theirs.text(name) != posted.text(name) and name not in {"command_id", "based_on", "parts_of"}
    ]
    return replace(sheet, version=refusal.theirs.version, beside=beside)
