"""The log on disk: rows to facts and states, and back. No decisions; raw SQL, should it be needed, stands here only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import F

from stoppress.base.keys import new_epoch
from stoppress.story import codec
from stoppress.story import facts as f
from stoppress.story.content import BLANK
from stoppress.story.models import EntryRow, FactRow, HouseRow, StoryRow
from stoppress.story.state import EntryState, StoryState


def epoch() -> str:
    """The name of this history; made when the first story is opened, changed by begin_new_history()."""
    row, _ = HouseRow.objects.get_or_create(pk=1, defaults={"epoch": new_epoch()})
    return row.epoch


def begin_new_history() -> str:
    """Change the epoch: after a restore, positions of readers belong to a history that is not ours any more."""
    HouseRow.objects.update_or_create(pk=1, defaults={"epoch": new_epoch()})
    return epoch()


def lock_story(slug: str) -> StoryRow | None:
    """Hold a story's row until the end of the transaction; None when there is none.

    The update is our lock. SQLite knows no FOR UPDATE; PostgreSQL holds the row until commit.
    """
    StoryRow.objects.filter(slug=slug).update(number=F("number"))
    return StoryRow.objects.filter(slug=slug).first()


def load_state(row: StoryRow, keys: Iterable[str], below: str = "") -> StoryState:
    """A story with some of its updates.

    keys     updates to load; unknown ones are passed over.
    below    also load the two next updates below this one, so that a place between can be found.
    """
    found = {entry.key: entry for entry in EntryRow.objects.filter(story=row, key__in=list(keys))}
    if below in found:
        lower = EntryRow.objects.filter(story=row, rank__lt=found[below].rank).order_by("-rank")[:2]
        found.update({entry.key: entry for entry in lower})
    return replace(codec.story_from_json(row.state), entries={key: entry_from(entry) for key, entry in found.items()})


def save_state(
    row: StoryRow | None, before: Mapping[str, EntryState], state: StoryState, keys: Iterable[str]
) -> StoryRow:
    """Store a story and those of its updates that changed.

    before   those of them that are stored already, as they are stored.
    """
    keys = list(keys)
    row = row or StoryRow(slug=state.slug)
    row.number, row.state, row.updated_at = state.number, codec.story_to_json(state), state.updated_at
    # Counted as they change: to count them when somebody asks would cost as much as there are updates.
    row.public_entries += _public(state.entries, keys) - _public(before, keys)
    row.save()
    for key in keys:
        entry = state.entries[key]
        values = {"rank": entry.rank, "public": entry.is_public, "state": codec.entry_to_json(entry)}
        if key in before:
            EntryRow.objects.filter(story=row, key=key).update(**values)
        else:
            EntryRow.objects.create(story=row, key=key, **values)
    return row


def _public(entries: Mapping[str, EntryState], keys: Iterable[str]) -> int:
    return sum(key in entries and entries[key].is_public for key in keys)


def append(row: StoryRow, facts: Iterable[f.Fact]) -> None:
    """Write facts at the end of the log. The unique constraint refuses a number that is taken."""
    FactRow.objects.bulk_create(
        FactRow(
            story=row,
            number=fact.number,
            kind=codec.fact_type(fact.what),
            version=codec.FACT_VERSION,
            entry_key=f.entry_key(fact.what),
            at=fact.at,
            logged_at=fact.logged_at,
            actor=fact.actor,
            what=codec.fact_to_json(fact.what),
        )
        for fact in facts
    )


def blank_words_of_entry(row: StoryRow, key: str, before: int) -> None:
    """Take an update's words out of its earlier facts, for the law. The only change that the log knows.

    SQLite overwrites the freed bytes, since project/settings.py sets secure_delete.
    """
    for fact_row in FactRow.objects.filter(story=row, entry_key=key, number__lt=before):
        fact_row.what = codec.fact_to_json(_blanked(to_fact(fact_row).what))
        fact_row.save(update_fields=["what"])


def to_fact(row: FactRow) -> f.Fact:
    """A fact from its row."""
    what = codec.fact_from_json(row.kind, row.version, row.what)
    return f.Fact(number=row.number, at=row.at, logged_at=row.logged_at, actor=row.actor, what=what)


def _blanked(what: f.What) -> f.What:
    match what:
        case f.EntryPublished():
            return replace(what, content=BLANK)
        case f.EntryAmended():
            return replace(what, content=BLANK, note="")
        case f.EntryWithdrawn():
            return replace(what, reason="")
    return what


def entry_from(row: EntryRow) -> EntryState:
    """An update's state from its row."""
    return codec.entry_from_json(row.state)
