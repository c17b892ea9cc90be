"""Sees what is new on the shelf: when a bell rings, and by itself now and then, since bells get lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from stoppress.base.limits.bell import LOOK_INTERVAL_S
from stoppress.base.limits.pages import CHANGES_PER_READ_MAX
from stoppress.base.limits.reader import LOOK_OVERDUE_S
from stoppress.bell.contract import Listener
from stoppress.edition.contract import Shelved
from stoppress.reader.counters import Counters
from stoppress.reader.pages import Pages
from stoppress.reader.shelf import Seen, Shelf
from stoppress.reader.streams import Streams
from stoppress.stream.ids import Position

log: Final = logging.getLogger("stoppress.reader")


class Watch:
    """Keeps what one process knows of the stories, and tells pages and streams when it changes.

    Pages are outdated before the frames go out: whoever has seen a change gets no page without it.

    known    the stories by slug; shared with pages and lanes, who only read it.
    run      calls a blocking function in a thread.
    """

    def __init__(
        self,
        shelf: Shelf,
        listener: Listener,
        known: dict[str, Shelved],
        run: Callable[..., Awaitable[Any]],
        counters: Counters,
    ) -> None:
        self._shelf = shelf
        self._listener = listener
        self._known = known
        self._run = run
        self._counters = counters
        self._looking: dict[str, bool] = {}
        """Stories that are looked at now; True = once more after it."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_good_look = float("-inf")
        self._pages: Pages
        self._streams: Streams

    async def begin(self, pages: Pages, streams: Streams) -> None:
        """Learn all stories, then listen and look until stop().

        Raises   Fault  when the shelf can't be read.
        """
        self._pages = pages
        self._streams = streams
        loop = asyncio.get_running_loop()
        loop.add_reader(self._listener.fileno(), self._heard)
        stories: list[Shelved] = await self._run(self._shelf.all)
        for story in stories:
            self._known.setdefault(story.slug, story)
        self._last_good_look = loop.time()
        self._spawn(self._look_by_itself())

    def stop(self) -> None:
        """Look no more, and close the listener."""
        asyncio.get_running_loop().remove_reader(self._listener.fileno())
        self._listener.close()
        for task in self._tasks:
            task.cancel()

    @property
    def is_well(self) -> bool:
        """Whether the shelf could be read lately."""
        return asyncio.get_running_loop().time() - self._last_good_look < LOOK_OVERDUE_S

    def wake(self, slug: str) -> None:
        """Look at a story now, or once more when it is being looked at."""
        if slug in self._looking:
            self._looking[slug] = True
            return
        self._looking[slug] = True
        self._spawn(self._look(slug))

    def learn(self, slug: str, story: Shelved | None) -> None:
        """Take note of how far a story is."""
        before = self._known.get(slug)
        if story is None:
            self._known.pop(slug, None)
        else:
            self._known[slug] = story
        if _position(before) != _position(story):
            self._pages.outdate(slug, _position(story))

    def _heard(self) -> None:
        rings = self._listener.rings()
        slugs = {ring.story for ring in rings}
        if slugs:
            self._pages.outdate_documents()
        if "" in slugs:
            slugs.discard("")
            slugs |= self._watched()
            self._pages.outdate_all()
        for slug in slugs:
            self.wake(slug)

    def _watched(self) -> set[str]:
        return self._pages.stories() | set(self._streams.channels)

    async def _look(self, slug: str) -> None:
        try:
            while self._looking[slug]:
                self._looking[slug] = False
                if await self._look_once(slug):
                    self._looking[slug] = True
        except Exception:
            # The look by itself tries again; what is known until then stays true.
            self._counters.looks_failed += 1
            log.exception("could not look at %s", slug)
        finally:
            del self._looking[slug]

    async def _look_once(self, slug: str) -> bool:
        """True when the shelf has more than one look takes."""
        channel = self._streams.channels.get(slug)
        after = channel.number if channel else None
        seen: Seen = await self._run(self._shelf.seen, slug, after, CHANGES_PER_READ_MAX)
        self._counters.looks += 1
        self._last_good_look = asyncio.get_running_loop().time()
        self.learn(slug, seen.story)
        if channel is None or self._streams.channels.get(slug) is not channel:
            return False
        self._streams.on_shelf(slug, seen.story is not None)
        return channel.learned(seen.word) if seen.word else False

    async def _look_by_itself(self) -> None:
        while True:
            await asyncio.sleep(LOOK_INTERVAL_S)
            stories: list[tuple[str, Shelved | None]]
            try:
                self._pages.outdate_documents()
                self._streams.each_look()
                stories = await self._run(self._shelf.some, sorted(self._watched()))
            except Exception:
                self._counters.looks_failed += 1
                log.exception("could not look at the shelf")
                continue
            self._last_good_look = asyncio.get_running_loop().time()
            for slug, story in stories:
                if self._has_moved(slug, story):
                    self.wake(slug)

    def _has_moved(self, slug: str, story: Shelved | None) -> bool:
        position = _position(story)
        channel = self._streams.channels.get(slug)
        return position != _position(self._known.get(slug)) or (channel is not None and position != channel.position)

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _position(story: Shelved | None) -> Position | None:
    return Position(story.epoch, story.number) if story else None
