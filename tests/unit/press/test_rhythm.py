"""Updates over time: what is counted is bounded, and depends on what was published when, not on the order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stoppress.base.limits.orientation import RHYTHM_BARS_MAX
from stoppress.press.printing import print_batch
from stoppress.press.rhythm import EMPTY, Rhythm, rhythm_from
from stoppress.story import commands as c
from stoppress.story.content import Content, Head
from stoppress.story.words import Amendment
from tests.unit.press.sheet import WHO, Reading, batch_of, page, printed, renderer

NIGHT = datetime(2026, 11, 22, 5, 40, tzinfo=UTC)
moments = st.integers(0, 40 * 86_400).map(lambda second: NIGHT + timedelta(seconds=second))


def counted(times: list[datetime]) -> Rhythm:
    rhythm = EMPTY
    for at in times:
        rhythm = rhythm.counted(at, updates=1, keys=0)
    return rhythm


@given(times=st.lists(moments, min_size=1, max_size=60), data=st.data())
def test_the_order_in_which_updates_are_counted_makes_no_difference(times: list[datetime], data: st.DataObject) -> None:
    """Backdated updates, and a story printed again from its log, give the same drawing."""
    shuffled = data.draw(st.permutations(times))

    assert counted(shuffled) == counted(times)


@given(times=st.lists(moments, min_size=1, max_size=200))
def test_no_update_is_lost_and_there_are_never_more_bars_than_fit(times: list[datetime]) -> None:
    rhythm = counted(times)

    assert sum(rhythm.updates) == len(times)
    assert len(rhythm.updates) == len(rhythm.keys) <= RHYTHM_BARS_MAX
    assert rhythm.updates[0] > 0
    assert rhythm.updates[-1] > 0


def test_counts_come_back_from_the_shelf() -> None:
    rhythm = counted([NIGHT, NIGHT + timedelta(hours=3)])

    assert rhythm_from(rhythm.to_json().encode()) == rhythm


def test_a_dozen_years_are_counted_as_fast_as_an_hour() -> None:
    rhythm = counted([NIGHT, NIGHT + timedelta(days=4_400), NIGHT - timedelta(days=20_000)])

    assert sum(rhythm.updates) == 3
    assert len(rhythm.updates) <= RHYTHM_BARS_MAX


def publish(i: int, **more: object) -> c.PublishEntry:
    return c.PublishEntry(key=f"aa{i:04d}", content=Content(headline=f"Update {i}", **more), **WHO)  # type: ignore[arg-type]


def test_frames_bring_the_drawing_once_for_a_bar_and_not_with_each_update() -> None:
    """The newest bar is not drawn before the next begins: an hour of updates sends a few drawings, not sixty."""
    made = print_batch(batch_of(Head(headline="A night"), *(publish(i) for i in range(600))), renderer())

    brought = [frame.number for frame in made.frames if b'"rhythm":"<svg' in frame.json]
    sizes = [len(frame.json) for frame in made.frames if frame.number in brought]
    assert 60 < len(brought) < 200
    assert max(sizes) < 3_000
    assert sum(number > 500 for number in brought) <= 100 // 8


def test_the_drawing_is_told_in_words_and_shows_key_events() -> None:
    html = page(printed(Head(headline="A night"), *(publish(i, key_event=i == 4) for i in range(20))), "")

    assert len(re.findall(r"M\d+ \d+v-12", html)) == 1
    assert len(re.findall(r"M\d+ 100v-\d+", html)) >= 8
    [caption] = Reading(html).text("figcaption")
    assert "Updates over time, key events above them." in caption


def test_what_is_no_key_event_any_more_has_no_tick_and_no_line_in_the_outline() -> None:
    night = [publish(i, key_event=i in {3, 4}) for i in range(20)]
    amended = c.AmendEntry(key="aa0003", content=Content(headline="Update 3"), amendment=Amendment.UPDATE, **WHO)
    html = page(
        printed(Head(headline="A night"), *night, amended, c.WithdrawEntry(key="aa0004", reason="No.", **WHO)), ""
    )

    assert '<path class="ticks" d=""/>' in html
    assert '<ol id="events"></ol>' in html


def test_updates_whose_time_nobody_knows_are_not_drawn() -> None:
    night = [
        c.PublishEntry(key=f"aa{i:04d}", content=Content(headline="x"), time_unknown=True, **WHO) for i in range(9)
    ]
    html = page(printed(Head(headline="A night"), *night), "")

    assert '<figure id="rhythm"></figure>' in html
    assert 'class="day"' not in html
