"""What one reader process knows and does, whichever way a request comes in: pages, streams, limits,
counters.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

from stoppress.audience.contract import Audience
from stoppress.base.clock import now_utc
from stoppress.base.errors import Fault
from stoppress.base.limits.ops import OPEN_FILES_SPARE
from stoppress.base.limits.reader import CONNECTIONS_MAX, READER_THREADS
from stoppress.base.settings import Settings
from stoppress.bell.contract import Bell
from stoppress.edition.contract import Edition, Shelved
from stoppress.reader import oembed, problems
from stoppress.reader.access import AccessLines
from stoppress.reader.addresses import Address, Headers, address_of
from stoppress.reader.clients import Proxies
from stoppress.reader.counters import Counters
from stoppress.reader.finished import Answer, Finished, reader_has, takes_gzip
from stoppress.reader.headers import CACHE_CONTROL, NO_SNIFFING, OPEN_TO_ALL
from stoppress.reader.heads import Heads
from stoppress.reader.pages import HOT, Library, Pages
from stoppress.reader.problems import Problem, problem_answer
from stoppress.reader.requests import Requests
from stoppress.reader.shelf import Shelf
from stoppress.reader.streams import Streams, log
from stoppress.reader.turnout import Turnout
from stoppress.reader.watch import Watch
from stoppress.reader.wires import Wires
from stoppress.stream.dress import Dress
from stoppress.stream.ids import Position

T = TypeVar("T")

_STREAM_HEADERS: Final = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    # nginx and others that know it hand on each frame as it comes.
    (b"x-accel-buffering", b"no"),
    OPEN_TO_ALL,
    NO_SNIFFING,
    # Nothing follows a stream on its connection, so that its end is an end for every client.
    (b"connection", b"close"),
]
STREAM_HEADERS: Final = {
    Dress.PLAIN: _STREAM_HEADERS,
    Dress.PACKED: [_STREAM_HEADERS[0], (b"content-encoding", b"gzip"), *_STREAM_HEADERS[1:]],
}
"""By what is done to the content."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as far as an answer depends on it."""

    method: str
    path: bytes
    """As it came, without query."""
    query: bytes
    headers: Headers


