"""Has share cards drawn after updates are printed, and puts them on the shelf: a second follower of the log.

How far a story's cards are drawn is noted on the shelf beside them, so that nothing is remembered anywhere else. New
facts come first; where no note fits (an import, another design, another zone), all updates are gone through besides,
the newest first and not in a hurry. Readers never wait for any of it: a page may name a card some tenths of a second
before the card is there.
"""

from __future__ import annotations

import json
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from stoppress.base.limits.cards import CARD_LOOK_S, CARD_PAUSE_S, CARDS_STORIES_AT_ONCE
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.edition import forms
from stoppress.edition.contract import Edition, Piece, Print, Shelved
from stoppress.media.card import DESIGN, Card
from stoppress.media.painter import Painter
from stoppress.press.compose import card_of_entry, card_of_story
from stoppress.press.contexts import House
from stoppress.press.gather import kept_piece
from stoppress.press.plan import is_taken_back
from stoppress.press.refresh import Standing
from stoppress.story import read
from stoppress.story.facts import entry_key
from stoppress.story.state import StoryState

logger: Final = logging.getLogger("stoppress.press")

STORY: Final = ""
"""Stands for the story itself where else the key of an update stands."""


@dataclass(slots=True)
class _Place:
    """How far the cards of one story are drawn.

    number   facts up to here are in `new` or done.
    made     with what: another design, zone or language asks for other cards.
    below    all updates are to be gone through, those below this rank yet; None = from the top.
    all      whether they are.
    new      updates of new facts, whose cards come first; at most CHANGES_PER_READ_MAX.
    old      updates among all; at most CHANGES_PER_READ_MAX.
    """

    number: int
    made: str
    all: bool
    below: int | None = None
    new: OrderedDict[str, None] = field(default_factory=OrderedDict)
    old: OrderedDict[str, None] = field(default_factory=OrderedDict)


