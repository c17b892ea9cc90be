"""What belongs to no story: the front page with its feeds, robots.txt and the site map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from stoppress.base.limits.pages import FRONT_STORIES_MAX
from stoppress.base.limits.press import SITEMAP_URLS_MAX
from stoppress.edition.contract import Document, Shelved
from stoppress.press import feeds, labels
from stoppress.press.compose import story_context
from stoppress.press.contexts import FrontContext, FrontStory, House
from stoppress.press.newsmap import NEWS_MAP_PATH
from stoppress.press.phrases import direction
from stoppress.press.render import Renderer
from stoppress.story.state import StoryState
from stoppress.story.words import StoryStatus

FRONT_PATH: Final = "/"


def front_context(stories: Iterable[tuple[StoryState, int]], house: House) -> FrontContext:
    """The front page.

    stories  with the number of their live updates, the last changed first.
    """
    words = labels.words_in(house.language)
    live: list[FrontStory] = []
    closed: list[FrontStory] = []
    for story, entries in stories:
        counted = labels.updates_counted(entries, story.head.language)
        item = FrontStory(story=story_context(story, house), entries=entries, counted=counted)
        (closed if story.status is StoryStatus.CLOSED else live).append(item)
    return FrontContext(
        house=house,
        words=words,
        direction=direction(house.language),
        description=words.front_description.format(site=house.name),
        live=tuple(live),
        closed=tuple(closed),
    )


def front_documents(
    stories: Sequence[StoryState], printed: Sequence[Shelved], renderer: Renderer
) -> Iterator[Document]:
    """The front page and the feeds of stories.

    stories  the last changed first; those that are not printed yet are left out.
    """
    entries = {shelved.slug: shelved.entries for shelved in printed}
    listed = [(story, entries[story.slug]) for story in stories if story.slug in entries]
    front = front_context(listed[:FRONT_STORIES_MAX], renderer.house)
    atom, rss, json_feed = feeds.front_feeds(front)
    yield _document(FRONT_PATH, "text/html; charset=utf-8", renderer.front(front))
    yield _document("/feed.atom", "application/atom+xml; charset=utf-8", atom)
    yield _document("/feed.rss", "application/rss+xml; charset=utf-8", rss)
    yield _document("/feed.json", "application/feed+json", json_feed)


def robots(house: House) -> Document:
    """What crawlers may fetch: everything but streams and their ranges, which are the pages once more."""
    lines = ("User-agent: *", "Disallow: /*/stream", "Disallow: /*/log/", "Disallow: /*/head.json", "")
    maps = (f"Sitemap: {house.address}{path}" for path in ("/sitemap.xml", NEWS_MAP_PATH))
    return _document("/robots.txt", "text/plain; charset=utf-8", "\n".join((*lines, *maps, "")))


def sitemap(printed: Sequence[Shelved], house: House) -> Document:
    """All stories with the time of their last change, where somebody knows it."""
    urls = "".join(
        f"<url><loc>{escape(house.address)}/{story.slug}/</loc>{_last_change(story)}</url>\n"
        for story in printed[: SITEMAP_URLS_MAX - 1]
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"<url><loc>{escape(house.address)}/</loc></url>\n{urls}</urlset>\n"
    )
    return _document("/sitemap.xml", "application/xml; charset=utf-8", text)


def _last_change(story: Shelved) -> str:
    return f"<lastmod>{story.updated_at}</lastmod>" if story.updated_at else ""


def _document(path: str, content_type: str, text: str) -> Document:
    return Document(path, content_type, text.encode(), immutable=False)