class Plane:
    """One reader process. Everything but refusal to start happens on its event loop."""

    def __init__(
        self,
        edition: Edition,
        bell: Bell,
        settings: Settings,
        streams_max: int,
        audience: Audience | None = None,
    ) -> None:
        self.settings = settings
        self.counters = Counters()
        self.known: dict[str, Shelved] = {}
        self.proxies = Proxies(settings.trusted_proxies)
        self.access = AccessLines(sys.stdout.write if settings.access_log else None)
        self._shelf_threads = ThreadPoolExecutor(READER_THREADS, "reader-shelf")
        self._page_threads = ThreadPoolExecutor(READER_THREADS, "reader-pages")
        # What is read all the time never waits behind what nobody has asked for before.
        self._hot_page_thread = ThreadPoolExecutor(1, "reader-hot-pages")
        self._open_files = streams_max + OPEN_FILES_SPARE // 2
        self._library = Library(edition, settings.data / "media", settings.embedded_by, settings.player_hosts)
        self._shelf = Shelf(edition)
        self.pages = Pages(
            self._make,
            self._position_known,
            self.counters,
        )
        self.watch = Watch(self._shelf, bell.listen("edition"), self.known, self._ask, self.counters)
        self.streams = Streams(
            most=min(settings.readers_max, streams_max),
            most_per_address=settings.readers_per_address_max,
            read=lambda *asked: self._ask(self._shelf.seen, *asked),
            wake=self.watch.wake,
            clock=asyncio.get_running_loop().time,
            counters=self.counters,
        )
        self.turnout = Turnout(audience, self.streams.readers)
        self.requests = Requests(asyncio.get_running_loop().time)
        self.wires = Wires()
        self.heads = Heads()
        self._seconds: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Learn what there is, and keep watching."""
        await self.watch.begin(self.pages, self.streams)
        self._seconds = asyncio.create_task(self._count_seconds())

    async def drain(self) -> None:
        """Not ready any more: take no new streams, end the open ones over settings.drain_s."""
        await self.streams.drain(self.settings.drain_s)

    def stop(self) -> None:
        """Give back threads and the listener. Streams must be gone."""
        self.watch.stop()
        if self._seconds:
            self._seconds.cancel()
        self.access.flush(now_utc())
        self.turnout.stop()
        self._shelf_threads.shutdown(wait=False, cancel_futures=True)
        self._page_threads.shutdown(wait=False, cancel_futures=True)
        self._hot_page_thread.shutdown(wait=False, cancel_futures=True)

    async def _count_seconds(self) -> None:
        while True:
            await asyncio.sleep(1)
            for due in (self.streams.each_second, self.requests.each_second, self.turnout.each_second, self._flush):
                try:
                    due()
                except Exception:  # noqa: BLE001  it is told
                    # A full disk under the access log must not end heartbeats and time limits.
                    log.exception("something due each second failed")

    def _flush(self) -> None:
        self.access.flush(now_utc())

    def room_for_connections(self) -> int:
        """How many connections that are no streams there may be now."""
        return min(CONNECTIONS_MAX, self._open_files - self.counters.streams_open)

    def _ask(self, work: Callable[..., T], *asked: object) -> asyncio.Future[T]:
        return asyncio.wrap_future(self._shelf_threads.submit(work, *asked))

    def _make(self, path: bytes, address: Address, before: Finished | None) -> asyncio.Future[Finished]:
        hot = before is not None and address.kind in HOT
        threads = self._hot_page_thread if hot else self._page_threads
        return asyncio.wrap_future(threads.submit(self._library.page, path, address, before))

    def _position_known(self, slug: str) -> Position | None:
        story = self.known.get(slug)
        return Position(story.epoch, story.number) if story else None

    # Answers

    async def answer(self, asked: Asked) -> Answer:
        """The answer to anything but a stream that may begin."""
        address = address_of(asked.path)
        try:
            return await self._answer(asked, address)
        except (Problem, Fault, OSError) as wrong:
            return self.problem(wrong, asked, address)

    async def _answer(self, asked: Asked, address: Address) -> Answer:
        if asked.method not in {"GET", "HEAD"}:
            raise problems.method_not_allowed()
        match address.kind:
            case "alive":
                return self._health(200, "alive")
            case "ready":
                ready = self.watch.is_well and not self.streams.stopping
                return self._health(200 if ready else 503, "ready" if ready else "not ready")
            case "slash":
                return await self._with_slash(asked, address)
            case "oembed":
                return await self._oembed(asked)
            case "stream":
                await self.story(address.slug)
                return Answer(200, STREAM_HEADERS[self.packing(asked.headers)])
        page = await self.page(asked.path, address)
        variant = page.variant(asked.headers)
        return variant.unchanged if reader_has(asked.headers, variant.etag) else variant.found

    async def page(self, path: bytes, address: Address) -> Finished:
        """A finished page. Raises Problem, Fault."""
        page = await self.pages.page(path, address)
        if isinstance(page.stamp, Position) and page.stamp != self._position_known(page.slug):
            self.watch.wake(page.slug)
        return page

    def packing(self, headers: Headers) -> Dress:
        """Whether a stream is compressed: where the house wants it, and the reader takes it."""
        return Dress.PACKED if self.settings.stream_gzip and takes_gzip(headers) else Dress.PLAIN

    async def story(self, slug: str) -> Shelved:
        """A story that may be followed, asked of the shelf when it is not known.

        Raises   Problem nothing-here; Fault.
        """
        story = self.known.get(slug)
        if story is None:
            ((_, found),) = await self._ask(self._shelf.some, [slug])
            if found is None:
                raise problems.nothing_here()
            self.watch.learn(slug, found)
            story = found
        return story

    async def _with_slash(self, asked: Asked, address: Address) -> Answer:
        """A document, if one stands at this path; else the same address with a slash, if that is one of
        ours.
        """
        try:
            page = await self.page(asked.path, Address("document"))
        except Problem:
            await self.story(address.slug)
            target = asked.path + b"/" + (b"?" + asked.query if asked.query else b"")
            kept = (b"cache-control", CACHE_CONTROL["second"])
            return Answer(308, [(b"location", target), (b"content-length", b"0"), kept])
        return page.variant(asked.headers).found

    async def _oembed(self, asked: Asked) -> Answer:
        """What another site needs to embed one of our pages. Made for each question: there are few."""
        readers = self.settings.readers_address
        question = oembed.question(asked.query, readers)
        subject = await asyncio.wrap_future(
            self._page_threads.submit(self._library.subject, question.slug, question.key)
        )
        if subject is None:
            raise problems.not_embeddable()
        content_type, body = oembed.answer(question, subject, readers, self.settings.site_name)
        headers = [
            (b"content-type", content_type),
            (b"content-length", b"%d" % len(body)),
            # Caches in front of us know pages by their path alone; here the query is the question.
            (b"cache-control", CACHE_CONTROL["never"]),
            OPEN_TO_ALL,
            NO_SNIFFING,
        ]
        return Answer(200, headers, body)

    def _health(self, status: int, word: str) -> Answer:
        body = json.dumps({"status": word}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", CACHE_CONTROL["never"]),
        ]
        return Answer(status, headers, body)

    def problem(self, wrong: Problem | Fault | OSError, asked: Asked, address: Address) -> Answer:
        """Answer that something can't be served. What is no Problem is ours: it is logged, and not told."""
        self.counters.problems += 1
        if not isinstance(wrong, Problem):
            log.error("could not answer %s", asked.path, exc_info=wrong)
            wrong = problems.shelf_unreadable()
        return problem_answer(wrong, asked.headers, open_to_all=address.open_to_all)
