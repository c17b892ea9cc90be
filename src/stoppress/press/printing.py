"""One batch of facts as one printing: a frame for each fact, the pieces as they stand after the last. Asks nobody.

No withdrawn word is printed, nor left standing. Of an update that is taken back by now, frames of earlier facts are
printed as superseded and its pieces not at all, until the fact comes that takes it back; that one also rewrites the
frames that are kept from earlier printings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from stoppress.base.clock import iso
from stoppress.edition import forms
from stoppress.edition.contract import Frame, Piece, Print, Shelved
from stoppress.press import frames, pieces
from stoppress.press.compose import head_context, story_context
from stoppress.press.contexts import HeadContext
from stoppress.press.pieces import Shown, shown_entry
from stoppress.press.plan import Plan, is_taken_back, plan
from stoppress.press.render import Renderer
from stoppress.press.rhythm import EMPTY, Rhythm, after_fact
from stoppress.story.read import Step
from stoppress.story.state import EntryState, StoryState

_SHOWS: Final = "shows:"


def shows_slot(key: str) -> str:
    """The slot of a note for ourselves: the numbers of kept frames whose head shows this update's words."""
    return f"{_SHOWS}{key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of an update from earlier printings: where its words stand.

    own      numbers of its own frames: they become superseded ones when it is taken back.
    heads    numbers of frames whose head shows its words: they lose their head then.
    frames   these last, by number; only needed for an update that is taken back.
    """

    own: Sequence[int] = ()
    heads: Sequence[int] = ()
    frames: Mapping[int, Frame] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The next facts of one story with all that is needed to print them."""

    epoch: str
    before: StoryState | None
    """The story as it is printed; None = not at all."""
    steps: Sequence[Step]
    """At least one, following `before`."""
    supports: Mapping[str, EntryState] = field(default_factory=dict)
    """As they stood before the first step: updates that key points cite, that are pinned, that are redacted."""
    now: Mapping[str, EntryState] = field(default_factory=dict)
    """As they stand by now, further on in the log perhaps: updates of the steps, and pinned ones."""
    entries: int = 0
    """Live updates before the first step."""
    rhythm: Rhythm = EMPTY
    """How many updates came when, before the first step."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """Of the updates that are taken back or shown in the head."""

    @property
    def all_entries(self) -> bool:
        """Whether all updates must be printed anew besides: their times, or the words around them, change."""
        return any(asked.all_entries for asked in plans(self.before, self.steps))


def plans(before: StoryState | None, steps: Sequence[Step]) -> list[Plan]:
    """What each fact asks for; `before` the first, the story is as it is printed."""
    stories = [before, *(step.story for step in steps)]
    return [plan(story, step.fact.what) for story, step in zip(stories, steps, strict=False)]


def print_batch(batch: Batch, renderer: Renderer) -> Print:
    """The printing of a batch."""
    return _Printer(batch, renderer).printing()


def shelved(story: StoryState, epoch: str, entries: int) -> Shelved:
    """The record of a story for lists. entries: live updates in it."""
    return Shelved(
        slug=story.slug,
        epoch=epoch,
        number=story.number,
        oldest_frame=0,
        state=story.status.value,
        headline=story.head.headline,
        language=story.head.language,
        opened_at="" if story.opened_time_unknown else iso(story.opened_at),
        updated_at="" if story.updated_time_unknown else iso(story.updated_at),
        entries=entries,
    )


class _Printer:
    """Walks through the steps once and remembers what it will need at the end."""

    def __init__(self, batch: Batch, renderer: Renderer) -> None:
        self._batch = batch
        self._renderer = renderer
        self._entries = dict(batch.supports)
        """Updates as the walk has come to know them."""
        self._touched: dict[str, None] = {}
        self._live = batch.entries
        self._rhythm = batch.rhythm
        self._head = self._shells = False
        self._shows: dict[str, list[int]] = {}
        self._stripped: dict[int, Frame] = {}
        self._superseded: dict[int, Frame] = {}
        self._rendered: dict[str, tuple[tuple[int, str, str], Shown]] = {}

    def printing(self) -> Print:
        batch, story = self._batch, self._batch.before
        new: list[Frame] = []
        for asked, step in zip(plans(story, batch.steps), batch.steps, strict=True):
            self._learn(asked, step)
            new.append(self._frame(asked, step))
            if asked.takes_back:
                self._take_back(asked.key)
            story = step.story
        assert story is not None
        # A frame that is to lose its head may have to lose all: superseded wins.
        old = self._stripped | self._superseded
        return Print(
            story=shelved(story, batch.epoch, self._live),
            pieces=tuple(self._pieces(story)),
            frames=(*(old[number] for number in sorted(old)), *new),
        )

    def _learn(self, asked: Plan, step: Step) -> None:
        if step.entry is not None:
            known = self._entries.get(asked.key)
            if asked.mark == "published":
                self._live += 1
            elif asked.takes_back and (known is None or known.is_public):
                self._live -= 1
            self._entries[asked.key] = step.entry
            self._touched[asked.key] = None
        self._head |= asked.head
        self._shells |= asked.shells

    def _frame(self, asked: Plan, step: Step) -> Frame:
        epoch, number, story = self._batch.epoch, step.fact.number, step.story
        # Frames that brought a drawing may be superseded by now: what takes an update back brings it again.
        beats = self._beats(step) or asked.takes_back
        if step.entry and is_taken_back(step.entry, self._batch.now.get(asked.key)):
            return frames.superseded(epoch, number, asked.key)
        data: dict[str, object] = {}
        if step.entry:
            shown = self._entry(step.entry, story)
            data = {"key": asked.key, "rank": step.entry.rank, "mark": asked.mark, "html": shown.html}
            if shown.outline:
                data["outline"] = shown.outline
        context = story_context(story, self._renderer.house)
        if asked.event == "story":
            data |= {"title": context.title, "state": context.state}
        data["updated"] = self._renderer.updated(context)
        if asked.head:
            head = self._head_context(story)
            self._note_words_in_head(head, number)
            data["head"] = self._renderer.head(head)
        if beats:
            data["rhythm"] = pieces.drawing(self._rhythm, story, self._renderer)
        if asked.all_entries:
            data["anew"] = True
        return frames.frame(epoch, number, asked.event, data)

    def _head_context(self, story: StoryState) -> HeadContext:
        pinned = self._entries.get(story.pinned)
        hidden = pinned is not None and is_taken_back(pinned, self._batch.now.get(story.pinned))
        return head_context(story, self._entries, self._renderer.house, pin_hidden=hidden)

    def _note_words_in_head(self, head: HeadContext, number: int) -> None:
        """Remember that this frame's head shows a pinned update's words, for when it is taken back."""
        if head.pinned:
            earlier = self._batch.kept.get(head.pinned.key, Kept()).heads
            self._shows.setdefault(head.pinned.key, list(earlier)).append(number)

    def _beats(self, step: Step) -> bool:
        """Count what a fact adds to the rhythm. Returns  whether another drawing comes of it."""
        was = self._rhythm
        self._rhythm = after_fact(was, step.fact.what, step.was, step.entry)
        return self._rhythm is not was and self._rhythm.drawn() != was.drawn()

    def _entry(self, entry: EntryState, story: StoryState) -> Shown:
        """An update's markup, made once for its frame and its piece."""
        depends_on = (entry.number, story.head.zone, story.head.language)
        found = self._rendered.get(entry.key)
        if found is None or found[0] != depends_on:
            found = (depends_on, shown_entry(entry, story, self._renderer))
            self._rendered[entry.key] = found
        return found[1]

    def _take_back(self, key: str) -> None:
        """Rewrite what earlier printings left of an update's words in frames."""
        kept = self._batch.kept.get(key, Kept())
        self._stripped |= {number: frames.without_head(frame) for number, frame in kept.frames.items()}
        self._superseded |= {number: frames.superseded(self._batch.epoch, number, key) for number in kept.own}
        if kept.heads:
            self._shows[key] = []

    def _pieces(self, story: StoryState) -> Iterator[Piece]:
        context = story_context(story, self._renderer.house)
        for key in self._touched:
            entry = self._entries[key]
            if not entry.is_public:
                yield Piece(forms.card_slot(key), forms.IMAGE, b"")  # its words go at once; a card without is drawn
            if not is_taken_back(entry, self._batch.now.get(key)):
                yield from pieces.entry_pieces(self._entry(entry, story), context, self._renderer)
        if self._head:
            yield pieces.head_piece(self._renderer.head(self._head_context(story)))
        if self._rhythm is not self._batch.rhythm or self._batch.all_entries:
            yield from pieces.rhythm_pieces(self._rhythm, story, self._renderer)
        if self._shells:
            yield from pieces.shell_pieces(context, self._renderer)
        yield from pieces.dated_pieces(head_context(story, {}, self._renderer.house), self._renderer)
        for key, numbers in self._shows.items():
            yield Piece(shows_slot(key), forms.JSON, json.dumps(numbers).encode())
