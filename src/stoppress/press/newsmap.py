"""The news site map: the stories of the last two days, as news search engines read them. Pure.

Source   the news site map protocol of Google, which others read too: at most 1,000 stories, none older than two days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from typing import Final

from stoppress.base.clock import iso
from stoppress.base.limits.embeds import NEWS_MAP_HOURS, NEWS_MAP_STORIES_MAX
from stoppress.edition.contract import Document
from stoppress.press.contexts import House
from stoppress.story.state import StoryState

NEWS_MAP_PATH: Final = "/news-sitemap.xml"
_TWO_PARTS: Final = frozenset({"zh-cn", "zh-tw"})


def news_map(stories: Iterable[StoryState], house: House, now: datetime) -> Document:
    """The stories that began in the last NEWS_MAP_HOURS.

    stories  printed ones. Those whose beginning nobody knows are left out: they were told elsewhere before.
    """
    since = now - timedelta(hours=NEWS_MAP_HOURS)
    recent = [story for story in stories if not story.opened_time_unknown and since <= story.opened_at <= now]
    recent.sort(key=lambda story: story.opened_at, reverse=True)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
        f"{''.join(_url(story, house) for story in recent[:NEWS_MAP_STORIES_MAX])}</urlset>\n"
    )
    return Document(NEWS_MAP_PATH, "application/xml; charset=utf-8", text.encode(), immutable=False)


def _url(story: StoryState, house: House) -> str:
    return (
        f"<url><loc>{escape(house.address)}/{story.slug}/</loc><lastmod>{iso(story.updated_at)}</lastmod><news:news>"
        f"<news:publication><news:name>{escape(house.name)}</news:name>"
        f"<news:language>{news_language(story.head.language)}</news:language></news:publication>"
        f"<news:publication_date>{iso(story.opened_at)}</news:publication_date>"
        f"<news:title>{escape(story.head.headline)}</news:title></news:news></url>\n"
    )


def news_language(tag: str) -> str:
    """A BCP 47 tag as this protocol wants it: ISO 639, two letters where there are two, but zh-cn and zh-tw."""
    tag = tag.lower()
    return tag if tag in _TWO_PARTS else escape(tag.partition("-")[0])
