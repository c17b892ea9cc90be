"""Who did what at the desk: in the house, and in one story. For those who may read the trail's page."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from stoppress.base.limits.api import API_PAGE_USUAL
from stoppress.base.limits.desk import USER_NAME_CHARS_MAX
from stoppress.desk.api.cursors import cursor_at, cursor_number
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.operations.stories import Cursor, Limit
from stoppress.desk.models import TrailRow
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.trail import Asked, trail_rows
from stoppress.desk.roles import Action

trail = Operations("Trail")

Who = Annotated[
    str, Query(max_length=USER_NAME_CHARS_MAX, description="Acts of this person, and acts done to them; empty: all.")
]
Refused = Annotated[bool, Query(description="true: only what was refused.")]
Programs = Annotated[bool, Query(description="true: only what came by a token.")]


class Trace(Schema):
    """One act at the desk, done or refused."""

    at: datetime
    who: str = Field(description="Empty: nobody whom the desk knows, or the clock.")
    token: str = Field(description="The token by which a program did it in that name; empty: by hand.")
    act: str = Field(description="Short and stable: publish, house-role, login …")
    story: str
    key: str = Field(description="The update, draft or webhook.")
    about: str = Field(description="The person to whom it was done.")
    words: str
    number: int | None = Field(description="The fact in the story's log that followed.")
    done: bool
    code: str = Field(description="Why it was refused; or “repeated”.")
    times: int = Field(description="How often it was refused since the row before of the same.")
    address: str = Field(description="A mark of the network address: the same mark is the same address.")


class Traces(Schema):
    """One page of acts, the newest first."""

    items: list[Trace]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


@trail.question("/trail", Action.SEE_TRAIL, Traces, act="trail")
def read_trail(
    request: HttpRequest,
    who: Who = "",
    refused: Refused = False,
    programs: Programs = False,
    limit: Limit = API_PAGE_USUAL,
    cursor: Cursor = None,
) -> HttpResponse:
    """Read who did what at the desk, the newest first: logins and what was done to people, too."""
    del request
    asked = Asked(who=who, refused_only=refused, programs_only=programs, before=cursor_number("t", cursor))
    return _page(asked, "", limit)


@trail.question("/stories/{slug}/trail", Action.SEE_TRAIL, Traces, act="story-trail")
def read_story_trail(
    request: HttpRequest,
    slug: str,
    who: Who = "",
    refused: Refused = False,
    programs: Programs = False,
    limit: Limit = API_PAGE_USUAL,
    cursor: Cursor = None,
) -> HttpResponse:
    """Read who did what in one story, the newest first; what was refused, too, which its log does not tell."""
    del request
    found_story(slug)
    asked = Asked(who=who, refused_only=refused, programs_only=programs, before=cursor_number("t", cursor))
    return _page(asked, slug, limit)


def _page(asked: Asked, slug: str, limit: int) -> HttpResponse:
    rows, before = trail_rows(asked, slug, limit)
    return answered(Traces(items=[_trace(row) for row in rows], next=cursor_at("t", before) if before else None))


def _trace(row: TrailRow) -> Trace:
    return Trace(**{name: getattr(row, name) for name in Trace.model_fields})
