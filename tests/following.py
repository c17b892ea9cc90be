"""An open page in Python: the rules of follow.js and docs/protocol.md on the parts of a page that changes touch."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields, replace
from html import unescape

from stoppress.base.limits.pages import PAGE_ENTRIES
from stoppress.edition import forms
from stoppress.edition.contract import Edition, Frame
from stoppress.reader.addresses import address_of
from stoppress.reader.joining import joined


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
    rhythm: str = ""
    outline: list[Article] = field(default_factory=list)
    """Lines of the outline of key events."""
    outline_floor: int | None = None
    """Rank of the last of them, if there were as many as are printed."""
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
            fresh.resets = self.resets + 1
            for one in fields(self):
                setattr(self, one.name, getattr(fresh, one.name))
            return
        self.number = number
        for name in ("head", "rhythm", "updated", "title", "state"):
            if name in data:
                setattr(self, name, data[name])
        if "html" in data:
            key, rank, line = data["key"], data["rank"], data.get("outline")
            self.articles = _placed(self.articles, Article(key, rank, data["html"]), self.floor)
            self.outline = [old for old in self.outline if old.key != key]
            if line:
                self.outline = _placed(self.outline, Article(key, rank, line), self.outline_floor)


def with_days(articles: list[Article]) -> str:
    """The stream with a date before the first update of each day, by the rule of the protocol."""
    parts, last = [], ""
    for article in articles:
        day = re.search(r'^<article [^>]*data-day="([^"]*)"', article.html)
        if day and day[1] != last:
            parts.append(f'<p class="day"><span>{day[1]}</span></p>')
            last = day[1]
        parts.append(article.html)
    return "".join(parts)


def _placed(articles: list[Article], article: Article, floor: int | None) -> list[Article]:
    others = [old for old in articles if old.key != article.key]
    if floor is not None and article.rank < floor:
        return others
    return sorted([*others, article], key=lambda old: -old.rank)


def loaded(edition: Edition, slug: str, limit: int) -> Page:
    """The page as the reader plane joins it, with the newest `limit` updates."""
    snapshot = edition.snapshot(slug)
    assert snapshot is not None
    with snapshot:
        shell = _piece(snapshot, forms.SHELL_STORY)
        rows = snapshot.page(forms.HTML, limit=limit)
        older = bool(rows) and bool(snapshot.page(forms.HTML, limit=1, below=rows[-1].key))
        outline = snapshot.page(forms.OUTLINE, limit=limit)
        joint = joined(snapshot, address_of(f"/{slug}/".encode()))
        articles = [Article(row.key, row.rank, row.content.decode()) for row in rows]
        assert joint
        assert with_days(articles[:PAGE_ENTRIES]) in joint.body.decode()
        return Page(
            number=snapshot.story.number,
            title=unescape(_found(r"<title>(.*?)</title>", shell)),
            state=_found(r'data-state="(\w+)"', shell),
            head=_piece(snapshot, forms.HEAD),
            updated=_piece(snapshot, forms.UPDATED),
            articles=articles,
            floor=rows[-1].rank if older else None,
            rhythm=(snapshot.piece(forms.RHYTHM, forms.HTML) or b"").decode(),
            outline=[Article(row.key, row.rank, row.content.decode()) for row in outline],
            outline_floor=outline[-1].rank if len(outline) == limit else None,
        )


def as_seen_from(followed: Page, edition: Edition, slug: str) -> Page:
    """What a page that was followed must be by now: a fresh one, cut where the followed one ends."""
    whole = loaded(edition, slug, limit=10_000)
    above = [article for article in whole.articles if followed.floor is None or article.rank >= followed.floor]
    floor = followed.outline_floor
    outline = [line for line in whole.outline if floor is None or line.rank >= floor]
    return replace(whole, articles=above, floor=followed.floor, outline=outline, outline_floor=floor)


def _piece(snapshot: object, slot: str) -> str:
    content = snapshot.piece(slot, forms.HTML)
    assert content is not None, slot
    return content.decode()


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1]
