"""Updates: as they are shown, as they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from stoppress.desk.api.shapes.picture import PictureAsked, picture_asked
from stoppress.desk.api.shapes.said import (
    Person,
    SourceSaid,
    Text,
    TextAsked,
    authors_asked,
    document_asked,
    people,
    sources_said,
    text_of,
)
from stoppress.desk.api.shapes.strict import Asked, Moment, Words
from stoppress.desk.forms.picture import figure_from
from stoppress.desk.forms.typed import word_from
from stoppress.media.pictures import KeptPicture
from stoppress.story.body.document import EMPTY
from stoppress.story.content import Content, Source
from stoppress.story.state import EntryState, StoryState
from stoppress.story.words import Amendment, Hand, Kind, Status


class ChangeShown(Schema):
    """An update or correction that readers see."""

    amendment: Amendment
    at: datetime
    note: str


class WithdrawalShown(Schema):
    """Why and when it was taken back."""

    at: datetime
    reason: str
    redacted: bool = Field(description="True: its words are gone for good, for the law.")


class Said(Schema):
    """What an update says in one revision."""

    kind: Kind
    headline: str
    body: Text
    key_event: bool
    authors: list[Person]
    sources: list[SourceSaid]
    status: Status
    event_time: datetime | None
    language: str = Field(description="BCP 47; empty = the story's.")


class Update(Schema):
    """An update as it stands."""

    key: str
    story: str
    revision: int = Field(description="The ETag holds it: send it as If-Match to amend.")
    number: int = Field(description="The fact in the story's log that last changed it.")
    published_at: datetime | None = Field(description="null: imported, nobody knows when.")
    pinned: bool
    said: Said | None = Field(description="null once it is withdrawn.")
    changes: list[ChangeShown]
    withdrawn: WithdrawalShown | None


class Updates(Schema):
    """One page of updates, in the order of the story, the top first."""

    items: list[Update]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


class ContentAsked(Asked):
    """What an update shall say. Left out: as it is, or empty in a new one."""

    kind: Words = Field("report", json_schema_extra={"enum": [*Kind]})
    headline: Words = ""
    body: TextAsked = Field(default_factory=TextAsked)
    picture: PictureAsked | None = Field(None, description="Goes to the end of the text.")
    key_event: bool = False
    authors: list[Person] = Field([], max_length=100)
    sources: list[SourceSaid] = Field([], max_length=100)
    status: Words = Field("", json_schema_extra={"enum": [*Status]})
    event_time: Moment | None = None
    language: Words = ""


class NewUpdate(ContentAsked):
    """An update to publish."""

    published_at: Moment | None = Field(None, description="A time that is over; left out, it is published now.")
    pin: bool = Field(False, description="Pin it above the others in the same moment.")
    key: Words = Field("", description="6 to 26 letters a–z and digits that name it for good; left out, one is made.")
    under: Words = Field("", description="The key of the update directly above it; left out, it goes to the top.")


class AmendmentAsked(ContentAsked):
    """What shall change in an update; what is left out stays as it was in the revision of If-Match."""

    amendment: Words = Field(
        description="typo: not shown; update: dated; correction: `note` says what was wrong.",
        json_schema_extra={"enum": [*Amendment]},
    )
    note: Words = ""


def update_shown(story: StoryState, entry: EntryState) -> Update:
    """An update as it stands. A withdrawn one keeps its place and reason, and says nothing."""
    withdrawal = entry.withdrawal
    return Update(
        key=entry.key,
        story=story.slug,
        revision=entry.revision,
        number=entry.number,
        published_at=entry.published_at,
        pinned=story.pinned == entry.key,
        said=said_shown(entry.content) if entry.is_public else None,
        changes=[ChangeShown(amendment=one.amendment, at=one.at, note=one.note) for one in entry.changes]
        if entry.is_public
        else [],
        withdrawn=WithdrawalShown(at=withdrawal.at, reason=withdrawal.reason, redacted=entry.redacted)
        if withdrawal
        else None,
    )


def said_shown(content: Content) -> Said:
    """The content of one revision."""
    return Said(
        kind=content.kind,
        headline=content.headline,
        body=text_of(content.body),
        key_event=content.key_event,
        authors=people(content.authors),
        sources=sources_said(content.sources),
        status=content.status,
        event_time=content.event_time,
        language=content.language,
    )


def content_asked(asked: ContentAsked, picture: KeptPicture | None, before: Content | None = None) -> Content:
    """The content that is asked for; fields that were left out are those of `before`.

    picture  what is kept under asked.picture.asset.
    Raises   Refusal word-unknown, picture-unknown, alt-missing, and those of document_asked().
    """
    given = asked.model_fields_set
    content = before or Content()
    changed: dict[str, Any] = {
        name: getattr(asked, name) for name in ("headline", "key_event", "event_time", "language") if name in given
    }
    if "kind" in given:
        changed["kind"] = word_from(Kind, asked.kind, "kind")
    if "status" in given:
        changed["status"] = word_from(Status, asked.status, "status")
    if "authors" in given:
        changed["authors"] = authors_asked(asked.authors)
    if "sources" in given:
        changed["sources"] = tuple(
            Source(one.name, one.channel, word_from(Hand, one.hand, "sources"), one.url.strip())
            for one in asked.sources
        )
    if "body" in given:
        changed["body"] = document_asked(asked.body, before.body if before else EMPTY)
    content = replace(content, **changed)
    figure = figure_from(picture_asked(asked.picture), picture)
    return replace(content, body=replace(content.body, content=(*content.body.content, figure))) if figure else content
