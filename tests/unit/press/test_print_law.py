"""The print law: the page at N equals the page at K with frames K+1 … N applied by the rules of follow.js."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stoppress.story import commands as c
from stoppress.story.content import Head
from tests.commands import heads
from tests.following import Page, as_seen_from, loaded
from tests.unit.press.nights import nights

pytestmark = pytest.mark.long

Opened = Callable[..., Any]
law = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    # Shrinking takes minutes on a real database; put Phase.shrink back when a night fails.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@law
@given(head=heads, asked=nights, limit=st.integers(1, 4))
def test_a_page_that_follows_live_equals_a_fresh_one(
    opened: Opened, head: Head, asked: list[list[c.Command]], limit: int
) -> None:
    newsroom = opened(head)
    newsroom.print()
    edition, slug = newsroom.edition, newsroom.slug
    followed = loaded(edition, slug, limit)

    for group in asked:
        for command in group:
            newsroom.ask(command)
        newsroom.print()
        follow(followed, newsroom, limit)

        assert followed == as_seen_from(followed, edition, slug)


@law
@given(head=heads, asked=nights, limit=st.integers(1, 4))
def test_a_page_of_any_age_equals_a_fresh_one_once_it_has_caught_up(
    opened: Opened, head: Head, asked: list[list[c.Command]], limit: int
) -> None:
    """Frames whose words were withdrawn since are superseded by then; the page must come out the same."""
    newsroom = opened(head)
    newsroom.print()
    pages = [loaded(newsroom.edition, newsroom.slug, limit)]
    for group in asked:
        for command in group:
            newsroom.ask(command)
        newsroom.print()
        pages.append(loaded(newsroom.edition, newsroom.slug, limit))

    for page in pages:
        follow(page, newsroom, limit)

        assert page == as_seen_from(page, newsroom.edition, newsroom.slug)


def follow(page: Page, newsroom: Any, limit: int) -> None:
    """Apply all frames after the page's number, as they are kept now."""
    for frame in newsroom.edition.frames_after(newsroom.slug, page.number, 1000):
        page.apply(frame, newsroom.edition, newsroom.slug, limit)
