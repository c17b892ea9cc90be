"""The form of a story's head: typed → Head, and Head → typed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id, new_entry_key, slug_from
from stoppress.desk.forms.people import AuthorTyped, authors_from, authors_shown, authors_typed
from stoppress.desk.forms.picture import NO_PICTURE, PictureTyped, figure_from, picture_shown, picture_typed
from stoppress.desk.forms.typed import Typed
from stoppress.media.pictures import KeptPicture
from stoppress.story import commands as c
from stoppress.story.body.document import Node
from stoppress.story.body.to_markdown import document_from_edited_markdown, to_markdown
from stoppress.story.codec import command_to_json
from stoppress.story.content import Head, RelatedLink, checked_head


@dataclass(frozen=True, slots=True)
class LinkTyped:
    """One row of links beside the story."""

    title: str = ""
    url: str = ""


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
    picture: PictureTyped | None = NO_PICTURE
    """None: the form has no such field, the picture stays."""
    links: tuple[LinkTyped, ...] | None = ()
    """None: likewise."""
    source_line: str | None = ""
    """None: likewise."""
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
        picture=picture_typed(form) if form.has("picture_asset") else None,
        links=tuple(LinkTyped(*row) for row in form.rows("link_title", "link_url")) if form.has("link_url") else None,
        source_line=form.text("source_line") if form.has("source_line") else None,
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
        picture=picture_shown(head.picture),
        links=tuple(LinkTyped(link.title, link.url) for link in head.links),
        source_line=head.source_line,
        head_was=fingerprint(head),
    )


def fingerprint(value: object) -> str:
    """Tells whether a head or key points are still those that were read; 16 hex digits."""
    return hashlib.sha256(command_to_json(value).encode()).hexdigest()[:16]


def head_from(typed: HeadTyped, before: Head, picture: KeptPicture | None = None) -> Head:
    """What the form says.

    picture  what is kept under the form's asset.
    Raises   Refusal, those of document_from_markdown() and figure_from(). What a head may be is for the door to say.
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
        picture=head_picture(typed.picture, before.picture, picture),
        links=before.links if typed.links is None else tuple(related_link(row.title, row.url) for row in typed.links),
        source_line=before.source_line if typed.source_line is None else typed.source_line,
    )


def head_picture(typed: PictureTyped | None, before: Node | None, picture: KeptPicture | None) -> Node | None:
    """The story's picture. One that an import found missing has no file, but words: it stays till another comes.

    typed    None: nothing is said of it.
    Raises   Refusal, those of figure_from().
    """
    if typed is None or (not typed.asset and before is not None and not before.words("asset")):
        return before
    if picture is None and before is not None and typed.asset and typed.asset == before.words("asset"):
        picture = KeptPicture(
            asset=typed.asset, width=before.count("width"), height=before.count("height"), alt="", caption="", credit=""
        )
    return figure_from(typed, picture)


def related_link(title: str, url: str) -> RelatedLink:
    """A link beside the story; without a title its address stands for it."""
    return RelatedLink(title.strip() or url.strip(), url.strip())


def opening(actor: str, typed: HeadTyped, picture: KeptPicture | None = None) -> c.OpenStory:
    """The command that a new story asks for. The slug is what was typed, else made from the headline.

    Raises   Refusal, see head_from().
    """
    slug = typed.slug.strip() or slug_from(typed.headline, otherwise=typed.spare_slug)
    head = head_from(typed, Head(headline=typed.headline), picture)
    return c.OpenStory(slug=slug, actor=actor, command_id=typed.command_id, head=head)


def edit(slug: str, actor: str, typed: HeadTyped, now: Head, picture: KeptPicture | None = None) -> c.EditStory:
    """The command that changed settings ask for.

    now      the head as it stands.
    picture  what is kept under the form's asset.
    Raises   Refusal revision-stale when it is neither the head that was read nor what is asked for; see also
             head_from() and story.content.checked_head().
    """
    head = head_from(typed, now, picture)
    if typed.head_was and typed.head_was != fingerprint(now) and checked_head(head) != now:
        raise Refusal(
            "revision-stale",
            "Somebody changed the story's settings meanwhile. What stands now is shown beside; send yours again if it "
            "shall replace that.",
            field="head_was",
        )
    return c.EditStory(slug=slug, actor=actor, command_id=typed.command_id, head=head)
