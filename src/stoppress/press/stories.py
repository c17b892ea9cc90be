"""Brings one story on the shelf up to its log, a batch at a time. What to print when, loop.py decides."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from stoppress.base.limits.press import PRESS_STORIES_KEPT
from stoppress.edition.contract import Edition, Shelved
from stoppress.press import pieces
from stoppress.press.gather import next_batch
from stoppress.press.printing import Batch, print_batch
from stoppress.press.refresh import fingerprint, reprint_part
from stoppress.press.render import Renderer
from stoppress.story import read
from stoppress.story.state import StoryState

logger: Final = logging.getLogger("stoppress.press")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a story is printed now.

    is_new       whether anything was printed.
    may_be_more  whether the batch was full.
    """

    number: int
    is_new: bool = False
    may_be_more: bool = False


class Stories:
    """The stories of a house as they stand on the shelf. Keeps some in memory, but no truth: another may begin anew."""

    def __init__(self, edition: Edition, renderer: Renderer, own_templates: Path) -> None:
        self._edition, self._renderer = edition, renderer
        self.made_with: Final = fingerprint(renderer, own_templates)
        self._states: OrderedDict[str, tuple[str, StoryState]] = OrderedDict()
        """Epoch and state of stories as they are printed, by slug, the last used at the end."""

    def print_batch(self, slug: str, facts_max: int) -> Progress:
        """Print the next facts of a story, at most facts_max; from the first if the shelf is of another history.

        Returns  Progress(0) when there is no such story.
        Raises   Fault, or what a database raises; the shelf is then as before.
        """
        epoch = read.epoch()
        printed, before = self.standing(slug) or (None, None)
        batch = next_batch(self._edition, slug, epoch, before, printed, facts_max)
        if batch is None:
            return Progress(before.number if before else 0)
        after = batch.steps[-1].story
        self._make_room(batch, printed, after)
        made = print_batch(batch, self._renderer)
        if before is None:
            made = replace(made, pieces=(*made.pieces, pieces.made_with(self.made_with)))
        self._edition.print(made)
        self._remember(epoch, after)
        return Progress(after.number, is_new=True, may_be_more=len(batch.steps) == facts_max)

    def standing(self, slug: str) -> tuple[Shelved, StoryState] | None:
        """How far a story is printed in this epoch, and how it stood there; None = print it from the start."""
        epoch, printed = read.epoch(), self._edition.printed(slug)
        if printed is None or printed.epoch != epoch:
            return None
        known = self._states.get(slug)
        if known is not None and (known[0], known[1].number) == (epoch, printed.number):
            return printed, known[1]
        state = read.story_as_of(slug, printed.number)
        if state is None:
            logger.error("story %s is printed up to %d, beyond its log: printed anew", slug, printed.number)
            return None
        self._remember(epoch, state)
        return printed, state

    def forget(self, slug: str) -> None:
        """Read the story's state from the log next time."""
        self._states.pop(slug, None)

    def _make_room(self, batch: Batch, printed: Shelved | None, after: StoryState) -> None:
        """What comes before a batch: an old print of the same epoch goes, updates in another zone are shown so."""
        if printed is None:
            # One of another epoch is dropped by the printing itself, so that readers see no gap.
            old = self._edition.printed(after.slug)
            if old is not None and old.epoch == batch.epoch:
                self._edition.drop_story(after.slug)
        elif batch.all_entries:
            below: int | None = None
            while (below := reprint_part(self._edition, printed, after, self._renderer, below)) is not None:
                pass

    def _remember(self, epoch: str, state: StoryState) -> None:
        self._states[state.slug] = (epoch, state)
        self._states.move_to_end(state.slug)
        while len(self._states) > PRESS_STORIES_KEPT:
            self._states.popitem(last=False)
