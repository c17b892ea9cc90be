"""Plays a demo story through the door: what is already told at once, the rest one act at a time. Needs Django."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Fault, Refusal
from stoppress.media.pictures import KeptPicture
from stoppress.ops.demo import script
from stoppress.ops.demo.clocks import Teller, origin
from stoppress.ops.demo.cues import ACTOR, Stage, command, entry_key, opening
from stoppress.ops.demo.drawings import draw
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.content import Content, Head
from stoppress.story.write import Door

KeepPicture = Callable[[bytes], KeptPicture]
"""Stores a picture and says how it is called, as media.pictures.keep() with a folder does."""
Say = Callable[[str], None]
"""Tells the person at the terminal what is going on: one sentence without a line end."""
Wait = Callable[[float], bool]
"""Waits so many seconds; True when the demo is to end. threading.Event().wait is one."""


@dataclass(frozen=True, slots=True)
class Played:
    """One act that had its turn. refusal is None when it was done."""

    act: script.Act
    refusal: Refusal | None


@dataclass(slots=True, kw_only=True)
class Performance:
    """A story on its way. begin() makes it; one thread plays it."""

    story: script.DemoStory
    door: Door
    origin: datetime
    kept: Callable[[str], KeptPicture]
    clock: Clock
    done: int = 0
    """Acts that have had their turn."""
    contents: dict[str, Content] = field(default_factory=dict)
    """Words that are on their way to the log, by the update's key."""
    heads: list[Head] = field(default_factory=list)
    """The same of the story; the last one counts."""

    @property
    def is_over(self) -> bool:
        """True when every act has had its turn."""
        return self.done >= len(self.story.acts)

    def tell(self) -> None:
        """Do all that lies behind, in one transaction.

        Raises   Refusal of the door; nothing is done then.
        """
        story = self.story
        several = [self._noted(opening(self._stage(0, self._moment(story.acts[0]))))]
        for place, act in enumerate(story.told, 1):
            several.append(self._noted(command(act, self._stage(place, self._moment(act)))))
        self.door.carry_out_all(several)
        self.contents.clear()
        self.heads.clear()
        self.done = len(story.told)

    def step(self) -> Played | None:
        """Do the next act, now.

        Returns  None when there is none left. A refusal (an editor closed the story, say) ends the act, not the demo.
        """
        if self.is_over:
            return None
        act = self.story.acts[self.done]
        self.done += 1
        try:
            self.door.carry_out(command(act, self._stage(self.done, None)))
        except Refusal as refusal:
            return Played(act, refusal)
        return Played(act, None)

    def _moment(self, act: script.Act) -> datetime:
        return self.origin + timedelta(minutes=act.at_min or 0)

    def _stage(self, place: int, at: datetime | None) -> Stage:
        """The stage for the act at a place, counted from 1; 0 = the opening."""
        act_at = at or self.clock().astimezone(self.origin.tzinfo)
        return Stage(
            story=self.story,
            teller=Teller(act_at, self.origin, self.story.moments),
            at=at,
            command_id=f"demo:{self.story.slug[:60]}:{place}",
            kept=self.kept,
            content_of=self._content_of,
            head=self._head,
        )

    def _noted(self, told: c.Command) -> c.Command:
        """Remember what a command says, since later ones build on it before it is in the log."""
        if isinstance(told, c.PublishEntry | c.AmendEntry):
            self.contents[told.key] = told.content
        if isinstance(told, c.OpenStory | c.EditStory):
            self.heads.append(told.head)
        return told

    def _content_of(self, name: str) -> Content:
        key = entry_key(self.story.slug, name)
        if key in self.contents:
            return self.contents[key]
        entry = read.entry(self.story.slug, key)
        if entry is None:
            raise Fault(f"the demo {self.story.slug} has lost its update {name}")
        return entry.content

    def _head(self) -> Head:
        if self.heads:
            return self.heads[-1]
        state = read.story(self.story.slug)
        if state is None:
            raise Fault(f"the demo {self.story.slug} has lost its story")
        return state.head


def begin(story: script.DemoStory, door: Door, keep: KeepPicture, *, clock: Clock = now_utc, say: Say) -> Performance:
    """Put a story on stage, with everything told that lies behind; go on where an earlier demo stopped.

    Raises   Refusal demo-slug-taken: somebody else's story stands at its address.
    """
    performance = Performance(
        story=story, door=door, origin=origin(story, clock()), kept=_drawn(keep, say), clock=clock
    )
    state = read.story(story.slug)
    if state is None:
        performance.tell()
        return performance
    done = _acts_done(story.slug)
    performance.origin = (state.opened_at - timedelta(minutes=story.acts[0].at_min or 0)).astimezone(
        performance.origin.tzinfo
    )
    performance.done = done
    return performance


def play(performance: Performance, *, interval_s: float, wait: Wait, say: Say) -> None:
    """Play the acts to come, one every interval_s seconds, until they are over or wait() says so."""
    while not performance.is_over:
        if wait(interval_s):
            return
        played = performance.step()
        # Reused: an act was refused at an earlier start, so that its place was counted short; it was done then.
        if played and played.refusal and played.refusal.code != "command-id-reused":
            say(f"An act of the demo was refused: {played.refusal.message}")
    say(f"“{performance.story.slug}” has been told to its end and is closed.")


def _drawn(keep: KeepPicture, say: Say) -> Callable[[str], KeptPicture]:
    """Draws and stores each picture when it is first asked for."""

    @cache
    def kept(name: str) -> KeptPicture:
        say(f"Drawing the picture “{name}” …")
        return keep(draw(name))

    return kept


def _acts_done(slug: str) -> int:
    """How many acts of the demo the log holds; each is one fact, after that of the opening.

    Raises   Refusal demo-slug-taken.
    """
    number, ours = 0, 0
    while facts := read.facts_after(slug, number):
        if number == 0 and facts[0].actor != ACTOR:
            raise Refusal(
                "demo-slug-taken",
                f"There is a story “{slug}” that is not the demo’s. Start the demo with another data folder.",
            )
        number = facts[-1].number
        ours += sum(fact.actor == ACTOR for fact in facts)
    return ours - 1
