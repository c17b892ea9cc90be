"""The form of a story's head: typed → Head, and Head → typed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id, new_entry_key, slug_from
from stoppress.desk.forms.people import AuthorTyped, authors_from, authors_shown, authors_typed
from stoppress.desk.forms.typed import Typed
from stoppress.story import commands as c
from stoppress.story.body.to_markdown import document_from_edited_markdown, to_markdown
from stoppress.story.codec import command_to_json
from stoppress.story.content import Head, checked_head


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadTyped:
    """The form as it stands on the page."""

    command_id: str
    slug: str = ""
    spare_slug: str = ""
    """Stands in for the slug where none is typed and the headline has no letters a–z; made with the form."""
    headline: str = ""
    standfirst: str = ""
    topic: str = ""
    summary: str = ""
    """Markdown."""
    authors: tuple[AuthorTyped, ...] = ()
    language: str = "en"
    zone: str = "UTC"
    head_was: str = ""
    """Fingerprint of the head that was read before writing."""


def blank_head(language: str) -> HeadTyped:
    """A new form."""
    return HeadTyped(command_id=new_command_id(), spare_slug=f"story-{new_entry_key()[:6]}", language=language)


def head_typed(form: Typed) -> HeadTyped:
    """A posted form.

    Raises   Refusal too-many.
    """
    return HeadTyped(
        command_id=form.text("command_id") or new_command_id(),
        slug=form.text("slug"),
        spare_slug=form.text("spare_slug"),
        headline=form.text("headline"),
        standfirst=form.text("standfirst"),
        topic=form.text("topic"),
        summary=form.text("summary"),
        authors=authors_typed(form),
        language=form.text("language", "en"),
        zone=form.text("zone", "UTC"),
        head_was=form.text("head_was"),
    )


def head_shown(head: Head) -> HeadTyped:
    """The form that changes a head."""
    return HeadTyped(
        command_id=new_command_id(),
        headline=head.headline,
        standfirst=head.standfirst,
        topic=head.topic,
        summary=to_markdown(head.summary),
        authors=authors_shown(head.authors),
        language=head.language,
        zone=head.zone,
        head_was=fingerprint(head),
    )


def fingerprint(value: object) -> str:
    """Tells whether a head or key points are still those that were read; 16 hex digits."""
    return hashlib.sha256(command_to_json(value).encode()).hexdigest()[:16]


def head_from(typed: HeadTyped, before: Head) -> Head:
    """What the form says; picture, links and source line stay as before.

    Raises   Refusal, those of document_from_markdown(). What a head may be is for the door to say.
    """
    try:
        summary = document_from_edited_markdown(typed.summary.replace("\r\n", "\n"), before.summary)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, field="summary") from None
    return replace(
        before,
        headline=typed.headline,
        standfirst=typed.standfirst,
        topic=typed.topic,
        summary=summary,
        authors=authors_from(typed.authors),
        language=typed.language.strip(),
        zone=typed.zone.strip(),
    )


def opening(actor: str, typed: HeadTyped) -> c.OpenStory:
    """The command that a new story asks for. The slug is what was typed, else made from the headline.

    Raises   Refusal, see head_from().
    """
    slug = typed.slug.strip() or slug_from(typed.headline, otherwise=typed.spare_slug)
    return c.OpenStory(
        slug=slug, actor=actor, command_id=typed.command_id, head=head_from(typed, Head(headline=typed.headline))
    )


def edit(slug: str, actor: str, typed: HeadTyped, now: Head) -> c.EditStory:
    """The command that changed settings ask for.

    now      the head as it stands.
    Raises   Refusal revision-stale when it is neither the head that was read nor what is asked for; see also
             head_from() and story.content.checked_head().
    """
    head = head_from(typed, now)
    if typed.head_was and typed.head_was != fingerprint(now) and checked_head(head) != now:
        raise Refusal(
            "revision-stale",
            "Somebody changed the story's settings meanwhile. What stands now is shown beside; send yours again if it "
            "shall replace that.",
            field="head_was",
        )
    return c.EditStory(slug=slug, actor=actor, command_id=typed.command_id, head=head)
