"""A newsroom in a test's hand: facts go in; pages and frames as press and reader make them come out. No database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stoppress.base.settings import Settings
from stoppress.edition.contract import Frame, Piece
from stoppress.edition.memory import MemoryEdition
from stoppress.press.assets import house_of
from stoppress.press.compose import story_context
from stoppress.press.front import front_context
from stoppress.press.pieces import RHYTHM_COUNTS, entry_pieces, shown_entry
from stoppress.press.plan import holds_words_of_entry
from stoppress.press.printing import Batch, Kept, print_batch
from stoppress.press.render import Renderer
from stoppress.press.rhythm import Rhythm, rhythm_from
from stoppress.reader.addresses import address_of
from stoppress.reader.joining import joined
from stoppress.story import facts as f
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content, Head
from stoppress.story.read import Step
from stoppress.story.state import EntryState, StoryState, apply
from stoppress.story.words import Amendment

BEGIN = datetime(2026, 11, 22, 5, 40, tzinfo=UTC)


RENDERER = Renderer(house_of(Settings(site_name="The Marran Post", public_url="https://news.example")))


class Newsroom:
    """One story. Every method that tells something appends facts; the clock is the test's."""

    def __init__(
        self, head: Head, slug: str = "storm", epoch: str = "k1", at: datetime = BEGIN, renderer: Renderer = RENDERER
    ) -> None:
        self.renderer = renderer
        self.slug, self.epoch, self.now = slug, epoch, at
        self.log: list[f.Fact] = []
        self.states: list[StoryState] = []
        self.edition = MemoryEdition()
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
        self._print(self.number)
        return fact.number

    def publish(
        self, headline: str = "", text: str = "", *, rank: int = 0, minutes: float = 1, **content: object
    ) -> str:
        """A new update at the top, or at a rank. Returns its key."""
        key = f"update{self.number:04d}"
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

    def entries(self) -> list[EntryState]:
        """All updates, newest first."""
        return sorted(self.state.entries.values(), key=lambda entry: -entry.rank)

    def page(self, path: str = "") -> str | None:
        """A page of the story as the reader plane joins it, by the rest of its path; None when there is none."""
        with self.edition.snapshot(self.slug) as snapshot:  # type: ignore[union-attr]
            content = joined(snapshot, address_of(f"/{self.slug}/{path}".encode()))
        return content.body.decode() if content else None

    def frame(self, number: int) -> Frame:
        """The change of this number, as it is sent by now."""
        (frame,) = self.edition.frame_range(self.slug, number, number) or ()
        return frame

    def another_epoch(self, epoch: str) -> None:
        """The same facts under another name: as after a restore from a backup."""
        self.epoch = epoch
        self.edition.drop_story(self.slug)
        for number in range(1, self.number + 1):
            self._print(number)

    def _print(self, number: int) -> None:
        """Print one fact as the press would."""
        fact, state = self.log[number - 1], self.states[number - 1]
        before = self.states[number - 2] if number > 1 else None
        key = f.entry_key(fact.what)
        about_entry = key and not isinstance(fact.what, f.EntryPinned | f.EntryUnpinned)
        known = before.entries if before else {}
        entry, was = (state.entries[key], known.get(key)) if about_entry else (None, None)
        step = Step(fact, replace(state, entries={}), entry, was)
        batch = Batch(
            epoch=self.epoch,
            before=before and replace(before, entries={}),
            steps=[step],
            supports=known,
            now=self.state.entries,
            entries=sum(one.is_public for one in known.values()),
            rhythm=self._rhythm(),
            kept={key: Kept(own=self._own_frames(key, number))} if about_entry else {},
        )
        printing = print_batch(batch, self.renderer)
        self.edition.print(printing)
        if batch.all_entries:
            self.edition.print(replace(printing, frames=(), pieces=tuple(self._all_pieces(state))))

    def _all_pieces(self, state: StoryState) -> Iterator[Piece]:
        story = story_context(state, self.renderer.house)
        for entry in state.entries.values():
            yield from entry_pieces(shown_entry(entry, state, self.renderer), story, self.renderer)

    def _rhythm(self) -> Rhythm:
        snapshot = self.edition.snapshot(self.slug)
        kept = snapshot.piece(RHYTHM_COUNTS, "json") if snapshot else None
        return rhythm_from(kept) if kept else Rhythm()

    def _own_frames(self, key: str, before: int) -> list[int]:
        facts = self.log[: before - 1]
        return [fact.number for fact in facts if f.entry_key(fact.what) == key and holds_words_of_entry(fact.what)]


def front_page(rooms: Sequence[Newsroom]) -> str:
    """The front page of these stories."""
    return RENDERER.front(front_context([(room.state, len(room.state.entries)) for room in rooms], RENDERER.house))


def range_of(epoch: str, frames: Sequence[Frame]) -> str:
    """A range of the log, as the reader plane gives it."""
    return json.dumps({"epoch": epoch, "frames": [json.loads(frame.json) for frame in frames]})
