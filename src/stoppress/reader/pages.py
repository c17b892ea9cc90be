"""Finished pages in memory: found by their path, made by whoever asks first, bounded in bytes.

A page stays current until the watch says that its story has moved on. Documents have no number to compare;
they are read anew whenever something may have been printed, and finished anew only when their bytes differ.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from stoppress.base.errors import Fault
from stoppress.base.limits.pages import LOG_RANGE_FRAMES
from stoppress.base.limits.reader import PAGES_BYTES_MAX, PAGES_MAKING_MAX
from stoppress.base.limits.streams import STORY_GONE_S
from stoppress.base.pictures import PICTURE_TYPES, names_that_serve
from stoppress.edition import forms
from stoppress.edition.contract import Edition
from stoppress.reader import joining, problems
from stoppress.reader.addresses import Address
from stoppress.reader.counters import Counters
from stoppress.reader.finished import Content, Finished, finished
from stoppress.reader.headers import Keeping
from stoppress.reader.oembed import Subject
from stoppress.reader.problems import Problem
from stoppress.stream.ids import Position

_LASTING: Final = "lasting"
"""The stamp of what is named by its content and never changes."""
_DOCUMENTS: Final = ""
"""Where documents and pictures are listed among the stories."""
_KEEPING: Final[dict[bytes, Keeping]] = {b"/embed.js": "script", b"/schema/story.json": "script"}
"""Documents at lasting addresses that other sites load again and again."""


HOT: Final = frozenset({"story", "head", "document"})
"""Kinds of which there are few, and which everybody reads: once asked for, they are made anew by a thread of their
own."""


class Library:
    """Reads the shelf and the picture folder, and finishes what it reads. Blocking; used from threads."""

    def __init__(
        self, edition: Edition, pictures: Path, embedded_by: str = "*", players: frozenset[str] = frozenset()
    ) -> None:
        """embedded_by: the sites that may show embeds in a frame, as frame-ancestors names them; players: hosts whose
        film players pages may load.
        """
        self._edition = edition
        self._players = " ".join(sorted(players))
        self._pictures = pictures
        self._embedded_by = embedded_by

    def page(self, path: bytes, address: Address, before: Finished | None) -> Finished:
        """Read and finish what an address asks for.

        before   the page as it was, if there was one.
        Raises   Problem nothing-here and others; Fault when the shelf can't be read.
        """
        content = self._read(path, address)
        if content is None:
            raise problems.nothing_here()
        return finished(path, replace(content, players=self._players), before)

    def _read(self, path: bytes, address: Address) -> Content | None:
        match address.kind:
            case "document":
                return self._document(path)
            case "picture":
                return self._picture(address.name)
            case "head":
                story = self._edition.printed(address.slug)
                return joining.head(story, address) if story else None
            case "log":
                return self._log_range(address)
        snapshot = self._edition.snapshot(address.slug)
        if snapshot is None:
            return None
        with snapshot:
            content = joining.card(snapshot, address) if address.kind == "card" else joining.joined(snapshot, address)
        return replace(content, framed_by=self._embedded_by) if content and address.kind == "embed" else content

    def subject(self, slug: str, key: str) -> Subject | None:
        """Headline and card of a story or, by its key, of an update; None when there is none, or it was withdrawn.

        Raises   Fault  when the shelf can't be read.
        """
        snapshot = self._edition.snapshot(slug)
        if snapshot is None:
            return None
        with snapshot:
            card = joining.name_of_card(snapshot.piece(forms.card_slot(key), forms.IMAGE))
            if not key:
                return Subject(snapshot.story.headline, card)
            linked = snapshot.piece(forms.entry_slot(key), forms.LINKED_DATA)
        return Subject(str(json.loads(linked)["headline"]), card) if linked else None

    def _document(self, path: bytes) -> Content | None:
        document = self._edition.document(path.decode("latin-1"))
        if document is None:
            return None
        keeping: Keeping = "immutable" if document.immutable else _KEEPING.get(path, "page")
        return Content(
            body=document.content,
            content_type=document.content_type.encode(),
            keeping=keeping,
            # Other sites' pages load our script, their software our feeds.
            open_to_all=not document.content_type.startswith("text/html"),
            stamp=_LASTING if document.immutable else None,
        )

    def _picture(self, name: str) -> Content | None:
        for stored in names_that_serve(name):
            with contextlib.suppress(FileNotFoundError):
                return Content(
                    body=(self._pictures / stored).read_bytes(),
                    content_type=PICTURE_TYPES[stored.rpartition(".")[2]].encode(),
                    keeping="immutable",
                    stamp=_LASTING,
                )
        return None

    def _log_range(self, address: Address) -> Content | None:
        story = self._edition.printed(address.slug)
        if story is None:
            return None
        if not address.first <= address.last < address.first + LOG_RANGE_FRAMES:
            raise problems.range_too_long(LOG_RANGE_FRAMES)
        if address.last > story.number:
            raise problems.range_not_yet(story.number)
        frames = self._edition.frame_range(address.slug, address.first, address.last)
        if frames is None:
            raise problems.range_gone(story.oldest_frame)
        again = self._edition.printed(address.slug)
        if again is None or again.epoch != story.epoch:
            raise Fault(f"{address.slug}: history changed while a range was read")
        return joining.log_range(story, frames, address)


class Pages:
    """The finished pages of one process. Used from the event loop only.

    make      Library.page, run in a thread.
    known     how far a story is, as the watch knows it; None = it does not know it.
    """

    def __init__(
        self,
        make: Callable[[bytes, Address, Finished | None], asyncio.Future[Finished]],
        known: Callable[[str], Position | None],
        counters: Counters,
    ) -> None:
        self._make = make
        self._known = known
        self._counters = counters
        self._kept: OrderedDict[bytes, Finished] = OrderedDict()
        self._by_story: dict[str, set[bytes]] = {}
        self._making: dict[bytes, asyncio.Task[Finished]] = {}
        self._vanished_at: dict[bytes, float] = {}
        """Kept pages that the shelf has no more, and since when."""
        self.bytes_kept = 0

    def current(self, path: bytes) -> Finished | None:
        """The page at a path, if it is here and nothing newer is known."""
        page = self._kept.get(path)
        if page is None or not page.current:
            return None
        self._kept.move_to_end(path)
        return page

    async def page(self, path: bytes, address: Address) -> Finished:
        """The page at a path: from memory, or made now, once for all who wait.

        Raises   Problem, Fault: as Library.page; Problem busy when too many pages wait that nobody has had before.
        """
        page = self.current(path)
        if page is not None:
            return page
        making = self._making.get(path)
        if making is None:
            if len(self._making) >= PAGES_MAKING_MAX and path not in self._kept:
                raise problems.busy()
            making = asyncio.create_task(self._made(path, address))
            self._making[path] = making
            making.add_done_callback(partial(self._forget_making, path))
        return await asyncio.shield(making)

    def _forget_making(self, path: bytes, making: asyncio.Task[Finished]) -> None:
        del self._making[path]
        if not making.cancelled():
            # Seen, even when all who waited have gone: their answer was theirs to log.
            making.exception()

    async def _made(self, path: bytes, address: Address) -> Finished:
        # Again when the story has moved on meanwhile: whoever has seen a change on the stream must not get a
        # page without it. Three times at most; then the next reader tries.
        for _ in range(3):
            try:
                page = await self._make(path, address, self._kept.get(path))
            except Problem as problem:
                if problem.status != 404 or path not in self._kept:
                    raise
                raise self._vanished(path) from None
            self._counters.pages_made += 1
            page.current = not self._is_behind(page)
            if page.current:
                break
        self._keep(page)
        return page

    def _vanished(self, path: bytes) -> Problem:
        """What to say of a page that was here and is not on the shelf: a damaged shelf is printed anew within seconds,
        and whoever is told 404 meanwhile, a search engine perhaps, forgets the story."""
        now = asyncio.get_running_loop().time()
        if self._vanished_at.setdefault(path, now) > now - STORY_GONE_S:
            return problems.shelf_unreadable()
        self._drop(path)
        return problems.nothing_here()

    def _is_behind(self, page: Finished) -> bool:
        known = self._known(page.slug) if isinstance(page.stamp, Position) else None
        if known is None or not isinstance(page.stamp, Position):
            return False
        return page.stamp.epoch != known.epoch or page.stamp.number < known.number

    def outdate(self, slug: str, position: Position | None) -> None:
        """A story has moved: pages of another position must be made anew."""
        for path in self._by_story.get(slug, ()):
            page = self._kept[path]
            page.current = page.stamp == position

    def outdate_documents(self) -> None:
        """Something may have been printed: documents must be read anew; those named by their content stay."""
        for path in self._by_story.get(_DOCUMENTS, ()):
            page = self._kept[path]
            page.current = page.stamp == _LASTING

    def outdate_all(self) -> None:
        """Anything may have changed."""
        for page in self._kept.values():
            page.current = page.stamp == _LASTING

    def stories(self) -> set[str]:
        """The stories of which pages are kept."""
        return {slug for slug in self._by_story if slug != _DOCUMENTS}

    def _keep(self, page: Finished) -> None:
        self._drop(page.path)
        if page.size > PAGES_BYTES_MAX // 2:
            return
        self._kept[page.path] = page
        self._by_story.setdefault(page.slug, set()).add(page.path)
        self.bytes_kept += page.size
        while self.bytes_kept > PAGES_BYTES_MAX:
            self._drop(next(iter(self._kept)))

    def _drop(self, path: bytes) -> None:
        page = self._kept.pop(path, None)
        if page is None:
            return
        self._vanished_at.pop(path, None)
        self.bytes_kept -= page.size
        paths = self._by_story[page.slug]
        paths.discard(path)
        if not paths:
            del self._by_story[page.slug]
