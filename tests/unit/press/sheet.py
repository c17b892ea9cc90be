"""Commands to finished pages without a database: decided, folded, printed in one batch, joined as the reader does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser

from stoppress.base.settings import Settings
from stoppress.edition.memory import MemoryEdition
from stoppress.press.assets import house_of
from stoppress.press.printing import Batch, print_batch
from stoppress.press.render import Renderer
from stoppress.reader.addresses import address_of
from stoppress.reader.joining import joined
from stoppress.story import commands as c
from stoppress.story import facts as f
from stoppress.story.content import Head
from stoppress.story.read import Step
from stoppress.story.rules import decide
from stoppress.story.state import StoryState, apply
from tests.commands import START

SETTINGS = Settings(public_url="https://news.example", site_name="The Marran Post")
NO_TIMES: Mapping[str, datetime] = {}
WHO = {"slug": "storm", "actor": "ada"}


def renderer(settings: Settings = SETTINGS) -> Renderer:
    """The templates of a newsroom."""
    return Renderer(house_of(settings))


def batch_of(head: Head | c.Command, *asked: c.Command, times: Mapping[str, datetime] = NO_TIMES) -> Batch:
    """A story from its first fact, a minute between two commands. A refused command is an error of the test.

    times   when updates were published that were told of later, by their keys.
    """
    state: StoryState | None = None
    steps: list[Step] = []
    opening = c.OpenStory(head=head, **WHO) if isinstance(head, Head) else head
    for minute, command in enumerate((opening, *asked)):
        at = START + timedelta(minutes=minute)
        for what in decide(state, command, at):
            if isinstance(what, f.EntryPublished) and what.key in times:
                what = replace(what, published_at=times[what.key])
            fact = f.Fact(number=len(steps) + 1, at=at, logged_at=at, actor="ada", what=what)
            known = state.entries if state else {}
            state = apply("storm", state, fact)
            key = f.changed_entry(what)
            steps.append(Step(fact, replace(state, entries={}), state.entries.get(key), known.get(key)))
    assert state is not None
    return Batch(epoch="k1", before=None, steps=steps, now=state.entries)


def printed(head: Head | c.Command, *asked: c.Command, times: Mapping[str, datetime] = NO_TIMES) -> MemoryEdition:
    """A shelf with that story on it."""
    edition = MemoryEdition()
    edition.print(print_batch(batch_of(head, *asked, times=times), renderer()))
    return edition


def page(edition: MemoryEdition, path: str) -> str:
    """What a reader gets at a path of the story: "", "e/<key>/", "feed.atom", "story.json" …"""
    snapshot = edition.snapshot("storm")
    assert snapshot is not None
    with snapshot:
        content = joined(snapshot, address_of(f"/storm/{path}".encode()))
    assert content is not None
    return content.body.decode()


class Reading(HTMLParser):
    """Reads a page as a browser would: the text by class of the element, and whatever could execute or load."""

    _VOID = frozenset({"br", "img", "link", "meta", "source", "input", "hr", "base", "path"})
    _HARMLESS = frozenset(
        {
            "html", "head", "body", "title", "meta", "link", "main", "header", "footer", "section",
            "nav", "article", "div", "p", "span", "h1", "h2", "h3", "a", "ul",
            "ol", "li", "strong", "em", "time", "blockquote", "cite", "figure", "figcaption", "img",
            "picture", "source", "aside", "small", "br", "noscript", "base",
            "details", "summary", "svg", "path",
        }
    )  # fmt: skip

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        """Pairs of a class (or "") and the text of the element, in the order of their ends."""
        self.whole = ""
        """All text, of scripts too."""
        self.dangers: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self._open: list[tuple[str, str, list[str]]] = []
        self.feed(html)
        self.close()
        assert not self._open, [name for name, _, _ in self._open]

    def text(self, css_class: str) -> list[str]:
        """The texts of all elements of a class."""
        return [text for name, text in self.texts if css_class in name.split()]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        allowed = tag in self._HARMLESS or (tag == "script" and (given.keys() <= {"type", "src"}))
        if not allowed or any(name.startswith("on") or name in {"style", "srcdoc", "action"} for name in given):
            self.dangers.append(self.get_starttag_text() or tag)
        for name in ("href", "src", "cite", "data"):
            if name in given:
                self.links.append(given[name])
                if re.match(r"[\s\x00-\x20]*(javascript|data|vbscript):", given[name], re.IGNORECASE):
                    self.dangers.append(given[name])
        if tag == "br":
            self.handle_data("\n")
        if tag not in self._VOID:
            self._open.append((tag, given.get("class", ""), []))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._VOID:
            return
        assert self._open, f"</{tag}> without a beginning"
        name, css_class, parts = self._open.pop()
        assert name == tag, f"<{name}> is ended by </{tag}>"
        self.texts.append((css_class or name, "".join(parts)))
        if tag == "script":
            self.scripts.append("".join(parts))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)

    def handle_data(self, data: str) -> None:
        self.whole += data
        for _, _, parts in self._open:
            parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.dangers.append(f"comment {data}")
