"""What a demo story is made of: frozen values. reading.py reads them, checks.py holds them to sense.

A script file has

    [story]         slug, headline, standfirst, language (BCP 47), zone (IANA), authors = [names], picture = name.
                    days_before and clock = "13:10": the story happened so many days before the demo starts; its origin
                    is that time of day in its zone. Without them the origin is the start of the demo.
    [moments]       name = minutes from the origin, for {clock name} in any text.
    [people.NAME]   name, role. Acts call their authors by NAME.
    [pictures.NAME] alt, caption, credit of the drawing NAME of drawings/.
    [[acts]]        what happens, in order. at = minutes from the origin; acts that have none come after the
                    start, one by one. act says which:
      publish       name (for later acts), kind, headline, body (Markdown); may have authors, key_event,
                    status, sources = [{ name, channel, hand = "first" | "second", link }], pictures = [names],
                    happened = minutes from the act, when the event was earlier than its publication,
                    quoted = { author, handle, text, posted = minutes from the act }: a post of a network.
      amend         entry, as = "typo" | "update" | "correction", note; any of headline, body,
                    status, sources.
      withdraw      entry, reason.
      pin, unpin    entry.
      key_points    points = [{ text, cites = [names] }].
      edit_story    headline, standfirst: one or both.
      close         note.
      pause, reopen nothing.

In all texts {clock -12} is the time of day twelve minutes before the act, {clock landfall} that of a moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from importlib import resources
from typing import Final

from stoppress.base.errors import Fault
from stoppress.story.content import Author, Source
from stoppress.story.words import Amendment, Kind, Status

STORM: Final = "storm"
"""The story that goes on while it is watched, in English."""
BLACKOUT: Final = "blackout_ar"
"""The closed one, in Arabic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing by its name, with the words that must never be missing."""

    name: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A post of a social network, quoted whole. posted_min counts from the act and is not positive."""

    author: str
    handle: str
    text: str
    posted_min: int


@dataclass(frozen=True, slots=True)
class Point:
    """One line above the story, with the names of the updates that support it."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """A new update. happened_min counts from the act and is not positive; None = when it is published."""

    at_min: int | None
    name: str
    kind: Kind
    headline: str
    body: str
    authors: tuple[Author, ...] = ()
    key_event: bool = False
    status: Status = Status.UNSTATED
    sources: tuple[Source, ...] = ()
    happened_min: int | None = None
    pictures: tuple[Picture, ...] = ()
    quoted: Quoted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """A change of an update. What is None stays as it is; note is "" for a typo."""

    at_min: int | None
    entry: str
    amended_as: Amendment
    note: str = ""
    headline: str | None = None
    body: str | None = None
    status: Status | None = None
    sources: tuple[Source, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """An update is taken down, and the reason is left in its place."""

    at_min: int | None
    entry: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An update is held at the top, in place of what was pinned before."""

    at_min: int | None
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpin:
    """The pinned update goes back to its place."""

    at_min: int | None
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKeyPoints:
    """All key points anew, in their order."""

    at_min: int | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditStory:
    """Headline or standfirst of the story anew. What is None stays as it is."""

    at_min: int | None
    headline: str | None = None
    standfirst: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Nothing is expected for a while."""

    at_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """The desk goes on after a pause."""

    at_min: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The end, with its closing note."""

    at_min: int | None
    note: str


Act = Publish | Amend | Withdraw | Pin | Unpin | SetKeyPoints | EditStory | Pause | Reopen | Close


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStory:
    """A whole script. days_before and clock are both None (it happens now) or both given (it is over)."""

    slug: str
    headline: str
    standfirst: str
    language: str
    zone: str
    authors: tuple[Author, ...]
    picture: Picture | None
    moments: Mapping[str, int]
    days_before: int | None
    clock: time | None
    pictures: tuple[Picture, ...]
    acts: tuple[Act, ...]

    @property
    def told(self) -> tuple[Act, ...]:
        """The acts that lie behind when the demo starts, oldest first."""
        return tuple(act for act in self.acts if act.at_min is not None)

    @property
    def to_come(self) -> tuple[Act, ...]:
        """The acts that are played one by one, in their order."""
        return tuple(act for act in self.acts if act.at_min is None)


def shipped_script(name: str) -> str:
    """The text of a script that comes with the package: STORM or BLACKOUT.

    Raises   Fault when it is not there: the package is incomplete.
    """
    file = resources.files(__package__) / f"{name}.toml"
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Fault(f"the package lacks its demo script {name}.toml") from None
