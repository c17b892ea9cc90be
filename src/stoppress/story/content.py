"""What is said: the words of a story and of an update, and what may stand in them. Pure, checked once at the door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stoppress.base.errors import Refusal
from stoppress.base.html import is_safe_link, seen_address
from stoppress.base.limits.words import (
    AUTHORS_MAX,
    CITATIONS_MAX,
    ENTRY_CHARS_MAX,
    HEADLINE_CHARS_MAX,
    KEY_POINTS_MAX,
    NAME_CHARS_MAX,
    NOTE_CHARS_MAX,
    SOURCES_MAX,
    STANDFIRST_CHARS_MAX,
)
from stoppress.base.text import clean_line, clean_text
from stoppress.story.body.document import EMPTY, Node, document_from
from stoppress.story.body.plain import plain_text
from stoppress.story.words import Hand, Kind, Status


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it, and as what ("in Odesa", "data desk")."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, by which channel ("Telegram", "RIA"), and whether they saw it themselves."""

    name: str
    channel: str = ""
    hand: Hand = Hand.UNSTATED
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One sentence of the story's summary, with the keys of the updates that support it."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A link beside the story."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The words of one update: what a revision holds."""

    kind: Kind = Kind.REPORT
    headline: str = ""
    body: Node = EMPTY
    key_event: bool = False
    authors: tuple[Author, ...] = ()
    sources: tuple[Source, ...] = ()
    status: Status = Status.UNSTATED
    event_time: datetime | None = None
    """When it happened, where that differs from when it was published. Aware."""
    language: str = ""
    """BCP 47; "" = the story's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The words above the updates of a story."""

    headline: str
    standfirst: str = ""
    topic: str = ""
    summary: Node = EMPTY
    """Paragraphs above the updates, where a story has them."""
    authors: tuple[Author, ...] = ()
    language: str = "en"
    """BCP 47."""
    zone: str = "UTC"
    """IANA time zone in which times are shown."""
    picture: Node | None = None
    """A node of kind figure."""
    links: tuple[RelatedLink, ...] = ()
    source_line: str = ""


BLANK: Final = Content()

T = TypeVar("T")


def checked_content(content: Content) -> Content:
    """The content with its text cleaned, if an update may say it.

    Raises   Refusal nothing-said, too-long, too-many, link-not-safe, time-without-zone, language-unknown, body-….
    """
    cleaned = replace(
        content,
        headline=_line(content.headline, "headline", HEADLINE_CHARS_MAX),
        body=document_from(content.body.to_json()),
        authors=checked_authors(content.authors),
        sources=_few([_source(source) for source in content.sources], "sources", SOURCES_MAX),
        language=checked_language(content.language) if content.language else "",
    )
    if not cleaned.headline and not cleaned.body.content:
        raise Refusal("nothing-said", "The update has neither headline nor text. Write one of them.", field="body")
    if len(text := plain_text(cleaned.body)) > ENTRY_CHARS_MAX:
        raise _too_long("body", len(text), ENTRY_CHARS_MAX)
    if content.event_time and content.event_time.tzinfo is None:
        raise Refusal(
            "time-without-zone",
            "The event time names no zone. Add one, as in 14:03+02:00.",
            field="event_time",
        )
    return cleaned


def checked_head(head: Head) -> Head:
    """The head with its text cleaned, if a story may have it.

    Raises   Refusal headline-missing, too-long, too-many, zone-unknown, language-unknown, link-not-safe, body-….
    """
    cleaned = replace(
        head,
        headline=_line(head.headline, "headline", HEADLINE_CHARS_MAX),
        standfirst=_line(head.standfirst, "standfirst", STANDFIRST_CHARS_MAX),
        topic=_line(head.topic, "topic", NAME_CHARS_MAX),
        summary=document_from(head.summary.to_json()),
        authors=checked_authors(head.authors),
        language=checked_language(head.language),
        zone=checked_zone(head.zone),
        picture=_picture(head.picture),
        links=_few([_related(link) for link in head.links], "links", KEY_POINTS_MAX),
        source_line=_line(head.source_line, "source_line", NOTE_CHARS_MAX),
    )
    if not cleaned.headline:
        raise Refusal("headline-missing", "The story has no headline. Write one.", field="headline")
    return cleaned


