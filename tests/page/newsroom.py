"""A newsroom in a test's hand: facts go in; pages, frames and ranges as the real parts print them come out. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stoppress.base.limits import PAGE_ENTRIES
from stoppress.edition.forms import MARK
from stoppress.press import compose
from stoppress.press.assets import assets
from stoppress.press.contexts import House, Html, ShellContext
from stoppress.press.front import front_context
from stoppress.press.render import Renderer
from stoppress.story import facts as f
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content, Head
from stoppress.story.state import EntryState, StoryState, apply
from stoppress.story.words import Amendment, StoryStatus

BEGIN = datetime(2026, 11, 22, 5, 40, tzinfo=UTC)


def house() -> House:
    """The test's newsroom."""
    published = assets()
    return House(
        name="The Marran Post",
        address="http://127.0.0.1",
        language="en",
        style=published["page.css"].path,
        script=published["follow.js"].path,
        icon=published["icon.svg"].path,
    )


class Newsroom:
    """One story. Every method that tells something appends facts; the clock is the test's."""

    def __init__(self, head: Head, slug: str = "storm", epoch: str = "k1", at: datetime = BEGIN) -> None:
        self.renderer = Renderer(house())
        self.slug, self.epoch, self.now = slug, epoch, at
        self.log: list[f.Fact] = []
        self.states: list[StoryState] = []
        self.tell(f.StoryOpened(head=head))

    @property
    def state(self) -> StoryState:
        """The story now."""
        return self.states[-1]

    @property
    def number(self) -> int:
        """Of the last fact."""
        return len(self.log)

    @property
    def position(self) -> str:
        """epoch-number."""
        return f"{self.epoch}-{self.number}"

    # Telling

    def tell(self, what: f.What, minutes: float = 1) -> int:
        """The next fact, so many minutes after the last."""
        self.now += timedelta(minutes=minutes)
        fact = f.Fact(number=self.number + 1, at=self.now, logged_at=self.now, actor="ada", what=what)
        self.states.append(apply(self.slug, self.states[-1] if self.states else None, fact))
        self.log.append(fact)
        return fact.number

    def publish(
        self, headline: str = "", text: str = "", *, rank: int = 0, minutes: float = 1, **content: object
    ) -> str:
        """A new update at the top, or at a rank. Returns its key."""
        key = f"u{self.number:04d}"
        said = Content(headline=headline, body=document_from_markdown(text), **content)  # type: ignore[arg-type]
        at = self.now + timedelta(minutes=minutes)
        rank = rank or (self.state.top_rank // 1000 + 1) * 1000
        self.tell(f.EntryPublished(key=key, content=said, rank=rank, published_at=at), minutes)
        return key

    def amend(self, key: str, amendment: str, note: str = "", minutes: float = 1, **changes: object) -> None:
        """Another text for an update."""
        if isinstance(text := changes.pop("text", None), str):
            changes["body"] = document_from_markdown(text)
        content = replace(self.state.entries[key].content, **changes)  # type: ignore[arg-type]
        self.tell(f.EntryAmended(key=key, content=content, amendment=Amendment(amendment), note=note), minutes)

    def correct(self, key: str, note: str, **changes: object) -> None:
        """A correction."""
        self.amend(key, "correction", note, **changes)

    def withdraw(self, key: str, reason: str) -> None:
        """Take an update back."""
        self.tell(f.EntryWithdrawn(key=key, reason=reason))

    def move(self, key: str, rank: int) -> None:
        """Another place for an update."""
        self.tell(f.EntryMoved(key=key, rank=rank))

    # Printing

    def entries(self, state: StoryState | None = None) -> list[EntryState]:
        """All updates, newest first."""
        return sorted((state or self.state).entries.values(), key=lambda entry: -entry.rank)

    def head_html(self, state: StoryState) -> str:
        """The inner HTML of #head."""
        return self.renderer.head(compose.head_context(state, state.entries, self.renderer.house))

    def page(
        self, *, name: str = "story", limit: int = PAGE_ENTRIES, entries: Sequence[EntryState] | None = None
    ) -> str:
        """A page as the reader plane joins it."""
        context = compose.story_context(self.state, self.renderer.house)
        shell = self.renderer.shell(
            ShellContext(page=name, house=self.renderer.house, story=context, structured=Html("{}"))
        )
        rows = self.entries() if entries is None else list(entries)
        if name == "oldest":
            rows.reverse()
        shown = rows[:limit]
        which = "newer" if name == "oldest" else "older"
        more = self.renderer.more(which, context) if len(rows) > limit else ""
        parts = {
            "position": self.position,
            "updated": self.renderer.updated(context),
            "head": self.head_html(self.state),
            "entries": "".join(self._entry_html(entry, self.state) for entry in shown),
            "more": more.replace("<!--sp:key-->", shown[-1].key if shown else ""),
            "meta": "<title>One update</title>",
            "linked": "",
        }
        return MARK.sub(lambda found: parts[found[1].decode()].encode(), shell.encode()).decode()

    def frame(self, number: int) -> dict[str, object]:
        """The change of this number: {"id", "event", "data"}."""
        fact, state = self.log[number - 1], self.states[number - 1]
        before = self.states[number - 2] if number > 1 else None
        context = compose.story_context(state, self.renderer.house)
        data: dict[str, object] = {"updated": self.renderer.updated(context)}
        key = "" if isinstance(fact.what, f.EntryPinned | f.EntryUnpinned) else f.entry_key(fact.what)
        if entry := state.entries.get(key):
            data |= {"key": key, "rank": entry.rank, "mark": _mark(fact.what), "html": self._entry_html(entry, state)}
        if before is None or (head := self.head_html(state)) != self.head_html(before):
            data |= {
                "head": self.head_html(state) if before is None else head,
                "title": context.title,
                "state": context.state,
            }
        event = "withdrawn" if isinstance(fact.what, f.EntryWithdrawn) else "entry" if key else "story"
        return {"id": f"{self.epoch}-{number}", "event": event, "data": data}

    def _entry_html(self, entry: EntryState, state: StoryState) -> str:
        return self.renderer.entry(compose.entry_context(entry, state, self.renderer.house))


def front_page(rooms: Sequence[Newsroom]) -> str:
    """The front page of these stories."""
    renderer = Renderer(house())
    return renderer.front(front_context([(room.state, len(room.state.entries)) for room in rooms], renderer.house))


def _mark(what: f.What) -> str:
    if isinstance(what, f.EntryAmended):
        return what.amendment.value
    return {"EntryPublished": "published", "EntryMoved": "moved", "EntryWithdrawn": "withdrawn"}.get(
        type(what).__name__, "redacted"
    )


def sse(frame: dict[str, object]) -> bytes:
    """A frame as a server-sent event."""
    return f"id: {frame['id']}\nevent: {frame['event']}\ndata: {json.dumps(frame['data'])}\n\n".encode()


__all__ = ["Newsroom", "StoryStatus", "sse"]
