"""What templates are given: frozen values, nothing that asks a database. A newsroom's own templates rely on them.

Made by compose.py from states. Text fields are plain text and are escaped by the templates; fields of type Html are
finished markup. Fields are added, never renamed, within a major version (docs/templates.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stoppress.edition import forms
from stoppress.press.labels import Words
from stoppress.press.times import Moment


class Html(str):
    """Markup that is finished and safe: templates take it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The newsroom: what is the same on all pages."""

    name: str
    address: str
    """Of the readers' pages as the world sees it, without a slash at the end."""
    language: str
    """BCP 47: of pages that belong to no story."""
    style: str
    """Paths of the style sheet and the script, with their hashes."""
    script: str
    icon: str = ""
    frame: str = ""
    """Path of the script of embeds, with its hash."""
    hub: str = ""
    """Address of the WebSub hub, or ""."""
    players: frozenset[str] = frozenset()
    """Hosts whose film players a reader may load into a page."""
    assets: tuple[tuple[str, str], ...] = ()
    """All static files: pairs of name below static/ and path."""


@dataclass(frozen=True, slots=True)
class Person:
    """An author. words: name and role together."""

    name: str
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: in words, and what the words are made of.

    hand     first, second or "".
    url      its link, or "".
    """

    words: str
    name: str
    channel: str
    hand: str
    url: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An update, correction, withdrawal or redaction: `before` time `after`, then the note.

    kind     "update", "correction", "withdrawn", "redacted".
    note     plain text, may be "" (then the lead says all) and may have several lines.
    """

    kind: str
    at: Moment
    when: str
    """The time, with the day where it is not that of the publication."""
    before: str
    after: str
    note: str

    @property
    def words(self) -> str:
        """The lead without markup: Correction, 14:12."""
        return f"{self.before}{self.when}{self.after}"

    @property
    def words_in_full(self) -> str:
        """The same with date and zone, for what is read elsewhere."""
        return f"{self.before}{self.at.full}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryContext:
    """One story: what its pages, feeds and cards say about it."""

    slug: str
    path: str
    """/<slug>/"""
    url: str
    identifier: str
    """urn:uuid: of feeds; the same wherever the house moves."""
    headline: str
    standfirst: str
    topic: str
    title: str
    """Of the document: headline and the newsroom's name."""
    description: str
    language: str
    direction: str
    zone: str
    """IANA name."""
    zone_note: str
    """A sentence that says whose times these are."""
    state: str
    """live, paused or closed."""
    state_word: str
    authors: tuple[Person, ...]
    opened: Moment
    """When it began here."""
    opened_known: bool
    """False: it began elsewhere, nobody knows when; then `opened` is not shown as its beginning."""
    updated: Moment
    updated_known: bool
    """False: nothing in it has a known time; then `updated` is not shown as its last change."""
    closed: Moment | None
    picture: str
    """Absolute address of the story's picture for cards, or ""."""
    number: int
    words: Words
    card: str = ""
    """Absolute address of its share card, 1,200 × 630 pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContext:
    """One update as readers may know it. Of a withdrawn one only key, place, times and the withdrawal are set."""

    key: str
    rank: int
    revision: int
    path: str
    """/<slug>/e/<key>/"""
    url: str
    identifier: str
    """urn:uuid: of feeds; the same wherever the house moves."""
    classes: str
    """For the class attribute: "entry kind-breaking key-event"."""
    kind: str
    kind_word: str
    """"" for a report."""
    key_event: bool
    published: Moment | None
    """None: nobody knows."""
    modified: Moment | None
    """The last change that readers are told of; the publication where there is none."""
    happened: Moment | None
    headline: str
    title: str
    """The headline, or the first words: never empty."""
    label: str
    """For those who listen, where there is no headline: the first words, shorter."""
    day: str
    """The day of its publication in the story's zone, with the day of the week; "" where nobody knows it. Updates
    with the same one stand under one line with the date."""
    body: Html
    text: str
    """The body as plain text."""
    excerpt: str
    """The first words of the text, at most EXCERPT_CHARS."""
    language: str
    """BCP 47; the story's where the update has none of its own."""
    direction: str
    foreign: bool
    """True when language or direction differ from the story's."""
    authors: tuple[Person, ...]
    byline: str
    sources: tuple[SourceLine, ...]
    sources_label: str
    """The status in words, or Source(s)."""
    status: str
    status_word: str
    changes: tuple[ChangeLine, ...]
    withdrawal: ChangeLine | None
    picture: str
    """Absolute address of its first picture, or ""."""
    words: Words
    card: str = ""
    """Absolute address of its share card, 1,200 × 630 pixels."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A link from a key point to an update that supports it.

    note     "", or in words that the update was corrected or withdrawn.
    """

    key: str
    path: str
    at: Moment | None
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Point:
    """A key point with what supports it.

    cited    the keys of the updates that support it.
    cites    links to them.
    """

    text: str
    cited: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A key event in the outline.

    when     the time, with the day where it is not that on which the story began; "" where nobody knows it.
    note     "", or in words that the update was corrected.
    """

    entry: EntryContext
    when: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmContext:
    """The drawing of updates over time.

    bars, ticks     path data in a space of `width` by 100: a stroke for each bar, a tick for each with key events.
    start_s, end_s  seconds since 1970 at the edges of the drawing.
    first, last     the same as a page shows them.
    words           what is drawn, and when most updates came.
    """

    bars: str
    ticks: str
    width: int
    start_s: int
    end_s: int
    first: Moment
    first_words: str
    last: Moment
    last_words: str
    words: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """The pinned update above the others."""

    key: str
    path: str
    kind_word: str
    title: str
    excerpt: str
    """"" where the title says it all."""
    at: Moment | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link beside the story."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadContext:
    """The story's head: everything above its updates."""

    story: StoryContext
    summary: Html
    picture: Html
    """A whole figure, or ""."""
    byline: str
    points: tuple[Point, ...]
    pinned_key: str
    """The key of the pinned update, or ""."""
    pinned: Pinned | None
    """What is shown of it."""
    closing_note: str
    links: tuple[Link, ...]
    source_line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Where the reader plane joins finished bytes in (edition/forms.py)."""

    position: Html
    updated: Html
    head: Html
    rhythm: Html
    outline: Html
    entries: Html
    more: Html
    linked: Html
    meta: Html
    key: Html


MARKS: Final = Marks(
    position=Html(forms.mark(forms.POSITION)),
    updated=Html(forms.mark(forms.UPDATED_AT)),
    head=Html(forms.mark(forms.STORY_HEAD)),
    rhythm=Html(forms.mark(forms.STORY_RHYTHM)),
    outline=Html(forms.mark(forms.KEY_EVENTS)),
    entries=Html(forms.mark(forms.ENTRIES)),
    more=Html(forms.mark(forms.MORE)),
    linked=Html(forms.mark(forms.LINKED)),
    meta=Html(forms.mark(forms.ENTRY_META)),
    key=Html(forms.mark(forms.KEY)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellContext:
    """A page of a story without what the reader plane joins in."""

    page: str
    """story, before, oldest, entry, embed or embed_entry."""
    house: House
    story: StoryContext
    structured: Html
    """JSON for a script element of type application/ld+json."""
    marks: Marks = MARKS

    @property
    def words(self) -> Words:
        """The words in the story's language."""
        return self.story.words


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontStory:
    """A story in a list."""

    story: StoryContext
    entries: int
    """Live updates in it."""
    counted: str
    """The same in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontContext:
    """The front page."""

    house: House
    words: Words
    direction: str
    description: str
    live: tuple[FrontStory, ...]
    """Live and paused ones, the last changed first."""
    closed: tuple[FrontStory, ...]
