"""Share cards follow the log: each page names the card that is drawn for it, and a withdrawn word is on none."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stoppress.edition import forms
from stoppress.media.painter import Painter
from stoppress.press.drawing_room import DrawingRoom
from stoppress.reader import joining
from stoppress.reader.addresses import address_of
from stoppress.reader.finished import Content
from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Content as Words
from stoppress.story.content import Head
from stoppress.story.words import Amendment
from tests.unit.press.conftest import Newsroom
from tests.unit.press.sheet import WHO

pytestmark = pytest.mark.process


@pytest.fixture
def room(newsroom: Newsroom) -> Iterator[DrawingRoom]:
    """The drawing room of the newsroom's press."""
    found = newsroom.press._drawing
    yield found
    found.close()


def draw_all(room: DrawingRoom) -> None:
    """Work until no card is missing, as the press does while it has nothing else to do."""
    draw_until(room, lambda: room.due_in_s() == float("inf"))


def draw_until(room: DrawingRoom, is_done: Callable[[], bool]) -> None:
    until_s = time.monotonic() + 60
    while not is_done():
        assert time.monotonic() < until_s
        time.sleep(room.due_in_s())
        room.part()


def heard(room: DrawingRoom) -> list[str]:
    """The titles of the cards that will be asked for, one after the other."""
    asked: list[str] = []
    painter = room._painter
    ask = painter.ask
    painter.ask = lambda card: (asked.append(card.title), ask(card))[1]
    return asked


def publish(newsroom: Newsroom, key: str, headline: str) -> None:
    assert newsroom.ask(c.PublishEntry(key=key, content=Words(headline=headline), **WHO))
    newsroom.print()


def named_card(newsroom: Newsroom, path: str) -> str:
    """The address of the card that a page names, without the house's own."""
    page = answer(newsroom, path)
    assert page is not None
    [address] = re.findall(r'property="og:image" content="https://news.example([^"]*)"', page.body.decode())
    return address


def answer(newsroom: Newsroom, path: str) -> Content | None:
    address = address_of(path.encode())
    snapshot = newsroom.edition.snapshot("storm")
    assert snapshot is not None
    with snapshot:
        return joining.card(snapshot, address) if address.kind == "card" else joining.joined(snapshot, address)


def test_story_and_update_have_the_cards_that_their_pages_name(newsroom: Newsroom, room: DrawingRoom) -> None:
    publish(newsroom, "aaaaaa", "The harbour is closed")

    draw_all(room)

    for path in ("/storm/", "/storm/e/aaaaaa/"):
        card = answer(newsroom, named_card(newsroom, path))
        assert card is not None
        assert (card.body[:4], card.content_type, card.keeping) == (b"\x89PNG", b"image/png", "range")


def test_an_update_changes_its_own_card_and_no_other(newsroom: Newsroom, room: DrawingRoom) -> None:
    publish(newsroom, "aaaaaa", "The harbour is closed")
    publish(newsroom, "bbbbbb", "Ferries stay in port")
    before = [named_card(newsroom, path) for path in ("/storm/", "/storm/e/aaaaaa/", "/storm/e/bbbbbb/")]
    amended = Words(headline="The harbour is half closed")
    newsroom.ask(c.AmendEntry(key="aaaaaa", content=amended, amendment=Amendment.CORRECTION, note="Half of it.", **WHO))
    newsroom.print()

    after = [named_card(newsroom, path) for path in ("/storm/", "/storm/e/aaaaaa/", "/storm/e/bbbbbb/")]

    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
    draw_all(room)
    assert answer(newsroom, after[1]) is not None
    stale = answer(newsroom, before[1])
    assert stale is not None
    assert stale.keeping == "page", "caches look again"


def test_a_withdrawn_updates_card_goes_at_once_and_the_new_one_has_no_word_of_it(
    newsroom: Newsroom, room: DrawingRoom
) -> None:
    publish(newsroom, "aaaaaa", "Nineteen are missing")
    publish(newsroom, "bbbbbb", "Ferries stay in port")
    draw_all(room)
    shown = named_card(newsroom, "/storm/e/aaaaaa/")
    newsroom.ask(c.WithdrawEntry(key="aaaaaa", reason="The coast guard denies it.", **WHO))
    newsroom.ask(c.WithdrawEntry(key="bbbbbb", reason="They sail.", **WHO))

    newsroom.print()

    assert answer(newsroom, shown) is None, "before anything else is drawn"
    draw_all(room)
    tombstones = [answer(newsroom, named_card(newsroom, f"/storm/e/{key}/")) for key in ("aaaaaa", "bbbbbb")]
    assert None not in tombstones
    again = answer(newsroom, shown)
    assert again is not None
    assert again.body == tombstones[0].body


