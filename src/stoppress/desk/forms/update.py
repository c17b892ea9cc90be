"""The form of an update, for composing and for amending: typed → Content, and Content → typed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id, new_entry_key
from stoppress.desk.forms.body import body_from, posted_document
from stoppress.desk.forms.people import AuthorTyped, authors_from, authors_shown, authors_typed
from stoppress.desk.forms.picture import PictureTyped
from stoppress.desk.forms.pictures import NO_PICTURES, figures_from, pictures_typed
from stoppress.desk.forms.times import clock_text, moment_from
from stoppress.desk.forms.typed import Typed, number_from, word_from
from stoppress.media.pictures import KeptPicture
from stoppress.story import commands as c
from stoppress.story.body.document import EMPTY, Node
from stoppress.story.body.to_markdown import to_markdown
from stoppress.story.content import Content, Source
from stoppress.story.words import Amendment, Hand, Kind, Status

NONE_KEPT: Final[Mapping[str, KeptPicture]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SourceTyped:
    """One row of sources."""

    name: str = ""
    channel: str = ""
    hand: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTyped:
    """The form as it stands on the page."""

    command_id: str
    """Made with the form, so that sending it twice publishes once."""
    key: str
    """The update's key, made with the form."""
    kind: str = Kind.REPORT
    headline: str = ""
    body: str = ""
    """Markdown, with lines for the parts that Markdown can't say (story/body/to_markdown.py)."""
    body_document: str = ""
    """The text as the composer's JSON; "" where no script ran or it changed nothing. Wins over body (forms/body.py)."""
    key_event: bool = False
    pin: bool = False
    """Pin it above the others as it is published."""
    authors: tuple[AuthorTyped, ...] = ()
    sources: tuple[SourceTyped, ...] = ()
    status: str = ""
    event_time: str = ""
    language: str = ""
    under: str = ""
    """Publish below this update; "" = on top."""
    pictures: tuple[PictureTyped, ...] = NO_PICTURES
    """Go to the end of the text, in their order."""
    amendment: str = ""
    note: str = ""
    based_on: str = ""
    """The revision that was read before writing."""
    parts_of: str = ""
    """The revision to which the body's part lines refer; stays when based_on moves on after a conflict."""


def blank_update() -> UpdateTyped:
    """A new form."""
    return UpdateTyped(command_id=new_command_id(), key=new_entry_key())


def update_typed(form: Typed) -> UpdateTyped:
    """A posted form. Programs may leave out what has a default; the ids are then made here.

    Raises   Refusal too-many.
    """
    return UpdateTyped(
        command_id=form.text("command_id") or new_command_id(),
        key=form.text("key") or new_entry_key(),
        kind=form.text("kind", Kind.REPORT),
        headline=form.text("headline"),
        body=form.text("body"),
        body_document=form.text("body_document"),
        key_event=form.ticked("key_event"),
        pin=form.ticked("pin"),
        authors=authors_typed(form),
        sources=tuple(
            SourceTyped(*row) for row in form.rows("source_name", "source_channel", "source_hand", "source_url")
        ),
        status=form.text("status"),
        event_time=form.text("event_time"),
        language=form.text("language"),
        under=form.text("under"),
        pictures=pictures_typed(form),
        amendment=form.text("amendment"),
        note=form.text("note"),
        based_on=form.text("based_on"),
        parts_of=form.text("parts_of"),
    )


def update_shown(key: str, content: Content, revision: int, zone: str) -> UpdateTyped:
    """The form that amends what an update says now."""
    return UpdateTyped(
        command_id=new_command_id(),
        key=key,
        kind=content.kind,
        headline=content.headline,
        body=to_markdown(content.body),
        key_event=content.key_event,
        authors=authors_shown(content.authors),
        sources=tuple(SourceTyped(one.name, one.channel, one.hand, one.url) for one in content.sources),
        status=content.status,
        event_time=clock_text(content.event_time, zone),
        language=content.language,
        based_on=str(revision),
        parts_of=str(revision),
    )


def shown_again(typed: UpdateTyped) -> UpdateTyped:
    """A form that comes back with a document of the composer: its text area says the same, for who has no script."""
    if not typed.body_document.strip():
        return typed
    with suppress(Refusal):
        return replace(typed, body=to_markdown(posted_document(typed.body_document)))
    return typed


def content_from(
    typed: UpdateTyped, zone: str, pictures: Mapping[str, KeptPicture] = NONE_KEPT, before: Content | None = None
) -> Content:
    """What the form says.

    pictures what is kept under the form's assets.
    before   the content that was shown for editing: its parts stand where their lines stand, and its event time stays
             exact where it was not touched. None for a new update.
    Raises   Refusal word-unknown, time-not-readable, part-unknown, and those of forms.body.body_from() and
             forms.pictures.figures_from(). What a content may be is for the door to say.
    """
    stored: Node = before.body if before else EMPTY
    body = body_from(typed.body, typed.body_document, stored)
    added = figures_from(typed.pictures, pictures)
    untouched = before and typed.event_time == clock_text(before.event_time, zone)
    return Content(
        kind=word_from(Kind, typed.kind, "kind"),
        headline=typed.headline,
        body=replace(body, content=(*body.content, *added)) if added else body,
        key_event=typed.key_event,
        authors=authors_from(typed.authors),
        sources=tuple(
            Source(row.name, row.channel, word_from(Hand, row.hand, "sources"), row.url.strip())
            for row in typed.sources
        ),
        status=word_from(Status, typed.status, "status"),
        event_time=before.event_time if before and untouched else moment_from(typed.event_time, zone, "event_time"),
        language=typed.language.strip(),
    )


def publication(
    slug: str, actor: str, typed: UpdateTyped, zone: str, pictures: Mapping[str, KeptPicture] = NONE_KEPT
) -> c.PublishEntry:
    """The command that a composed update asks for.

    Raises   Refusal, see content_from().
    """
    return c.PublishEntry(
        slug=slug,
        actor=actor,
        command_id=typed.command_id,
        key=typed.key,
        content=content_from(typed, zone, pictures),
        under=typed.under.strip(),
    )


def pinning(slug: str, actor: str, typed: UpdateTyped) -> c.PinEntry | None:
    """The command that goes with publication() where the update is to be pinned at once; None where it is not."""
    return _pin(slug, actor, typed.command_id, typed.key) if typed.pin else None


def pinning_of(command: c.PublishEntry | c.AmendEntry) -> c.PinEntry:
    """The command that pins what another one publishes."""
    return _pin(command.slug, command.actor, command.command_id, command.key)


def _pin(slug: str, actor: str, command_id: str, key: str) -> c.PinEntry:
    """Its id follows from the other's, so that what is sent twice pins once."""
    digest = hashlib.sha256(command_id.encode()).hexdigest()
    return c.PinEntry(slug=slug, actor=actor, command_id=f"pin-{digest[:20]}", key=key)


def amendment(
    slug: str,
    actor: str,
    typed: UpdateTyped,
    zone: str,
    before: Content,
    pictures: Mapping[str, KeptPicture] = NONE_KEPT,
) -> c.AmendEntry:
    """The command that an amended update asks for.

    before   the content of revision typed.parts_of.
    Raises   Refusal, see content_from().
    """
    return c.AmendEntry(
        slug=slug,
        actor=actor,
        command_id=typed.command_id,
        key=typed.key,
        content=content_from(typed, zone, pictures, before),
        amendment=word_from(Amendment, typed.amendment, "amendment"),
        note=typed.note,
        based_on=number_from(typed.based_on, "based_on"),
    )
