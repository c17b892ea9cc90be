"""Keeps the documents that belong to no story on the shelf, and prints the front page at most once a second."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from stoppress.base.clock import iso, now_utc
from stoppress.base.limits.embeds import NEWS_MAP_HOURS, NEWS_MAP_INTERVAL_S, NEWS_MAP_STORIES_MAX
from stoppress.base.limits.pages import FRONT_STORIES_MAX
from stoppress.base.limits.press import FRONT_INTERVAL_S, SITEMAP_INTERVAL_S
from stoppress.edition.contract import Edition
from stoppress.press.assets import assets
from stoppress.press.front import FRONT_PATH, front_documents, sitemap
from stoppress.press.lasting import lasting_documents
from stoppress.press.newsmap import news_map
from stoppress.press.render import Renderer
from stoppress.story import read

_NEVER: Final = float("-inf")


class Documents:
    """The front page and its company. Told when stories change; asked now and then what is due."""

    def __init__(self, edition: Edition, renderer: Renderer, own_style: Path) -> None:
        self._edition, self._renderer, self._own_style = edition, renderer, own_style
        self._front_stale = self._sitemap_stale = True
        self._front_at_s = self._sitemap_at_s = _NEVER
        self._has_begun = False

    def stories_changed(self) -> None:
        """A story was printed or taken off."""
        self._front_stale = self._sitemap_stale = True

    def due_in_s(self) -> float:
        """Seconds until print_due() has something to do: 0 = now, infinite = nothing."""
        now_s = time.monotonic()
        front = self._front_at_s + FRONT_INTERVAL_S if self._front_stale else float("inf")
        return max(0.0, min(front, self._maps_due_at_s()) - now_s)

    def _maps_due_at_s(self) -> float:
        return self._sitemap_at_s + (SITEMAP_INTERVAL_S if self._sitemap_stale else NEWS_MAP_INTERVAL_S)

    def print_due(self) -> None:
        """Print the front page and the site map where they are stale and their last printing is long enough ago."""
        now_s = time.monotonic()
        if self._front_stale and now_s >= self._front_at_s + FRONT_INTERVAL_S:
            self._front_at_s = now_s
            stories = read.stories(FRONT_STORIES_MAX)
            for document in front_documents(stories, self._edition.stories(), self._renderer):
                self._edition.put_document(document)
            self._front_stale = False
        if now_s >= self._maps_due_at_s():
            self._sitemap_at_s = now_s
            self._print_maps()
            self._sitemap_stale = False

    def _print_maps(self) -> None:
        printed, house, now = self._edition.stories(), self._renderer.house, now_utc()
        self._edition.put_document(sitemap(printed, house))
        since = iso(now - timedelta(hours=NEWS_MAP_HOURS))
        recent = [shelved.slug for shelved in printed if shelved.opened_at >= since][:NEWS_MAP_STORIES_MAX]
        states = (read.story(slug) for slug in recent)
        self._edition.put_document(news_map((state for state in states if state), house, now))

    def print_missing(self) -> None:
        """Put on the shelf what a new or an emptied one lacks, and once what another version may have made otherwise:
        style, scripts, robots.txt, the schema; soon the front page.
        """
        house = self._renderer.house
        if not self._has_begun or self._edition.document(house.style) is None:
            for document in (*assets(own_style=self._own_style).values(), *lasting_documents(house)):
                self._edition.put_document(document)
            self._has_begun = True
        if self._edition.document(FRONT_PATH) is None:
            self._front_stale = self._sitemap_stale = True
            self._front_at_s = self._sitemap_at_s = _NEVER
