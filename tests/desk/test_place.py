"""Pinning, unpinning and moving."""

from __future__ import annotations

from collections.abc import Callable

from stoppress.story import read
from tests.desk.conftest import Browser


def keys() -> list[str]:
    return [entry.key for entry in read.entries("storm")]


def test_an_update_is_pinned_and_unpinned_from_its_page(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    page = f"/stories/storm/updates/{key}/"

    ada.send(page, "pin")
    pinned = read.story("storm").pinned
    ada.send(page, "unpin")

    assert pinned == key
    assert read.story("storm").pinned == ""


def test_an_update_moves_below_another_and_to_the_top(ada: Browser, published: Callable[..., str]) -> None:
    oldest, middle, newest = published("1"), published("2"), published("3")

    ada.send(f"/stories/storm/updates/{newest}/", "move", under=oldest)
    below = keys()
    ada.send(f"/stories/storm/updates/{oldest}/", "move", under="")

    assert below == [middle, oldest, newest]
    assert keys() == [oldest, middle, newest]


def test_a_place_that_cannot_be_is_refused_beside_its_field(ada: Browser, published: Callable[..., str]) -> None:
    key = published()

    answer = ada.send(f"/stories/storm/updates/{key}/", "move", under=key)

    assert answer.status_code == 422
    assert 'id="no-under"' in answer.content.decode()


def test_a_withdrawn_update_is_not_pinned(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    ada.command(f"/stories/storm/updates/{key}/withdraw/", reason="x")

    answer = ada.command(f"/stories/storm/updates/{key}/pin/")

    assert answer.json()["code"] == "entry-withdrawn"