def test_words_that_are_withdrawn_by_now_are_not_drawn_on_the_way(newsroom: Newsroom, room: DrawingRoom) -> None:
    publish(newsroom, "aaaaaa", "Nineteen are missing")
    newsroom.ask(c.WithdrawEntry(key="aaaaaa", reason="The coast guard denies it.", **WHO))

    draw_all(room)

    snapshot = newsroom.edition.snapshot("storm")
    with snapshot:
        assert not snapshot.piece(forms.card_slot("aaaaaa"), forms.IMAGE)


def test_what_is_drawn_is_not_drawn_again_after_a_restart_and_what_is_missing_is(
    newsroom: Newsroom, room: DrawingRoom
) -> None:
    for n in range(3):
        publish(newsroom, f"aaaaa{n}", f"Update {n}")
    draw_all(room)
    publish(newsroom, "bbbbbb", "Published while nobody draws")
    asked = heard(room)
    other = DrawingRoom(newsroom.edition, room._house, room._painter, newsroom.press._stories.standing)

    other.look()
    draw_all(other)

    assert asked == ["Published while nobody draws"]
    assert answer(newsroom, named_card(newsroom, "/storm/e/bbbbbb/")) is not None


def test_another_zone_asks_for_all_cards_anew(newsroom: Newsroom, room: DrawingRoom) -> None:
    publish(newsroom, "aaaaaa", "The harbour is closed")
    draw_all(room)
    newsroom.ask(c.EditStory(head=Head(headline="A storm nears the coast", zone="Asia/Amman"), **WHO))
    newsroom.print()

    draw_all(room)

    card = answer(newsroom, named_card(newsroom, "/storm/e/aaaaaa/"))
    assert card is not None
    assert card.keeping == "range"


def test_a_new_headline_changes_the_storys_card_only(newsroom: Newsroom, room: DrawingRoom) -> None:
    """Else every change above would cost as much as the story is long."""
    assert newsroom.ask(
        c.PublishEntry(key="aaaaaa", content=Words(body=text_document("The harbour is closed.")), **WHO)
    )
    newsroom.print()
    before = [named_card(newsroom, path) for path in ("/storm/", "/storm/e/aaaaaa/")]
    newsroom.ask(c.EditStory(head=Head(headline="The storm is here", zone="Europe/Kyiv"), **WHO))
    newsroom.print()

    after = [named_card(newsroom, path) for path in ("/storm/", "/storm/e/aaaaaa/")]

    assert [old == new for old, new in zip(before, after, strict=True)] == [False, True]


def test_a_new_updates_card_does_not_wait_for_those_of_an_import(newsroom: Newsroom, room: DrawingRoom) -> None:
    for n in range(5):
        newsroom.ask(c.PublishEntry(key=f"aaaaa{n}", content=Words(headline=f"Update {n}"), **WHO))
    newsroom.print()
    asked = heard(room)
    draw_until(room, lambda: len(asked) == 3)

    publish(newsroom, "bbbbbb", "The harbour is closed")
    draw_all(room)

    assert asked == [
        "A storm nears the coast",
        "Update 4",
        "Update 3",
        "The harbour is closed",
        "Update 2",
        "Update 1",
        "Update 0",
    ]


def test_older_cards_are_gone_through_from_where_a_restart_left_them(
    newsroom: Newsroom, room: DrawingRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stoppress.press.drawing_room.CHANGES_PER_READ_MAX", 2)
    for n in range(5):
        newsroom.ask(c.PublishEntry(key=f"aaaaa{n}", content=Words(headline=f"Update {n}"), **WHO))
    newsroom.print()
    asked = heard(room)
    draw_until(room, lambda: len(asked) == 4)
    other = DrawingRoom(newsroom.edition, room._house, Painter(tmp_path), newsroom.press._stories.standing)
    looked_at: list[str] = []
    is_there = other._is_there
    other._is_there = lambda slug, key, card: (looked_at.append(card.title), is_there(slug, key, card))[1]

    other.look()
    draw_all(other)
    other.close()

    assert looked_at == ["Update 2", "Update 1", "Update 0"]
