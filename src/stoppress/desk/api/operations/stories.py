"""Stories: listed, read, opened, paused, closed, reopened."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from stoppress.base.clock import now_utc
from stoppress.base.keys import slug_from
from stoppress.base.limits.api import API_PAGE_MAX, API_PAGE_USUAL
from stoppress.desk.api.bearer import caller_of
from stoppress.desk.api.cursors import cursor_at, cursor_number
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.etags import unchanged
from stoppress.desk.api.operations.commanding import asked_by, carried_out, key_for
from stoppress.desk.api.shapes.done import Done
from stoppress.desk.api.shapes.picture import kept_for
from stoppress.desk.api.shapes.story import (
    ClosingAsked,
    ClosingProposed,
    NewStory,
    Stories,
    Story,
    head_asked,
    story_shown,
)
from stoppress.desk.pages.closing import key_events, proposed_note
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.readers import readers_now
from stoppress.desk.roles import Action, may
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.content import Head

stories = Operations("Stories")


class Readers(Schema):
    """How many pages of a story are open, as the reader processes counted when each minute began."""

    now: int | None = Field(description="null: nobody has counted lately.")
    most: int
    most_at: datetime | None = Field(description="null: nobody has counted in the whole time.")
    since: datetime
    until: datetime


Limit = Annotated[int, Query(ge=1, le=API_PAGE_MAX, description="Items on one page.")]
Cursor = Annotated[str | None, Query(description="`next` of the page before.", max_length=40)]


@stories.question("/stories", Action.SEE_DESK, Stories, act="stories")
def list_stories(request: HttpRequest, limit: Limit = API_PAGE_USUAL, cursor: Cursor = None) -> HttpResponse:
    """List stories, the last opened first.

    Only those that the token's user may see: a page may hold fewer than it was asked for, and still have a next one.
    """
    found = read.stories_opened_before(cursor_number("s", cursor), limit + 1)
    user = caller_of(request).user
    return answered(
        Stories(
            items=[story_shown(story) for _, story in found[:limit] if may(user, Action.SEE_STORY, story.slug)],
            next=cursor_at("s", found[limit - 1][0]) if len(found) > limit else None,
        )
    )


@stories.deed("POST", "/stories", Action.OPEN_STORY, Done, act="open", status=201)
def open_story(request: HttpRequest, body: NewStory) -> HttpResponse:
    """Open a story. It is live at once."""
    slug = body.slug or slug_from(body.headline, otherwise=f"story-{key_for(request, '')[:6]}")
    head = head_asked(body, Head(headline=body.headline), kept_for(body.picture))
    return carried_out(request, c.OpenStory(slug=slug, head=head, **asked_by(request)), 201)


@stories.question("/stories/{slug}", Action.SEE_STORY, Story, act="workspace", etag=True)
def read_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a story without its updates."""
    story = found_story(slug)
    return unchanged(request, story.number) or answered(story_shown(story), version=story.number)


@stories.question("/stories/{slug}/readers", Action.SEE_STORY, Readers, act="readers")
def read_readers(request: HttpRequest, slug: str) -> HttpResponse:
    """Read how many read along now, and were most in the last hours."""
    del request
    found_story(slug)
    there = readers_now(slug, now_utc())
    return answered(
        Readers(now=there.now, most=there.most, most_at=there.most_at, since=there.since, until=there.until)
    )


@stories.deed("POST", "/stories/{slug}/pause", Action.END_STORY, Done, act="pause")
def pause_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell readers that nothing is expected for a while."""
    return carried_out(request, c.PauseStory(slug=slug, **asked_by(request)))


@stories.deed("POST", "/stories/{slug}/close", Action.END_STORY, Done, act="close")
def close_story(request: HttpRequest, slug: str, body: ClosingAsked) -> HttpResponse:
    """End a story, with a closing note or without. Corrections and withdrawals stay possible."""
    return carried_out(request, c.CloseStory(slug=slug, note=body.note, **asked_by(request)))


@stories.question("/stories/{slug}/proposed-closing-note", Action.END_STORY, ClosingProposed, act="close")
def propose_closing_note(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a closing note made of the newest key events, to be changed and sent with the close. Changes nothing."""
    del request
    found_story(slug)
    events = key_events(slug)
    return answered(ClosingProposed(note=proposed_note(events), made_of=[event.key for event in events]))


@stories.deed("POST", "/stories/{slug}/reopen", Action.END_STORY, Done, act="reopen")
def reopen_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on, after a pause or a close."""
    return carried_out(request, c.ReopenStory(slug=slug, **asked_by(request)))