def checked_key_points(points: tuple[KeyPoint, ...]) -> tuple[KeyPoint, ...]:
    """The key points with their text cleaned; empty ones are left out.

    Raises   Refusal too-long, too-many.
    """
    cleaned = [
        KeyPoint(
            _line(point.text, "key_points", NOTE_CHARS_MAX),
            _few(dict.fromkeys(point.cites), "key_points", CITATIONS_MAX),
        )
        for point in points
    ]
    return _few([point for point in cleaned if point.text], "key_points", KEY_POINTS_MAX)


def checked_note(note: str, field: str = "note") -> str:
    """A note, reason or closing note, cleaned; may be empty.

    Raises   Refusal too-long.
    """
    note = clean_text(note).strip()
    if len(note) > NOTE_CHARS_MAX:
        raise _too_long(field, len(note), NOTE_CHARS_MAX)
    return note


def checked_zone(zone: str) -> str:
    """The zone, if it is one.

    Raises   Refusal zone-unknown.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal(
            "zone-unknown",
            f"“{zone[:60]}” is no time zone. Write one like Europe/Kyiv, Asia/Amman or UTC.",
            field="zone",
        ) from None
    return zone


def checked_language(language: str) -> str:
    """The language tag, if it has the shape of one: "en", "ar", "pt-BR", "zh-Hant".

    Raises   Refusal language-unknown.
    """
    parts = language.split("-")
    if not (
        2 <= len(parts[0]) <= 3
        and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
        and len(parts) <= 4
    ):
        raise Refusal(
            "language-unknown",
            f"“{language[:40]}” is no language tag. Write one like en, ar or pt-BR.",
            field="language",
        )
    return language


def checked_authors(authors: tuple[Author, ...]) -> tuple[Author, ...]:
    """The authors, cleaned; nameless ones are left out.

    Raises   Refusal too-long, too-many.
    """
    cleaned = [
        Author(_line(author.name, "authors", NAME_CHARS_MAX), _line(author.role, "authors", NAME_CHARS_MAX))
        for author in authors
    ]
    return _few([author for author in cleaned if author.name], "authors", AUTHORS_MAX)


def _source(source: Source) -> Source:
    source = replace(source, url=seen_address(source.url))
    if source.url:
        _check_link(source.url, "sources")
    return replace(
        source,
        name=_line(source.name, "sources", NAME_CHARS_MAX),
        channel=_line(source.channel, "sources", NAME_CHARS_MAX),
    )


def _related(link: RelatedLink) -> RelatedLink:
    link = replace(link, url=seen_address(link.url))
    _check_link(link.url, "links")
    return replace(link, title=_line(link.title, "links", HEADLINE_CHARS_MAX))


def _check_link(url: str, field: str) -> None:
    if not is_safe_link(url):
        raise Refusal("link-not-safe", f"The link “{url[:80]}” can't be used. Begin it with https://.", field=field)


def _picture(picture: Node | None) -> Node | None:
    if picture is None:
        return None
    if picture.kind != "figure":
        raise Refusal(
            "body-not-readable", f"The story's picture is a “{picture.kind}”. Give a figure.", field="picture"
        )
    return document_from(Node("doc", (picture,)).to_json()).content[0]


def _line(text: str, field: str, chars_max: int) -> str:
    text = clean_line(text)
    if len(text) > chars_max:
        raise _too_long(field, len(text), chars_max)
    return text


def _too_long(field: str, length: int, chars_max: int) -> Refusal:
    return Refusal("too-long", f"“{field}” has {length} characters; at most {chars_max} fit. Shorten it.", field=field)


def _few(items: Iterable[T], field: str, items_max: int) -> tuple[T, ...]:
    found = tuple(items)
    if len(found) > items_max:
        raise Refusal(
            "too-many",
            f"“{field}” has {len(found)} items; at most {items_max} fit. Leave some out.",
            field=field,
        )
    return found
