"""A press in miniature for tests: prints made-up stories onto a real shelf and rings the bell.

Knows no log and no templates.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from stoppress.bell.contract import Bell, Ring
from stoppress.edition import forms
from stoppress.edition.contract import Edition, Frame, FrameEvent, Piece, Print, Shelved

PAGE = (
    "<!doctype html><html><head><title>{shell}</title>{meta}</head><body>"
    '<header>{head}</header><main data-position="{position}">{entries}</main>'
    '<p class="updated">{updated}</p><nav>{more}</nav>'
    '<script type="application/ld+json">[{linked}]</script></body></html>'
)
MARKS = {name: forms.mark(name) for name in forms.MARKS}
TIME = "2026-11-22T14:03:07.000Z"


def html_of(key: str, text: str) -> str:
    return f'<article id="e-{key}">{text}</article>'


def shells() -> list[Piece]:
    """The shells of a story; they hold marks only, so that they never change."""
    pages = [forms.SHELL_STORY, forms.SHELL_BEFORE, forms.SHELL_OLDEST, forms.SHELL_ENTRY]
    pieces = [Piece(shell, forms.HTML, PAGE.format(shell=shell, **MARKS).encode()) for shell in pages]
    link = f'<a href="{{way}}/{MARKS[forms.KEY]}/">more</a>'
    pieces.append(Piece(forms.MORE_OLDER, forms.HTML, link.format(way="before").encode()))
    pieces.append(Piece(forms.MORE_NEWER, forms.HTML, link.format(way="after").encode()))
    whole = f'{{"position":"{MARKS["position"]}","story":{MARKS["head"]},"entries":[{MARKS["entries"]}]}}'
    pieces.append(Piece(forms.SHELL_JSON, forms.JSON, whole.encode()))
    pieces += [
        Piece(forms.SHELL_FEED, form, f"<{form}>{MARKS['entries']}</{form}>".encode())
        for form in (forms.ATOM, forms.RSS)
    ]
    pieces.append(Piece(forms.SHELL_FEED, forms.JSON_FEED, f'{{"items":[{MARKS["entries"]}]}}'.encode()))
    return pieces


@dataclass
class Press:
    """Prints one story. Every change has the next number, whatever its type."""

    edition: Edition
    bell: Bell | None = None
    slug: str = "storm"
    epoch: str = "k3"
    number: int = 0
    state: str = "live"
    headline: str = "A storm reaches the coast"
    texts: dict[str, str] = field(default_factory=dict)
    """Live updates by key, oldest first."""
    frames: list[Frame] = field(default_factory=list)
    frames_kept_max: int = 20_000

    def open(self) -> Press:
        """The first change: the story is there."""
        self._print("story", self._head(), [*shells(), *self._story_pieces()])
        return self

    def publish(self, text: str = "Water in the streets") -> str:
        """A new update; returns its key."""
        key = f"{len(self.texts) + 1:08x}"
        self._put_entry(key, text)
        return key

    def amend(self, key: str, text: str) -> None:
        """Another text for an update."""
        self._put_entry(key, text)

    def withdraw(self, key: str) -> None:
        """The update keeps its place; its text leaves every frame that held it."""
        old = self.texts[key]
        self.texts[key] = "Withdrawn."
        tombstone = html_of(key, "Withdrawn.")
        replaced = {n: self._without(frame, key) for n, frame in enumerate(self.frames) if old.encode() in frame.json}
        for n, frame in replaced.items():
            self.frames[n] = frame
        pieces = [piece for piece in self._entry_pieces(key) if piece.form in {forms.HTML, forms.JSON}]
        pieces += [Piece(forms.entry_slot(key), form, b"", int(key, 16), listed=False) for form in FEEDS]
        data = {"key": key, "html": tombstone, "text": "Withdrawn."}
        self._print("withdrawn", data, pieces, list(replaced.values()))

    def edit_story(self, headline: str) -> None:
        """Another headline."""
        self.headline = headline
        self._print("story", self._head(), self._story_pieces())

    def close(self) -> None:
        """The story is over."""
        self.state = "closed"
        self._print("story", {**self._head(), "state": "closed"}, self._story_pieces())

    def begin_anew(self, epoch: str) -> None:
        """Another history, for instance a backup restored."""
        self.epoch, self.number, self.frames, self.texts = epoch, 0, [], {}
        self.open()

    @property
    def position(self) -> str:
        return f"{self.epoch}-{self.number}"

    def _put_entry(self, key: str, text: str) -> None:
        self.texts[key] = text
        data = {"key": key, "rank": int(key, 16), "html": html_of(key, text), "text": text, "updated": TIME}
        self._print("entry", data, self._entry_pieces(key))

    def _entry_pieces(self, key: str) -> list[Piece]:
        text, rank, slot = self.texts[key], int(key, 16), forms.entry_slot(key)
        as_json = json.dumps({"key": key, "text": text}).encode()
        contents = {
            forms.HTML: html_of(key, text).encode(),
            forms.JSON: as_json,
            forms.ATOM: f"<entry>{key}</entry>".encode(),
            forms.RSS: f"<item>{key}</item>".encode(),
            forms.JSON_FEED: as_json,
            forms.LINKED_DATA: as_json,
        }
        ranked = [Piece(slot, form, content, rank) for form, content in contents.items()]
        return [*ranked, Piece(slot, forms.META, f'<link rel="canonical" href="/e/{key}/">'.encode())]

    def _story_pieces(self) -> list[Piece]:
        return [
            Piece(forms.HEAD, forms.HTML, f"<h1>{self.headline}</h1>".encode()),
            Piece(forms.HEAD, forms.JSON, json.dumps({"headline": self.headline}).encode()),
            Piece(forms.UPDATED, forms.HTML, TIME.encode()),
        ]

    def _head(self) -> dict[str, object]:
        return {"headline": self.headline, "head": f"<h1>{self.headline}</h1>"}

    def _frame(self, number: int, event: FrameEvent, data: dict[str, object]) -> Frame:
        position, text = f"{self.epoch}-{number}", json.dumps(data)
        whole = json.dumps({"id": position, "event": event, "data": data})
        return Frame(number, event, f"id: {position}\nevent: {event}\ndata: {text}\n\n".encode(), whole.encode())

    def _without(self, frame: Frame, key: str) -> Frame:
        data = json.loads(frame.json)["data"]
        if data.get("key") != key:
            return frame
        data |= {"html": html_of(key, "Withdrawn."), "text": "Withdrawn."}
        return self._frame(frame.number, frame.event, data)

    def _print(
        self,
        event: FrameEvent,
        data: dict[str, object],
        pieces: list[Piece],
        replaced: list[Frame] | None = None,
    ) -> None:
        self.number += 1
        new = self._frame(self.number, event, data)
        self.frames.append(new)
        story = Shelved(
            slug=self.slug,
            epoch=self.epoch,
            number=self.number,
            oldest_frame=1,
            state=self.state,  # type: ignore[arg-type]
            headline=self.headline,
            language="en",
            opened_at=TIME,
            updated_at=TIME,
            entries=len(self.texts),
        )
        self.edition.print(
            Print(
                story=story,
                pieces=pieces,
                frames=[*(replaced or []), new],
                frames_kept_max=self.frames_kept_max,
            )
        )
        if self.bell:
            self.bell.ring("edition", Ring(self.slug, self.number))


FEEDS = (forms.ATOM, forms.RSS, forms.JSON_FEED, forms.LINKED_DATA)
