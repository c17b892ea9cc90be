"""How many updates came when: counts in a bounded number of bars, and how they are drawn. Pure.

A bar stands for some time, twice as long once there are too many bars. So what is kept never grows, and depends only
on what was published when, not on the order in which it was counted. An update that is withdrawn keeps its place on
pages, and in its bar; it is no key event any more.

The newest bar is not drawn before the next one begins. So the drawing changes once for a bar, not with each update,
and only then frames carry it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from stoppress.base.limits.orientation import RHYTHM_BAR_S, RHYTHM_BARS_MAX, RHYTHM_UPDATES_MIN
from stoppress.press import labels
from stoppress.press.contexts import RhythmContext
from stoppress.press.times import Moment, moment
from stoppress.story import facts as f
from stoppress.story.state import EntryState, StoryState

_STEP: Final = 10
"""Width of a bar with its gap, in the units of the drawing."""
_GROUND: Final = 100
_TALLEST: Final = 78
"""Height of the tallest bar; ticks stand above their bars."""
_TICK: Final = 12
_TICK_ROOM: Final = 5
"""Between a bar and its tick."""
_TALLEST_COUNT_MIN: Final = 2
"""Updates that make a bar as tall as can be, at least, so that single ones are low."""
_BARS_SHOWN_MIN: Final = 12
"""Bars for which there is room from the beginning, so that the first ones are no blocks."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Counts of updates, and of key events among them, in bars of equal time.

    bar_s    seconds for which a bar stands: RHYTHM_BAR_S, doubled as often as needed.
    first    number of the first bar: seconds since 1970 by bar_s.
    """

    bar_s: int = RHYTHM_BAR_S
    first: int = 0
    updates: tuple[int, ...] = ()
    keys: tuple[int, ...] = ()

    def counted(self, at: datetime, *, updates: int, keys: int) -> Rhythm:
        """With so many more updates and key events at a moment; at most RHYTHM_BARS_MAX bars."""
        second = int(at.timestamp())
        wide = self.reaching(second // self.bar_s)
        while len(wide.updates) > RHYTHM_BARS_MAX:
            wide = wide.doubled()
        index = second // wide.bar_s - wide.first
        return Rhythm(
            wide.bar_s,
            wide.first,
            _with_more(wide.updates, index, updates),
            _with_more(wide.keys, index, keys),
        )

    def drawn(self) -> Rhythm | None:
        """What of it is drawn: all but the newest bar; None while that is too little."""
        done = Rhythm(self.bar_s, self.first, self.updates[:-1], self.keys[:-1])
        return done if sum(done.updates) >= RHYTHM_UPDATES_MIN and len(done.updates) > 1 else None

    def to_json(self) -> str:
        """As the shelf keeps it."""
        return json.dumps([self.bar_s, self.first, self.updates, self.keys], separators=(",", ":"))

    def reaching(self, bar: int) -> Rhythm:
        """With as many empty bars as lie between it and a bar. Far apart, bars are doubled first."""
        if not self.updates:
            return Rhythm(self.bar_s, bar, (0,), (0,))
        if max(bar, self.first + len(self.updates) - 1) - min(bar, self.first) >= 2 * RHYTHM_BARS_MAX:
            return self.doubled().reaching(bar // 2)
        before = (0,) * max(0, self.first - bar)
        after = (0,) * max(0, bar - self.first - len(self.updates) + 1)
        return Rhythm(self.bar_s, min(bar, self.first), before + self.updates + after, before + self.keys + after)

    def doubled(self) -> Rhythm:
        """With bars that stand for twice the time."""
        odd = self.first % 2
        return Rhythm(self.bar_s * 2, self.first // 2, _in_pairs(self.updates, odd), _in_pairs(self.keys, odd))


EMPTY: Final = Rhythm()


def rhythm_from(kept: bytes) -> Rhythm:
    """What to_json() gave."""
    bar_s, first, updates, keys = json.loads(kept)
    return Rhythm(bar_s, first, tuple(updates), tuple(keys))


def rhythm_of(entries: Iterable[EntryState]) -> Rhythm:
    """The counts of updates as they stand; costs as much as there are updates."""
    rhythm = EMPTY
    for entry in entries:
        if entry.published_at:
            rhythm = rhythm.counted(entry.published_at, updates=1, keys=int(is_key_event(entry)))
    return rhythm


def after_fact(rhythm: Rhythm, what: f.What, was: EntryState | None, entry: EntryState | None) -> Rhythm:
    """The counts after one more fact about an update; `was` is the update before it."""
    if entry is None or entry.published_at is None:
        return rhythm
    updates = int(isinstance(what, f.EntryPublished))
    keys = int(is_key_event(entry)) - int(was is not None and is_key_event(was))
    return rhythm.counted(entry.published_at, updates=updates, keys=keys) if updates or keys else rhythm


def is_key_event(entry: EntryState) -> bool:
    """Whether it belongs to the outline."""
    return entry.is_public and entry.content.key_event


def rhythm_context(drawn: Rhythm, story: StoryState) -> RhythmContext:
    """The drawing. drawn: what Rhythm.drawn() gave."""
    most = max(drawn.updates)
    start_s, slots = drawn.first * drawn.bar_s, max(len(drawn.updates), _BARS_SHOWN_MIN)

    def at(bar: float) -> Moment:
        second = start_s + int(bar * drawn.bar_s)
        return moment(datetime.fromtimestamp(second, UTC), story.head.zone, story.head.language)

    first, last = at(0), at(slots)

    def said(then: Moment) -> str:
        if first.day == last.day:
            return then.clock
        return labels.day_and_time(then.date, then.clock, story.head.language)

    busiest = said(at(drawn.updates.index(most) + 0.5)) if drawn.updates.count(most) == 1 else ""
    return RhythmContext(
        bars="".join(f"M{_middle(i)} {_GROUND}v-{_height(n, most)}" for i, n in enumerate(drawn.updates) if n),
        ticks="".join(_tick(i, _height(drawn.updates[i], most)) for i, n in enumerate(drawn.keys) if n),
        width=slots * _STEP,
        start_s=start_s,
        end_s=start_s + slots * drawn.bar_s,
        first=first,
        first_words=said(first),
        last=last,
        last_words=f"{said(last)} {last.zone}",
        words=labels.rhythm(busiest, story.head.language, has_key_events=any(drawn.keys)),
    )


def _middle(bar: int) -> int:
    return bar * _STEP + _STEP // 2


def _tick(bar: int, height: int) -> str:
    return f"M{_middle(bar)} {_GROUND - height - _TICK_ROOM}v-{_TICK}"


def _height(count: int, most: int) -> int:
    return max(3, round(_TALLEST * count / max(most, _TALLEST_COUNT_MIN)))


def _with_more(counts: tuple[int, ...], index: int, more: int) -> tuple[int, ...]:
    return (*counts[:index], counts[index] + more, *counts[index + 1 :])


def _in_pairs(counts: tuple[int, ...], odd: int) -> tuple[int, ...]:
    padded = (0,) * odd + counts
    return tuple(sum(padded[i : i + 2]) for i in range(0, len(padded), 2))
