"""A change costs the same in a long story as in a short one, and rendering asks no database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from stoppress.press.printing import print_batch
from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Content, Head, KeyPoint
from stoppress.story.words import Amendment
from tests.unit.press.sheet import WHO, batch_of, renderer

Opened = Callable[..., Any]

CHANGES = {
    "publish": c.PublishEntry(key="zzzzzz", content=Content(headline="New"), **WHO),
    "amend a cited one": c.AmendEntry(
        key="aa0001", content=Content(headline="Other"), amendment=Amendment.CORRECTION, note="Not so.", **WHO
    ),
    "withdraw": c.WithdrawEntry(key="aa0002", reason="Not so.", **WHO),
    "redact": c.RedactEntry(key="aa0003", basis="A court forbade it.", **WHO),
    "pin": c.PinEntry(key="aa0001", **WHO),
    "move": c.MoveEntry(key="aa0001", **WHO),
    "close": c.CloseStory(note="Good night.", **WHO),
}


def said(i: int) -> Content:
    return Content(headline=f"Update {i}", body=text_document(f"What happened at {i}."))


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """All queries of Django's database, with their values."""
    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def story_of(opened: Opened, updates: int) -> Any:
    newsroom = opened(Head(headline="A long night"))
    for i in range(updates):
        newsroom.ask(c.PublishEntry(key=f"aa{i:04d}", content=said(i), **WHO))
    newsroom.ask(c.SetKeyPoints(points=(KeyPoint("A point", ("aa0001", "aa0004")),), **WHO))
    newsroom.print()
    return newsroom


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES)
def test_printing_a_change_asks_as_often_in_a_long_story_and_never_scans(opened: Opened, change: str) -> None:
    counts = []
    for updates in (6, 250):
        newsroom = story_of(opened, updates)
        assert newsroom.ask(CHANGES[change])
        with asked() as queries:
            newsroom.print()
        counts.append(len(queries))
        assert not [plan for sql, params in queries for plan in plans_of(sql, params) if is_scan(plan)]

    assert counts[0] == counts[1] <= 9


def plans_of(sql: str, params: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[3] for row in cursor.fetchall()]


def is_scan(plan: str) -> bool:
    """True where the work grows with a table, or with all updates or facts of a story."""
    if plan.startswith("SCAN") and "house" not in plan:
        return True
    by_story_only = plan.endswith(("(story_id=?)", "(story=?)"))
    return "TEMP B-TREE" in plan or (by_story_only and "story_storyrow" not in plan)


def test_rendering_asks_no_database() -> None:
    """No fixture opens the database for this test: any query would fail it."""
    batch = batch_of(
        Head(headline="A night"),
        c.PublishEntry(key="aa0001", content=said(1), **WHO),
        c.PinEntry(key="aa0001", **WHO),
        c.SetKeyPoints(points=(KeyPoint("A point", ("aa0001",)),), **WHO),
        c.WithdrawEntry(key="aa0001", reason="Not so.", **WHO),
        c.CloseStory(**WHO),
    )

    made = print_batch(batch, renderer())

    assert [frame.number for frame in made.frames] == [1, 2, 3, 4, 5, 6]


def test_a_batch_renders_each_piece_once_however_often_it_changed() -> None:
    amended = [c.AmendEntry(key="aa0001", content=said(i), amendment=Amendment.TYPO, **WHO) for i in range(2, 30)]
    batch = batch_of(Head(headline="A night"), c.PublishEntry(key="aa0001", content=said(1), **WHO), *amended)

    made = print_batch(batch, renderer())

    names = [(piece.slot, piece.form) for piece in made.pieces]
    assert len(names) == len(set(names))
    assert len(made.frames) == 30
