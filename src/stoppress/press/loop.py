"""The press at work: hears that a story has moved, and prints what is new of it.

It keeps no truth. How far a story is printed is on the shelf; a lost shelf, or one of another epoch, is printed again
from the first fact. A story that can't be printed is logged and tried again later, and holds up no other; neither does
one that has much to print: what was rung just now comes first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Event
from typing import Final

from django.db import close_old_connections

from stoppress.base.limits.bell import LOOK_INTERVAL_S
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.base.limits.press import PRESS_STOP_CHECK_S
from stoppress.base.settings import Settings
from stoppress.bell.contract import EVERYTHING, Bell, Listener, Ring
from stoppress.edition.contract import Edition
from stoppress.media.painter import Painter
from stoppress.press.assets import own_style_of
from stoppress.press.backoff import Backoff
from stoppress.press.documents import Documents
from stoppress.press.drawing_room import DrawingRoom
from stoppress.press.hub import HubTeller
from stoppress.press.refresh import Refresher
from stoppress.press.render import renderer_of
from stoppress.press.stories import Progress, Stories
from stoppress.story import read

logger: Final = logging.getLogger("stoppress.press")


class Press:
    """Prints stories. One for a house; not shared between threads. Django must be set up."""

    def __init__(
        self, edition: Edition, bell: Bell, settings: Settings, *, facts_together: int = CHANGES_PER_READ_MAX
    ) -> None:
        """facts_together: 1 … CHANGES_PER_READ_MAX facts in one printing."""
        self._edition, self._bell = edition, bell
        self._facts_together = facts_together
        renderer = renderer_of(settings)
        self._stories = Stories(edition, renderer, settings.data / "templates")
        self._documents = Documents(edition, renderer, own_style_of(settings))
        self._refresher = Refresher(
            edition,
            renderer,
            self._stories.made_with,
            self._stories.standing,
            lambda: bell.ring("edition", EVERYTHING),
        )
        painter = Painter(settings.data.absolute() / "media", settings.card_font)
        self._drawing = DrawingRoom(edition, renderer.house, painter, self._stories.standing)
        self._backoff = Backoff()
        self._hub = HubTeller(settings.websub_hub, settings.readers_address) if settings.websub_hub else None
        self._behind: dict[str, None] = {}
        """Stories found behind their log, in the order in which they are caught up."""
        self._has_looked = False

    def catch_up(self, slug: str) -> int:
        """Print what is new in one story, however much.

        Returns  the number up to which it is printed; 0 when there is no such story.
        Raises   Fault, or what a database raises; the shelf is then as after the last batch that was printed.
        """
        while (progress := self._print_batch(slug)).may_be_more:
            pass
        return progress.number

    def look_at_everything(self) -> None:
        """Compare log and shelf and print what is missing. A story that can't be printed is logged, not raised.

        Raises   what a database raises that can't be asked at all.
        """
        self._look()
        while self._behind:
            self._print_behind()
        self._documents.print_due()

    def refresh(self) -> bool:
        """Print a part of what another version of templates or settings had printed, if look_at_everything() found any.

        Returns  True while there may be more of it.
        """
        return self._refresher.part()

    def run(self, stop: Event) -> None:
        """Work until stop is set; returns within PRESS_STOP_CHECK_S after that, or after the batch at hand."""
        listener = self._bell.listen("log")
        if self._hub:
            self._hub.start()
        try:
            look_at_s, may_rest = 0.0, False
            while not stop.is_set():
                if time.monotonic() >= look_at_s:
                    _logged(self._look)
                    look_at_s = time.monotonic() + LOOK_INTERVAL_S
                    close_old_connections()
                rung = self._rung(listener, look_at_s if may_rest else 0.0)
                if "" in rung:
                    look_at_s = 0.0
                may_rest = not self._work(rung - {""})
                if may_rest:
                    _logged(self._drawing.part)
        finally:
            listener.close()
            if self._hub:
                self._hub.stop()
            self._drawing.close()

    def _work(self, rung: set[str]) -> bool:
        """What was rung; else a part of what is behind; else of what is outdated. Returns  whether there is more."""
        for slug in rung - self._behind.keys():
            progress = self._attempt(slug)
            if progress is not None and progress.may_be_more:
                self._behind[slug] = None
        if self._behind:
            self._print_behind()
            more = True
        else:
            more = _logged(self._refresher.part) is True
        _logged(self._documents.print_due)
        return more

    def _rung(self, listener: Listener, until_s: float) -> set[str]:
        """The stories that were rung; waits for the first until then, or until something else is due."""
        due_s = min(
            PRESS_STOP_CHECK_S, until_s - time.monotonic(), self._documents.due_in_s(), self._drawing.due_in_s()
        )
        return {ring.story for ring in listener.wait(max(0.0, due_s))}

    def _look(self) -> None:
        """Find what is behind: first those that are on the shelf already and lack little, then those that lack all."""
        self._documents.print_missing()
        epoch, numbers = read.epoch(), read.numbers()
        if not self._has_looked:
            self._refresher.look()
            self._drawing.look()
            self._has_looked = True
        printed = {shelved.slug: (shelved.epoch, shelved.number) for shelved in self._edition.stories()}
        for slug in printed.keys() - numbers.keys():
            logger.warning("story %s is on the shelf and not in the log: taken off", slug)
            self._edition.drop_story(slug)
            self._documents.stories_changed()
            self._bell.ring("edition", Ring(slug, 0))
        behind = [slug for slug, number in numbers.items() if printed.get(slug) != (epoch, number)]
        self._behind |= dict.fromkeys(sorted(behind, key=lambda slug: printed.get(slug, ("", 0))[0] != epoch))

    def _print_behind(self) -> None:
        """A batch of the first story that is behind."""
        slug = next(iter(self._behind))
        progress = self._attempt(slug)
        if progress is None or not progress.may_be_more:
            self._behind.pop(slug)

    def _print_batch(self, slug: str) -> Progress:
        # One at a time in a story that failed, so that it comes as far as the fact that can't be printed.
        facts_max = 1 if self._backoff.is_troubled(slug) else self._facts_together
        progress = self._stories.print_batch(slug, facts_max)
        if progress.is_new:
            self._documents.stories_changed()
            self._drawing.printed(slug)
            self._bell.ring("edition", Ring(slug, progress.number))
            if self._hub:
                self._hub.changed(slug)
        return progress

    def _attempt(self, slug: str) -> Progress | None:
        """A batch of a story; None when the story has to wait, or failed, which is logged."""
        if not self._backoff.may_try(slug, time.monotonic()):
            return None
        try:
            progress = self._print_batch(slug)
        except Exception:
            wait_s = self._backoff.failed(slug, time.monotonic())
            self._stories.forget(slug)
            logger.exception("story %s can't be printed; tried again in %g s", slug, wait_s)
            return None
        if self._backoff.is_troubled(slug) and not progress.may_be_more:
            logger.warning("story %s is printed again, up to %d", slug, progress.number)
            self._backoff.succeeded(slug)
        return progress


def _logged(work: Callable[[], object]) -> object:
    """What the work returned; None when it failed, which is logged: the loop goes on."""
    try:
        return work()
    except Exception:
        logger.exception("the press could not do all of its work; it goes on")
        return None
