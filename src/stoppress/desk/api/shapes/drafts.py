"""Drafts: as they are shown, as they are asked for. A draft is kept as the form was typed, so that nothing is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from stoppress.base.errors import Refusal
from stoppress.desk.api.shapes.picture import PictureAsked
from stoppress.desk.api.shapes.said import document_asked
from stoppress.desk.api.shapes.strict import Asked, Moment, Words
from stoppress.desk.api.shapes.update import ContentAsked
from stoppress.desk.drafting.rules import State
from stoppress.desk.drafting.shelf import Fields, Kept, Listed
from stoppress.desk.forms.times import clock_text
from stoppress.story.body.document import EMPTY
from stoppress.story.body.to_markdown import kept_parts, to_markdown


class DraftListed(Schema):
    """A draft without its words."""

    draft: str
    key: str = Field(description="The update that it will be, or changes.")
    amends: bool
    title: str
    state: State
    author: str
    editor: str = Field(description="Who typed last.")
    version: int
    saved_at: datetime
    due_at: datetime | None
    embargo_until: datetime | None
    note: str = Field(description="Why it was returned.")


class Draft(DraftListed):
    """A draft, with its words as typed: values by the names of the desk's form."""

    fields: dict[str, list[str]]


class Drafts(Schema):
    """What is in the making."""

    items: list[DraftListed]


class DraftAsked(ContentAsked):
    """What a draft shall say, the whole of it."""

    version: int = Field(0, ge=0, lt=2**31, description="The version that was seen; 0 = it is new.")
    amends: Words = Field("", description="The key of the update that it changes; left out, it is a new one.")
    amendment: Words = ""
    note: Words = ""
    under: Words = ""
    published_at: Moment | None = Field(None, description="A time that is over; left out, when it goes out.")
    pin: bool = Field(False, description="Pin it as it goes out.")


class InstantAsked(Asked):
    """An instant."""

    at: Moment


class NoteAsked(Asked):
    """What is to be done."""

    note: Words


def fields_asked(asked: DraftAsked, zone: str) -> Fields:
    """What is asked for, as the form's fields.

    Raises   Refusal part-unknown: a document that Markdown can't say; those of document_asked().
    """
    document = document_asked(asked.body, EMPTY) if asked.body.document is not None else EMPTY
    if kept_parts(document):
        raise Refusal(
            "part-unknown",
            "The document holds what a draft's Markdown can't say. Upload the picture and name it in `picture`, or "
            "leave the embed out.",
            field="body",
        )
    fields = {
        "kind": [asked.kind],
        "headline": [asked.headline],
        "body": [to_markdown(document) if asked.body.document is not None else asked.body.markdown or ""],
        "status": [asked.status],
        "event_time": [clock_text(asked.event_time, zone)],
        "language": [asked.language],
        "author_name": [person.name for person in asked.authors],
        "author_role": [person.role for person in asked.authors],
        "source_name": [source.name for source in asked.sources],
        "source_channel": [source.channel for source in asked.sources],
        "source_hand": [source.hand for source in asked.sources],
        "source_url": [source.url for source in asked.sources],
        "under": [asked.under],
        "amendment": [asked.amendment],
        "note": [asked.note],
        "published_at": [clock_text(asked.published_at, zone)],
    }
    if asked.key_event:
        fields["key_event"] = ["on"]
    if asked.pin:
        fields["pin"] = ["on"]
    if asked.picture:
        fields |= _picture_fields(asked.picture)
    return {name: values for name, values in fields.items() if any(values)}


def _picture_fields(picture: PictureAsked) -> Fields:
    fields = {
        "picture_asset": [picture.asset],
        "picture_alt": [picture.alt],
        "picture_caption": [picture.caption],
        "picture_credit": [picture.credit],
        "picture_copyright": [picture.copyright],
    }
    ticked = {"picture_decorative": picture.decorative, "picture_noted": picture.noted}
    return fields | {name: ["on"] for name, is_ticked in ticked.items() if is_ticked}


def draft_shown(kept: Kept) -> Draft:
    """A draft with its words."""
    return Draft(**_known(kept), fields=kept.fields)


def listed_shown(listed: Listed) -> DraftListed:
    """A draft without its words."""
    return DraftListed(**_known(listed))


def _known(one: Kept | Listed) -> dict[str, Any]:
    standing = one.standing
    return {
        "draft": one.draft_id,
        "key": one.entry_key,
        "amends": standing.amends,
        "title": one.title,
        "state": standing.state,
        "author": standing.author,
        "editor": one.editor,
        "version": one.version,
        "saved_at": one.saved_at,
        "due_at": standing.due_at,
        "embargo_until": standing.embargo_until,
        "note": standing.note,
    }
