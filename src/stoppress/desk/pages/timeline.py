"""The public timeline as the desk lists it: one dense row for each update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from stoppress.base.limits.desk import TIMELINE_ENTRIES
from stoppress.base.text import shortened
from stoppress.desk.words import AMENDMENTS, KINDS, STATUSES
from stoppress.story import read
from stoppress.story.body.document import Node
from stoppress.story.body.plain import plain_text
from stoppress.story.state import EntryState, StoryState, Withdrawal
from stoppress.story.words import Kind

_EXCERPT_CHARS: Final = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One update. Words are empty once it is withdrawn."""

    key: str
    slug: str
    number: int
    """The fact that last changed it: "sent 412", and "live" once the stream has said so."""
    rank: int
    revision: int
    published_at: datetime | None
    kind: str
    kind_label: str
    """"" for the ordinary kind."""
    headline: str
    excerpt: str
    has_picture: bool
    key_event: bool
    pinned: bool
    authors: str
    sources: str
    status: str
    status_label: str
    change_label: str
    """"Update" or "Correction" of the last change that readers see; "" for none."""
    changed_at: datetime | None
    withdrawal: Withdrawal | None
    language: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of rows, newest first."""

    rows: tuple[Row, ...]
    below: int | None
    """The rank to ask for older ones with; None when there are none."""


def timeline(story: StoryState, below: int | None = None) -> Timeline:
    """The newest updates, or those below a rank."""
    entries = read.entries(story.slug, limit=TIMELINE_ENTRIES + 1, below=below)
    shown = entries[:TIMELINE_ENTRIES]
    more = len(entries) > TIMELINE_ENTRIES
    return Timeline(tuple(rows(story, shown)), shown[-1].rank if more else None)


def rows(story: StoryState, entries: Iterable[EntryState]) -> list[Row]:
    """Updates as rows, in the same order."""
    return [row(story, entry) for entry in entries]


def row(story: StoryState, entry: EntryState) -> Row:
    """One update as a row."""
    content = entry.content
    last = entry.changes[-1] if entry.changes else None
    public = entry.is_public
    return Row(
        key=entry.key,
        slug=story.slug,
        number=entry.number,
        rank=entry.rank,
        revision=entry.revision,
        published_at=entry.published_at,
        kind=content.kind,
        kind_label=str(KINDS[content.kind]) if public and content.kind is not Kind.REPORT else "",
        headline=content.headline if public else "",
        excerpt=_excerpt(content.body) if public else "",
        has_picture=public and any(node.kind == "figure" for node in content.body.content),
        key_event=public and content.key_event,
        pinned=story.pinned == entry.key,
        authors=" · ".join(author.name for author in content.authors) if public else "",
        sources=" · ".join(source.name or source.channel for source in content.sources) if public else "",
        status=content.status if public else "",
        status_label=str(STATUSES[content.status]) if public and content.status else "",
        change_label=str(AMENDMENTS[last.amendment]) if last and public else "",
        changed_at=last.at if last and public else None,
        withdrawal=entry.withdrawal,
        language=content.language or story.head.language,
    )


def _excerpt(body: Node) -> str:
    """The beginning of the text; captions and credits are no text."""
    words = Node("doc", tuple(block for block in body.content if block.kind != "figure"))
    return shortened(" ".join(plain_text(words).split()), _EXCERPT_CHARS)
