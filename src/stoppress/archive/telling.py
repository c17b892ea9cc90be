"""A capture as the commands that tell it as a story: the same file gives the same commands, so that twice is once.

Pure. Times come from the capture alone; what has none is published with its time unknown, in its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final

from stoppress.archive.capture import (
    Block,
    Capture,
    CapturedEntry,
    Figure,
    LinkCard,
    ListBlock,
    Paragraph,
    Post,
    Quotation,
)
from stoppress.base.errors import Refusal
from stoppress.base.keys import entry_key_from, slug_from
from stoppress.base.limits.words import AUTHORS_MAX, HEADLINE_CHARS_MAX, KEY_POINTS_MAX
from stoppress.base.text import clean_line, shortened
from stoppress.press.times import moment
from stoppress.story import commands as c
from stoppress.story.body.build import bullet_list, document, embed, figure, paragraph, quotation
from stoppress.story.body.document import Node
from stoppress.story.content import Author, Content, Head, KeyPoint, Source, checked_zone
from stoppress.story.words import Kind

_STAND_IN_CHARS_MAX: Final = 100
"""Of a text that stands in for a headline."""
ACTOR: Final = "import"
"""Who does it, in the log: a program, not a user."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A story as commands, in three parts, each in the order in which it is to be carried out."""

    slug: str
    opening: c.Command
    updates: tuple[c.Command, ...]
    """From the oldest to the newest, one a captured entry."""
    ending: tuple[c.Command, ...]
    """Pin, key points, and the close of a closed story."""

    @property
    def commands(self) -> tuple[c.Command, ...]:
        """All of it."""
        return (self.opening, *self.updates, *self.ending)


def telling_of(capture: Capture, source: bytes, *, slug: str = "", actor: str = ACTOR) -> Telling:
    """The commands that tell a capture.

    source   the file that was read; names the commands and the updates, so that a repeat is known.
    slug     the story's address; "" = from the headline.
    """
    digest = hashlib.sha256(source).hexdigest()
    teller = _Teller(capture, digest, slug or slug_from(_headline(capture), f"story-{digest[:8]}"), actor)
    return teller.telling()


class _Teller:
    """Counts the commands and keeps the time, so that both only go forward."""

    def __init__(self, capture: Capture, digest: str, slug: str, actor: str) -> None:
        self._capture = capture
        self._digest = digest
        self._slug = slug
        self._actor = actor
        self._count = 0
        known = [entry.published_at for entry in capture.entries if entry.published_at]
        # A page without any time is told as of now: nothing is invented.
        self._at: datetime | None = min(known) if known else None

    def telling(self) -> Telling:
        """The commands, in their order."""
        unknown = all(entry.published_at is None for entry in self._capture.entries)
        opening = c.OpenStory(head=_head(self._capture), time_unknown=unknown, **self._common())
        entries = list(enumerate(self._capture.entries))
        if self._capture.order == "newest-first":
            entries.reverse()
        updates = tuple(self._publishing(place, entry) for place, entry in entries)
        return Telling(self._slug, opening, updates, tuple(self._ending()))

    def _publishing(self, place: int, entry: CapturedEntry) -> c.Command:
        if entry.published_at and (self._at is None or entry.published_at > self._at):
            self._at = entry.published_at
        common = self._common()
        if entry.published_at:
            common["at"] = entry.published_at
        return c.PublishEntry(
            key=self._key(place), content=_content(entry), time_unknown=entry.published_at is None, **common
        )

    def _ending(self) -> Iterator[c.Command]:
        capture = self._capture
        for place, entry in enumerate(capture.entries):
            if entry.pinned:
                yield c.PinEntry(key=self._key(place), **self._common())
        if capture.key_points:
            points = tuple(KeyPoint(text) for text in capture.key_points[:KEY_POINTS_MAX])
            yield c.SetKeyPoints(points=points, **self._common())
        if capture.state == "closed":
            yield c.CloseStory(note=capture.closing_note, **self._common())

    def _common(self) -> dict[str, Any]:
        self._count += 1
        return {
            "slug": self._slug,
            "actor": self._actor,
            "at": self._at,
            "command_id": f"import:{self._digest[:32]}:{self._slug[:30]}:{self._count - 1}",
        }

    def _key(self, place: int) -> str:
        return entry_key_from(f"{self._digest}/{self._slug}/{place}")


def _head(capture: Capture) -> Head:
    timeless = not any(entry.published_at for entry in capture.entries)
    told_by = [capture.source_line, _day_of(capture) if timeless else "", ", ".join(capture.authors[AUTHORS_MAX:])]
    return Head(
        headline=_headline(capture),
        standfirst=capture.standfirst,
        topic=capture.topic,
        summary=document(*_summary(capture)),
        authors=tuple(Author(name) for name in capture.authors[:AUTHORS_MAX]),
        language=capture.language,
        zone=_zone(capture.zone),
        picture=_block(capture.lead_figure) if capture.lead_figure else None,
        source_line=" · ".join(part for part in told_by if part),
    )


def _day_of(capture: Capture) -> str:
    """The day that a page without times names, in words; as it stood there where it can't be read."""
    if not capture.date:
        return capture.date_text
    return moment(datetime.combine(capture.date, time(), UTC), "UTC", capture.language).day


def _headline(capture: Capture) -> str:
    """The page's headline; for a page that came without one the first words that stand in its place."""
    first = next((entry.headline or entry.text for entry in capture.entries), "")
    words = capture.headline or capture.standfirst or capture.topic or first
    return shortened(clean_line(words), HEADLINE_CHARS_MAX if capture.headline else _STAND_IN_CHARS_MAX)


def _summary(capture: Capture) -> Iterator[Node]:
    """The text above the updates, what could not be placed, and the key points that are too many."""
    for part in (*capture.summary, *capture.unplaced):
        yield paragraph(part.text)
    if capture.key_points[KEY_POINTS_MAX:]:
        yield bullet_list(capture.key_points[KEY_POINTS_MAX:])


def _content(entry: CapturedEntry) -> Content:
    return Content(
        kind=Kind(entry.kind),
        headline=entry.headline,
        body=document(*map(_block, entry.blocks)),
        key_event=entry.key_event,
        authors=tuple(Author(name) for name in entry.authors[:AUTHORS_MAX]),
        sources=(Source(entry.source_line),) if entry.source_line else (),
    )


def _block(block: Block) -> Node:
    match block:
        case Paragraph():
            return paragraph(block.text)
        case Quotation():
            return quotation(*block.text)
        case ListBlock():
            return _list(block.items, ordered=block.ordered)
        case Figure():
            return figure(alt=block.alt, caption=block.caption, credit=block.credit)
        case Post():
            words = "\n".join(block.text)
            return embed("post", author=block.author, handle=block.handle, date=block.date, text=words)
        case LinkCard():
            return embed("card", title=block.title, text=block.intro)


def _list(items: Sequence[str], *, ordered: bool) -> Node:
    bullets = bullet_list(items)
    return Node("ordered_list", bullets.content) if ordered else bullets


def _zone(zone: str) -> str:
    try:
        return checked_zone(zone or "UTC")
    except Refusal:
        return "UTC"  # an abbreviation that only the page's own times were read by
