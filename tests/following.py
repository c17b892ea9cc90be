"""An open page in Python: the rules of follow.js and docs/protocol.md on the parts of a page that changes touch."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from html import unescape

from stoppress.edition import forms
from stoppress.edition.contract import Edition, Frame


@dataclass(frozen=True, slots=True)
class Article:
    """One update on the page."""

    key: str
    rank: int
    html: str


@dataclass(slots=True)
class Page:
    """A story's page, newest first, as a browser holds it."""

    number: int
    title: str
    state: str
    head: str
    updated: str
    articles: list[Article]
    floor: int | None
    """Rank of the last update when the page was loaded, if there are older pages: nothing stands below it."""
    resets: int = field(default=0, compare=False)

    def apply(self, frame: Frame, edition: Edition, slug: str, limit: int) -> None:
        """Apply the next frame; one that comes again is passed over."""
        whole = json.loads(frame.json)
        number = int(whole["id"].rpartition("-")[2])
        if number <= self.number:
            return
        assert number == self.number + 1, "a gap"
        data = whole["data"]
        if data.get("anew"):
            fresh = loaded(edition, slug, limit)
            for name in ("number", "title", "state", "head", "updated", "articles", "floor"):
                setattr(self, name, getattr(fresh, name))
            self.resets += 1
            return
        self.number = number
        for name in ("head", "updated", "title", "state"):
            if name in data:
                setattr(self, name, data[name])
        if "html" in data:
            self._place(Article(data["key"], data["rank"], data["html"]))

    def _place(self, article: Article) -> None:
        self.articles = [old for old in self.articles if old.key != article.key]
        if self.floor is None or article.rank >= self.floor:
            self.articles.append(article)
            self.articles.sort(key=lambda old: -old.rank)


def loaded(edition: Edition, slug: str, limit: int) -> Page:
    """The page as the reader plane joins it, with the newest `limit` updates."""
    snapshot = edition.snapshot(slug)
    assert snapshot is not None
    with snapshot:
        shell = _piece(snapshot, forms.SHELL_STORY)
        rows = snapshot.page(forms.HTML, limit=limit)
        older = bool(rows) and bool(snapshot.page(forms.HTML, limit=1, below=rows[-1].key))
        return Page(
            number=snapshot.story.number,
            title=unescape(_found(r"<title>(.*?)</title>", shell)),
            state=_found(r'data-state="(\w+)"', shell),
            head=_piece(snapshot, forms.HEAD),
            updated=_piece(snapshot, forms.UPDATED),
            articles=[Article(row.key, row.rank, row.content.decode()) for row in rows],
            floor=rows[-1].rank if older else None,
        )


def as_seen_from(followed: Page, edition: Edition, slug: str) -> Page:
    """What a page that was followed must be by now: a fresh one, cut where the followed one ends."""
    whole = loaded(edition, slug, limit=10_000)
    above = [article for article in whole.articles if followed.floor is None or article.rank >= followed.floor]
    return replace(whole, articles=above, floor=followed.floor)


def _piece(snapshot: object, slot: str) -> str:
    content = snapshot.piece(slot, forms.HTML)
    assert content is not None, slot
    return content.decode()


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1]
