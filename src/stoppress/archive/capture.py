"""What an import found in a foreign page, as plain values: the capture, and the account of every line of it.

Every format's parser gives these; turning them into commands is another file's work. Nothing here knows a format.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

EntryKind = Literal["report", "breaking", "quote", "video", "explainer", "correspondent", "summary", "link"]
Order = Literal["newest-first", "oldest-first"]
Lines: TypeAlias = tuple[int, ...]
"""Numbers of lines in the file, from 1, ascending."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that the page sets apart as someone's, one string a paragraph."""

    text: tuple[str, ...]
    lines: Lines


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Bullets, or a numbered list."""

    items: tuple[str, ...]
    lines: Lines
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of which only the words came along. It is never published as an empty frame."""

    alt: str
    caption: str
    credit: str
    lines: Lines
    missing: bool = True


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a social network, as it stood in the text. date as written; platform "" when nothing tells it."""

    author: str
    handle: str
    date: str
    text: tuple[str, ...]
    platform: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A pointer to another page: what leads to it ("Ada Byron reports here:") and that page's title."""

    intro: str
    title: str
    lines: Lines


Block: TypeAlias = Paragraph | Quotation | ListBlock | Figure | Post | LinkCard


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedEntry:
    """One update of the page."""

    headline: str
    """"" where the page gives it none."""
    kind: EntryKind
    published_at: datetime | None
    """Aware, UTC. None when day, time or zone can't be known: a time is never made up."""
    published_text: str
    """The time as the page writes it; "" when it writes none."""
    local_time: datetime | None = None
    """Day and time as on the page, without a zone, where only the zone is missing."""
    updated_text: str = ""
    """"Updated at 14.15 BST", as the page writes it."""
    authors: tuple[str, ...] = ()
    key_event: bool = False
    pinned: bool = False
    lost_links: tuple[str, ...] = ()
    """What is left of links whose address did not come along ("Read more.")."""
    source_line: str = ""
    blocks: tuple[Block, ...] = ()
    lines: Lines = ()

    @property
    def text(self) -> str:
        """Headline and all blocks as plain text, one paragraph a line."""
        return "\n".join(filter(None, [self.headline, *(words_of(block) for block in self.blocks)]))


@dataclass(frozen=True, slots=True)
class LineFate:
    """What became of one line that is not blank."""

    number: int
    taken: bool
    role: str
    """What it was taken as ("paragraph", "time", "caption" …), or why it was left ("navigation", "related" …)."""
    entry: int | None
    """Index of its update in Capture.entries; None outside of updates."""
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The account of the file: each line that is not blank once, in order, and what is doubtful, in sentences."""

    fates: tuple[LineFate, ...]
    notes: tuple[str, ...] = ()

    def taken(self) -> dict[str, int]:
        """Lines taken, by what as."""
        return dict(Counter(fate.role for fate in self.fates if fate.taken))

    def left(self) -> dict[str, int]:
        """Lines left, by why."""
        return dict(Counter(fate.role for fate in self.fates if not fate.taken))


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A live page, as far as the file tells it."""

    headline: str
    standfirst: str = ""
    summary: tuple[Paragraph, ...] = ()
    """Running text above the updates, after the standfirst."""
    topic: str = ""
    authors: tuple[str, ...] = ()
    date: date | None = None
    date_text: str = ""
    state: Literal["closed", "live"] = "live"
    closing_note: str = ""
    key_points: tuple[str, ...] = ()
    source_line: str = ""
    lead_figure: Figure | None = None
    language: str = "und"
    """BCP 47, a guess; "und" when it can't be told."""
    direction: Literal["ltr", "rtl"] = "ltr"
    order: Order = "newest-first"
    order_known: bool = False
    """False: nothing in the page tells the order, and newest-first is the custom of the trade."""
    zone: str = ""
    """The zone in which the page's times without a zone were read; "" when there was no evidence."""
    entries: tuple[CapturedEntry, ...] = ()
    """In the order of the file."""
    unplaced: tuple[Paragraph, ...] = ()
    """Text that belongs nowhere, kept."""
    report: Report


def words_of(block: Block) -> str:
    """A block as plain text, one paragraph a line; of a figure its alternative text, caption and credit."""
    match block:
        case Paragraph():
            return block.text
        case Quotation():
            return "\n".join(block.text)
        case ListBlock():
            return "\n".join(block.items)
        case Figure():
            return "\n".join(filter(None, [block.alt, block.caption, block.credit]))
        case Post():
            signature = " ".join(filter(None, [block.author, block.handle, block.date]))
            return "\n".join(filter(None, [*block.text, signature]))
        case LinkCard():
            return "\n".join(filter(None, [block.intro, block.title]))
