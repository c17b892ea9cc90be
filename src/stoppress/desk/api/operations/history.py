"""What happened: the history of one update, and the log of a story."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from stoppress.base.limits.api import API_PAGE_USUAL
from stoppress.desk.api.cursors import cursor_at, cursor_number
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.operations.stories import Cursor, Limit
from stoppress.desk.api.shapes.update import Said, said_shown
from stoppress.desk.hooks.events import event_of
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.roles import Action
from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.words import Amendment

history = Operations("History")


class Act(Schema):
    """One fact of a story's log."""

    number: int
    at: datetime
    actor: str
    event: str = Field(description="As the events of webhooks are called: update.published …")
    key: str | None = Field(description="The update; null = the story.")
    amendment: Amendment | None
    note: str = Field(description="A correction's note, a withdrawal's reason, a closing note.")
    revision: int | None = Field(description="The revision that came of it; null where it changed no words.")
    said: Said | None = Field(description="What that revision says; only in the history of one update.")


class Acts(Schema):
    """What happened."""

    items: list[Act]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


@history.question("/stories/{slug}/updates/{key}/history", Action.SEE_STORY, Acts)
def read_update_history(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Read all that happened to an update, oldest first, with every revision."""
    del request
    found_story(slug)
    found_entry(slug, key)
    found, revision = [], 0
    for fact in read.history(slug, key):
        content = fact.what.content if isinstance(fact.what, f.EntryPublished | f.EntryAmended) else None
        revision += content is not None
        found.append(_act(fact, revision if content else None, said_shown(content) if content else None))
    return answered(Acts(items=found, next=None))


@history.question("/stories/{slug}/log", Action.SEE_TRAIL, Acts)
def read_log(request: HttpRequest, slug: str, limit: Limit = API_PAGE_USUAL, cursor: Cursor = None) -> HttpResponse:
    """Read who did what in a story, oldest first. A cursor that was the last page's goes on when more has happened."""
    del request
    found_story(slug)
    after = max(cursor_number("l", cursor) or 0, 0)
    facts = read.facts_after(slug, after, limit)
    last = facts[-1].number if facts else after
    more = bool(read.facts_after(slug, last, 1))
    return answered(Acts(items=[_act(fact) for fact in facts], next=cursor_at("l", last) if more else None))


def _act(fact: f.Fact, revision: int | None = None, said: Said | None = None) -> Act:
    what = fact.what
    note = next((str(getattr(what, name)) for name in ("note", "reason", "basis") if hasattr(what, name)), "")
    return Act(
        number=fact.number,
        at=fact.at,
        actor=fact.actor,
        event=event_of(what),
        key=f.entry_key(what) or None,
        amendment=what.amendment if isinstance(what, f.EntryAmended) else None,
        note=note,
        revision=revision,
        said=said,
    )
