from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from stoppress.base.limits.reader import PAGES_MAKING_MAX
from stoppress.reader import pages as pages_module
from stoppress.reader.addresses import Address
from stoppress.reader.counters import Counters
from stoppress.reader.finished import Content, Finished, finished
from stoppress.reader.pages import Pages
from stoppress.reader.problems import Problem, nothing_here
from stoppress.stream.ids import Position


class Desk:
    """Makes pages that say how far the story is; counts them; can be made to wait."""

    def __init__(self) -> None:
        self.number = 1
        self.size = 100
        self.missing = False
        self.made: list[bytes] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.known: dict[str, Position] = {}
        self.pages = Pages(self.make, self.known.get, Counters())

    def make(self, path: bytes, address: Address, before: Finished | None) -> asyncio.Future[Finished]:
        return asyncio.ensure_future(self._make(path, address))

    async def _make(self, path: bytes, address: Address) -> Finished:
        self.made.append(path)
        if self.missing:
            raise nothing_here()
        stamp = Position("k3", self.number)
        body = b"%d " % self.number + b"x" * self.size
        await self.gate.wait()
        return finished(
            path, Content(body=body, content_type=b"image/x", keeping="page", slug=address.slug, stamp=stamp)
        )

    async def page(self, path: bytes = b"/storm/", slug: str = "storm") -> bytes:
        return (await self.pages.page(path, Address("story", slug))).variants["identity"].found.body.split()[0]

    def moved(self, number: int) -> None:
        self.number = number
        self.known["storm"] = Position("k3", number)
        self.pages.outdate("storm", self.known["storm"])


def night(story: Callable[[Desk], Awaitable[None]]) -> None:
    async def play() -> None:
        await story(Desk())

    asyncio.run(play())


def test_a_page_is_made_once_until_its_story_moves():
    async def story(desk: Desk) -> None:
        assert [await desk.page() for _ in range(3)] == [b"1"] * 3
        assert len(desk.made) == 1
        desk.moved(2)
        assert desk.pages.current(b"/storm/") is None
        assert [await desk.page() for _ in range(3)] == [b"2"] * 3
        assert len(desk.made) == 2

    night(story)


def test_many_who_ask_at_once_wait_for_one_making():
    async def story(desk: Desk) -> None:
        desk.gate.clear()
        asking = [asyncio.create_task(desk.page()) for _ in range(50)]
        await asyncio.sleep(0)
        desk.gate.set()
        assert set(await asyncio.gather(*asking)) == {b"1"}
        assert len(desk.made) == 1

    night(story)


def test_one_who_goes_away_does_not_spoil_it_for_the_others():
    async def story(desk: Desk) -> None:
        desk.gate.clear()
        hasty, patient = asyncio.create_task(desk.page()), asyncio.create_task(desk.page())
        await asyncio.sleep(0)
        hasty.cancel()
        await asyncio.sleep(0)
        desk.gate.set()
        assert await patient == b"1"

    night(story)


def test_a_page_whose_story_moves_while_it_is_made_is_made_again():
    async def story(desk: Desk) -> None:
        desk.gate.clear()
        asking = asyncio.create_task(desk.page())
        await asyncio.sleep(0.01)
        desk.moved(2)
        desk.gate.set()
        assert await asking == b"2"
        assert len(desk.made) == 2

    night(story)


def test_a_page_newer_than_what_is_known_is_kept():
    """The bell has not come through yet; when it does, the page is not made for nothing."""

    async def story(desk: Desk) -> None:
        desk.known["storm"] = Position("k3", 1)
        desk.number = 2
        assert await desk.page() == b"2"
        desk.moved(2)
        assert await desk.page() == b"2"
        assert len(desk.made) == 1

    night(story)


def test_memory_is_bounded_and_the_least_asked_for_leave_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages_module, "PAGES_BYTES_MAX", 50_000)

    async def story(desk: Desk) -> None:
        desk.size = 8_000
        for n in range(20):
            await desk.page(b"/storm/%d/" % n)
            await desk.page(b"/storm/0/")
        assert desk.pages.bytes_kept <= 50_000
        assert desk.pages.current(b"/storm/0/") is not None
        assert desk.pages.current(b"/storm/1/") is None
        desk.size = 30_000
        await desk.page(b"/storm/huge/")
        assert desk.pages.current(b"/storm/huge/") is None

    night(story)


def test_what_can_not_be_made_is_asked_for_again_and_kept_nowhere():
    async def story(desk: Desk) -> None:
        async def fails(path: bytes, address: Address) -> Finished:
            raise nothing_here()

        desk._make = fails  # type: ignore[method-assign]
        for _ in range(2):
            with pytest.raises(type(nothing_here())):
                await desk.page()
        assert desk.pages.stories() == set()
        assert desk.pages._making == {}

    night(story)


def test_pages_that_nobody_had_are_refused_while_too_many_wait_and_others_are_not():
    async def story(desk: Desk) -> None:
        await desk.page()
        desk.moved(2)
        desk.gate.clear()
        asking = [asyncio.create_task(desk.page(b"/storm/log/%d-%d.json" % (n, n))) for n in range(PAGES_MAKING_MAX)]
        await asyncio.sleep(0)

        with pytest.raises(Problem, match="Try again") as refused:
            await desk.page(b"/storm/log/7-8.json")
        front = asyncio.create_task(desk.page())
        again = asyncio.create_task(desk.page(b"/storm/log/7-7.json"))
        await asyncio.sleep(0)
        desk.gate.set()

        assert (refused.value.status, refused.value.code) == (503, "busy")
        assert await front == await again == b"2"
        await asyncio.gather(*asking)
        assert await desk.page(b"/storm/log/7-8.json") == b"2"

    night(story)


def test_a_page_that_was_here_and_vanishes_is_asked_for_again_before_it_is_nowhere(monkeypatch: pytest.MonkeyPatch):
    """A damaged shelf is printed anew within seconds; 404 would make search engines forget the story."""

    async def story(desk: Desk) -> None:
        assert await desk.page() == b"1"
        desk.moved(2)
        desk.missing = True

        with pytest.raises(Problem) as soon:
            await desk.page()
        with pytest.raises(Problem) as never_here:
            await desk.page(b"/storm/e/abcdef/")
        desk.missing = False
        assert await desk.page() == b"2"
        desk.moved(3)
        desk.missing = True
        monkeypatch.setattr(pages_module, "STORY_GONE_S", 0.0)
        with pytest.raises(Problem) as late:
            await desk.page()

        assert (soon.value.status, never_here.value.status, late.value.status) == (503, 404, 404)
        assert not desk.pages._vanished_at

    night(story)