class DrawingRoom:
    """Draws the cards of a house, one at a time. Used by the press's own thread; part() returns at once."""

    def __init__(self, edition: Edition, house: House, painter: Painter, standing: Standing) -> None:
        self._edition, self._house, self._painter, self._standing = edition, house, painter, standing
        self._waiting: OrderedDict[str, _Place | None] = OrderedDict()
        """Stories that may lack cards, the last changed at the end; None = not looked at yet."""
        self._asked: tuple[str, str, Card] | None = None
        self._pause_until_s = 0.0

    def look(self) -> None:
        """Look at all stories, the last changed first: what was drawn is noted on the shelf."""
        for shelved in reversed(self._edition.stories()):
            self.printed(shelved.slug)

    def printed(self, slug: str) -> None:
        """Something new of a story is printed."""
        self._pause_until_s = 0.0
        self._waiting.setdefault(slug, None)
        self._waiting.move_to_end(slug)
        if len(self._waiting) > CARDS_STORIES_AT_ONCE:
            self._waiting.popitem(last=False)

    def due_in_s(self) -> float:
        """Seconds until part() has something to do: 0 = now, infinite = nothing."""
        if self._painter.is_busy:
            return CARD_LOOK_S
        return max(0.0, self._pause_until_s - time.monotonic()) if self._waiting else float("inf")

    def part(self) -> None:
        """Put a card that is drawn on the shelf, and ask for the next. A few milliseconds."""
        if self._painter.is_busy:
            content = self._painter.painted()
            if content is None:
                return
            self._put(content)
        if not self._waiting:
            self._painter.rest()
        elif time.monotonic() >= self._pause_until_s:
            self._next()

    def _next(self) -> None:
        slug = next(reversed(self._waiting))
        try:
            self._ask(slug)
        except Exception:
            self._waiting.pop(slug, None)  # until something new is printed of it, or the press starts again
            raise

    def close(self) -> None:
        """End the process that draws."""
        self._painter.close()

    def _ask(self, slug: str) -> None:
        """Have the next card of a story drawn, if one is missing; else note how far its cards are."""
        standing = self._standing(slug)
        if standing is None:
            self._waiting.pop(slug)
            return
        at, story = standing
        place = self._place(slug, at, story)
        self._learn_new(slug, place, at)
        if not place.new and not place.old and not self._find_old(slug, place, at):
            self._note(at, place)
            self._waiting.pop(slug)
            return
        due = place.new or place.old
        if due is place.old:
            self._pause_until_s = time.monotonic() + CARD_PAUSE_S
        key, _ = due.popitem(last=False)
        card = self._card(key, at, story)
        if card is not None and not self._is_there(slug, key, card):
            self._painter.ask(card)
            self._asked = slug, key, card

    def _place(self, slug: str, at: Shelved, story: StoryState) -> _Place:
        made = f"{DESIGN} {self._house.name} {self._house.address} {story.head.zone} {story.head.language}"
        place = self._waiting[slug] or self._noted(slug, made)
        if place is None or place.made != made or not 0 <= at.number - place.number <= CHANGES_PER_READ_MAX:
            place = _from_the_top(at, made)
        self._waiting[slug] = place
        return place

    def _learn_new(self, slug: str, place: _Place, at: Shelved) -> None:
        """Put the updates of new facts before all others, the newest first."""
        if place.number == at.number:
            return
        for fact in read.facts_after(slug, place.number, at.number - place.number):
            place.new[entry_key(fact.what)] = None
            place.new.move_to_end(entry_key(fact.what), last=False)
        place.number = at.number
        while len(place.new) > CHANGES_PER_READ_MAX:
            place.new.popitem()
            place.all, place.below = True, None  # they are among all

    def _find_old(self, slug: str, place: _Place, at: Shelved) -> bool:
        """Fill place.old with the next of all updates. Returns  False when there are no more."""
        if not place.all:
            return False
        self._note(at, place)
        found = read.entries(slug, limit=CHANGES_PER_READ_MAX, below=place.below)
        place.old.update(dict.fromkeys(entry.key for entry in found))
        place.below = found[-1].rank if found else place.below
        place.all = bool(found)
        return place.all

    def _card(self, key: str, at: Shelved, story: StoryState) -> Card | None:
        """A card as it is to be now; None for an update that is not printed, or whose words are on their way out."""
        if key == STORY:
            return card_of_story(story, self._house)
        entry = read.entries_as_of(at.slug, [key], at.number).get(key)
        if entry is None or is_taken_back(entry, read.entry(at.slug, key)):
            return None
        return card_of_entry(entry, story, self._house)

    def _put(self, content: bytes) -> None:
        """Put a drawn card on the shelf, if it is still what its page names."""
        assert self._asked is not None
        (slug, key, card), self._asked = self._asked, None
        if not content:
            logger.warning("the share card of %s %s could not be drawn; its page goes without", slug, key)
            return
        standing = self._standing(slug)
        if standing is None or self._card(key, *standing) != card:
            self.printed(slug)  # it has changed meanwhile; the facts say so too
            return
        made = Piece(forms.card_slot(key), forms.IMAGE, card.digest.encode() + content)
        self._edition.print(Print(story=standing[0], pieces=(made,)))

    def _is_there(self, slug: str, key: str, card: Card) -> bool:
        found = kept_piece(self._edition, slug, forms.card_slot(key), forms.IMAGE)
        return found.startswith(card.digest.encode())

    def _noted(self, slug: str, made: str) -> _Place | None:
        note = json.loads(kept_piece(self._edition, slug, forms.CARD) or b"{}")
        if note.get("made") != made:
            return None
        return _Place(note["number"], made, all="below" in note, below=note.get("below"))

    def _note(self, at: Shelved, place: _Place) -> None:
        note: dict[str, object] = {"made": place.made, "number": place.number}
        if place.all:
            note["below"] = place.below
        self._edition.print(Print(story=at, pieces=(Piece(forms.CARD, forms.JSON, json.dumps(note).encode()),)))


def _from_the_top(at: Shelved, made: str) -> _Place:
    place = _Place(at.number, made, all=True)
    place.new[STORY] = None
    return place
