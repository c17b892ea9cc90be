"""How many readers: what is said and drawn of the minutes that were told."""

from __future__ import annotations

from datetime import UTC, datetime

from stoppress.audience.contract import Count
from stoppress.base.limits.audience import PLOT_MINUTES, PLOT_STEP_MINUTES
from stoppress.desk.pages.readers import HEIGHT, WIDTH, shown

LAST = int(datetime(2026, 11, 21, 23, 59, tzinfo=UTC).timestamp()) // 60
FIRST = LAST - PLOT_MINUTES + 1


def test_what_is_there_now_and_the_most_are_said() -> None:
    there = shown([Count(FIRST, 3), Count(LAST - 60, 1240), Count(LAST, 830)], LAST)

    assert (there.now, there.most) == (830, 1240)
    assert there.most_at == datetime(2026, 11, 21, 22, 59, tzinfo=UTC)
    assert (there.since, there.until) == (
        datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
        datetime(2026, 11, 21, 23, 59, tzinfo=UTC),
    )


def test_an_old_count_is_not_called_now() -> None:
    assert shown([Count(LAST - 1, 7)], LAST).now == 7
    assert shown([Count(LAST - 2, 7)], LAST).now is None


def test_nothing_told_is_nothing_known() -> None:
    there = shown([], LAST)

    assert (there.now, there.most_at, there.line, there.area) == (None, None, "", "")


def test_the_plot_has_the_greatest_of_each_step_and_leaves_out_what_nobody_told() -> None:
    step = PLOT_STEP_MINUTES
    counts = [Count(FIRST, 10), Count(FIRST + 1, 50), Count(FIRST + step, 100), Count(FIRST + 3 * step, 0)]

    there = shown(counts, LAST)

    half, low = HEIGHT - 1 - (HEIGHT - 2) // 2, HEIGHT - 1
    assert there.line == f"M1 {half} L3 1 M7 {low} L8 {low}"
    assert there.area == f"M1 {half} L3 1 L3 {HEIGHT} L1 {HEIGHT} Z M7 {low} L8 {low} L7 {HEIGHT} L7 {HEIGHT} Z"


def test_the_plot_of_a_whole_night_stays_within_its_frame() -> None:
    there = shown([Count(FIRST + n, n * 37 % 911) for n in range(PLOT_MINUTES)], LAST)

    numbers = [tuple(map(int, point.split())) for point in there.line.removeprefix("M").split(" L")]
    assert len(numbers) == PLOT_MINUTES // PLOT_STEP_MINUTES
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in numbers)
