"""The press at work: hears that a story has moved, reads what is new in the log, and prints it.

It keeps no truth. How far a story is printed is on the shelf; a lost shelf, or one of another epoch, is printed again
from the first fact. A story that can't be printed is logged and tried again later, and holds up no other.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Event
from typing import Final

from django.db import close_old_connections

from stoppress.base.limits import CHANGES_PER_READ_MAX, LOOK_INTERVAL_S, PRESS_STOP_CHECK_S, PRESS_STORIES_KEPT
from stoppress.base.settings import Settings
from stoppress.bell.contract import Bell, Ring
from stoppress.edition.contract import Edition, Piece, Print, Shelved
from stoppress.press import pieces
from stoppress.press.backoff import Backoff
from stoppress.press.documents import Documents
from stoppress.press.gather import next_batch
from stoppress.press.printing import Batch, print_batch
from stoppress.press.refresh import Refresher, fingerprint, reprint_part
from stoppress.press.render import renderer_of
from stoppress.story import read
from stoppress.story.state import StoryState

logger: Final = logging.getLogger("stoppress.press")


class Press:
    """Prints stories. One for a house; not shared between threads. Django must be set up."""

    def __init__(
        self, edition: Edition, bell: Bell, settings: Settings, *, facts_together: int = CHANGES_PER_READ_MAX
    ) -> None:
        """facts_together: 1 … CHANGES_PER_READ_MAX facts in one printing."""
        self._edition, self._bell = edition, bell
        self._facts_together = facts_together
        self._renderer = renderer_of(settings)
        self._made_with = fingerprint(self._renderer, settings.data / "templates")
        self._documents = Documents(edition, self._renderer)
        self._refresher = Refresher(edition, self._renderer, self._made_with, self._standing)
        self._backoff = Backoff()
        self._states: OrderedDict[str, tuple[str, StoryState]] = OrderedDict()
        """Epoch and state of stories as they are printed, by slug, the last used at the end."""
        self._has_looked = False

    def catch_up(self, slug: str) -> int:
        """Print what is new in one story, however much.

        Returns  the number up to which it is printed; 0 when there is no such story.
        Raises   Fault, or what a database raises; the shelf is then as after the last batch that was printed.
        """
        epoch = read.epoch()
        printed, before = self._standing(slug) or (None, None)
        # One at a time in a story that failed, so that it comes as far as the fact that can't be printed.
        limit = 1 if self._backoff.is_troubled(slug) else self._facts_together
        while batch := next_batch(self._edition, slug, epoch, before, printed, limit):
            printed, before = self._print(batch, printed), batch.steps[-1].story
            self._remember(epoch, before)
            self._documents.stories_changed()
            self._bell.ring("edition", Ring(slug, before.number))
        return before.number if before else 0

    def look_at_everything(self) -> None:
        """Compare log and shelf and print what is missing. A story that can't be printed is logged, not raised.

        Raises   what a database raises that can't be asked at all.
        """
        epoch, numbers = read.epoch(), read.numbers()
        if not self._has_looked:
            self._refresher.look()
            self._has_looked = True
        printed = {shelved.slug: (shelved.epoch, shelved.number) for shelved in self._edition.stories()}
        for slug in printed.keys() - numbers.keys():
            logger.warning("story %s is on the shelf and not in the log: taken off", slug)
            self._edition.drop_story(slug)
            self._documents.stories_changed()
            self._bell.ring("edition", Ring(slug, 0))
        for slug, number in numbers.items():
            if printed.get(slug) != (epoch, number):
                self._attempt(slug)
        self._documents.print_missing()
        self._documents.print_due()

    def refresh(self) -> bool:
        """Print a part of what another version of templates or settings had printed, if look_at_everything() found any.

        Returns  True while there may be more of it.
        """
        return self._refresher.part()

    def run(self, stop: Event) -> None:
        """Work until stop is set; returns within PRESS_STOP_CHECK_S after that, or after the batch at hand."""
        listener = self._bell.listen("log")
        try:
            look_at_s, more = 0.0, False
            while not stop.is_set():
                now_s = time.monotonic()
                if now_s >= look_at_s:
                    look_at_s = now_s + LOOK_INTERVAL_S
                    _logged(self.look_at_everything)
                    close_old_connections()
                due_s = min(PRESS_STOP_CHECK_S, look_at_s - time.monotonic(), self._documents.due_in_s())
                slugs = {ring.story for ring in listener.wait(0.0 if more else max(0.0, due_s))}
                for slug in slugs - {""}:
                    self._attempt(slug)
                if "" in slugs:
                    look_at_s = 0.0
                _logged(self._documents.print_due)
                more = not slugs and _logged(self._refresher.part) is True
        finally:
            listener.close()

    def _attempt(self, slug: str) -> None:
        if not self._backoff.may_try(slug, time.monotonic()):
            return
        try:
            number = self.catch_up(slug)
        except Exception:
            wait_s = self._backoff.failed(slug, time.monotonic())
            self._states.pop(slug, None)
            logger.exception("story %s can't be printed; tried again in %g s", slug, wait_s)
        else:
            if self._backoff.is_troubled(slug):
                logger.warning("story %s is printed again, up to %d", slug, number)
            self._backoff.succeeded(slug)

    def _print(self, batch: Batch, printed: Shelved | None) -> Shelved:
        last = batch.steps[-1].story
        if batch.before is None:
            # Of another epoch, it is dropped by the printing itself, and readers see no gap.
            old = self._edition.printed(last.slug)
            if old is not None and old.epoch == batch.epoch:
                self._edition.drop_story(last.slug)
        elif printed is not None and batch.all_entries:
            below: int | None = None
            while (below := reprint_part(self._edition, printed, last, self._renderer, below)) is not None:
                pass
        made = print_batch(batch, self._renderer)
        if batch.before is None:
            made = _with_piece(made, pieces.made_with(self._made_with))
        self._edition.print(made)
        return self._edition.printed(last.slug) or made.story

    def _standing(self, slug: str) -> tuple[Shelved, StoryState] | None:
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

    def _remember(self, epoch: str, state: StoryState) -> None:
        self._states[state.slug] = (epoch, state)
        self._states.move_to_end(state.slug)
        while len(self._states) > PRESS_STORIES_KEPT:
            self._states.popitem(last=False)


def _with_piece(made: Print, piece: Piece) -> Print:
    return Print(story=made.story, pieces=(*made.pieces, piece), frames=made.frames)


def _logged(work: Callable[[], object]) -> object:
    """What the work returned; None when it failed, which is logged: the loop goes on."""
    try:
        return work()
    except Exception:
        logger.exception("the press could not do all of its work; it goes on")
        return None
