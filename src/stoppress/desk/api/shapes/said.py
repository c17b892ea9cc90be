"""Small shapes that stories and updates share: people, sources, and the text in its four forms."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field

from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.story.body.document import Node, document_from
from stoppress.story.body.html import body_html
from stoppress.story.body.plain import plain_text
from stoppress.story.body.to_markdown import document_from_edited_markdown, to_markdown
from stoppress.story.content import Author, Source
from stoppress.story.words import Hand


class Person(Asked):
    """An author, and as what or where."""

    name: Words
    role: Words = ""


class SourceSaid(Asked):
    """Who says so, by which channel, first- or second-hand."""

    name: Words = ""
    channel: Words = ""
    hand: Words = Field("", description="first, second, or nothing.", json_schema_extra={"enum": [*Hand]})
    url: Words = ""


class Text(Schema):
    """A text in four forms of one and the same. `document` is the one that is kept: ProseMirror's JSON."""

    markdown: str
    html: str = Field(description="Sanitised: no script, nothing loaded from elsewhere.")
    plain: str
    document: dict[str, Any]


class TextAsked(Asked):
    """A text: Markdown, or a document."""

    markdown: Words | None = None
    document: dict[str, Any] | None = Field(
        default=None,
        description="Paragraphs, lists, quotations, links, emphasis, figures, embeds; anything else is refused.",
    )


def text_of(document: Node) -> Text:
    """A stored text as it is shown."""
    return Text(
        markdown=to_markdown(document),
        html=body_html(document),
        plain=plain_text(document),
        document=document.to_json(),
    )


def document_asked(asked: TextAsked, before: Node) -> Node:
    """The document that is asked for.

    before   what Markdown's lines like “![figure 1]” stand for.
    Raises   Refusal, those of document_from() and document_from_edited_markdown().
    """
    if asked.document is not None:
        return document_from(asked.document)
    return document_from_edited_markdown((asked.markdown or "").replace("\r\n", "\n"), before)


def people(authors: tuple[Author, ...]) -> list[Person]:
    """Authors as they are shown."""
    return [Person(name=author.name, role=author.role) for author in authors]


def authors_asked(asked: list[Person]) -> tuple[Author, ...]:
    """Authors as they are asked for."""
    return tuple(Author(person.name, person.role) for person in asked)


def sources_said(sources: tuple[Source, ...]) -> list[SourceSaid]:
    """Sources as they are shown."""
    return [SourceSaid(name=one.name, channel=one.channel, hand=one.hand.value, url=one.url) for one in sources]
