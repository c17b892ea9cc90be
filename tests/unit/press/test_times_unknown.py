"""A story told from a page without times: no surface says when it was last changed, until somebody knows."""

from __future__ import annotations

import re

import pytest

from stoppress.press.compose import story_context
from stoppress.press.feeds import front_feeds, story_feeds
from stoppress.press.front import front_context, sitemap
from stoppress.press.printing import shelved
from stoppress.press.structured import live_blog_shell
from stoppress.press.times import rfc822
from stoppress.story import commands as c
from stoppress.story.content import Content, Head, KeyPoint
from stoppress.story.state import StoryState
from stoppress.story.words import Amendment
from tests.unit.press.sheet import WHO, batch_of, renderer

SAID = Content(headline="Found in an old page")
TOLD = (
    c.OpenStory(head=Head(headline="An old page"), time_unknown=True, **WHO),
    c.PublishEntry(key="aaaaaa", content=SAID, time_unknown=True, **WHO),
    c.SetKeyPoints(points=(KeyPoint("A point"),), **WHO),
)


def story(*more: c.Command) -> StoryState:
    return batch_of(*TOLD, *more).steps[-1].story


@pytest.mark.parametrize("more", [(), (c.CloseStory(note="It is over.", **WHO),)])
def test_when_an_old_page_was_read_in_is_not_told_as_its_last_change(more: tuple[c.Command, ...]) -> None:
    state, press = story(*more), renderer()
    context = story_context(state, press.house)
    linked = live_blog_shell(context, press.house)
    line = press.updated(context)
    front = press.front(front_context([(state, 1)], press.house))

    assert "<time" not in line
    assert "Time unknown" in line
    assert "<time" not in front
    assert "dateModified" not in linked
    assert "coverageEndTime" not in linked


def test_no_feed_and_no_site_map_tells_a_time_but_the_one_that_atom_demands() -> None:
    state, house = story(), renderer().house
    context = story_context(state, house)
    of_story, of_house = story_feeds(context, house), front_feeds(front_context([(state, 1)], house))
    urls = sitemap([shelved(state, "k1", 1)], house).content.decode()

    for atom, rss, json_feed in (of_story, of_house):
        assert f"<updated>{context.updated.iso}</updated>" in atom
        assert not re.search("<published>|<pubDate>|<lastBuildDate>|<atom:updated>|date_", atom + rss + json_feed)
    assert f"{context.url}</loc></url>" in urls
    assert "lastmod" not in urls


def test_where_times_are_known_feeds_and_site_map_tell_them() -> None:
    state, house = story(c.PublishEntry(key="bbbbbb", content=SAID, **WHO)), renderer().house
    changed = story_context(state, house).updated
    _, rss, json_feed = front_feeds(front_context([(state, 2)], house))

    assert f"<lastBuildDate>{rfc822(changed)}</lastBuildDate>" in rss
    assert f"<atom:updated>{changed.iso}</atom:updated>" in rss
    assert f'"date_modified":"{changed.iso}"' in json_feed
    assert "pubDate" not in rss
    assert "lastmod" in sitemap([shelved(state, "k1", 2)], house).content.decode()


@pytest.mark.parametrize(
    "now",
    [
        c.PublishEntry(key="bbbbbb", content=SAID, **WHO),
        c.AmendEntry(key="aaaaaa", content=Content(headline="Better"), amendment=Amendment.UPDATE, **WHO),
        c.WithdrawEntry(key="aaaaaa", reason="Not so.", **WHO),
    ],
)
def test_from_the_first_change_here_on_its_time_is_known(now: c.Command) -> None:
    press = renderer()

    assert "<time" in press.updated(story_context(story(now), press.house))
