"""What was typed, as commands. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.base.errors import Refusal
from stoppress.desk.forms.points import PointTyped, points_from
from stoppress.desk.forms.times import clock_text, moment_from
from stoppress.desk.forms.typed import Typed
from stoppress.story.content import KeyPoint

ZONES = st.sampled_from(["UTC", "Europe/London", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"])


def test_rows_are_read_side_by_side_and_empty_ones_left_out() -> None:
    form = Typed({"name": ["a", " ", "c"], "role": ["", "", "r", "late"]})

    assert list(form.rows("name", "role")) == [("a", ""), ("c", "r"), ("", "late")]


@given(st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)), ZONES)
def test_a_clock_shows_the_time_that_is_read_from_it(moment: datetime, zone: str) -> None:
    text = clock_text(moment, zone)

    again = moment_from(text, zone, "event_time")

    # Of an hour that a clock shows twice, the first is meant: at most an hour apart, and the same on the clock.
    assert clock_text(again, zone) == text
    assert abs((again - moment).total_seconds()) <= 3600


@pytest.mark.parametrize("text", ["14:03", "yesterday", "2026-13-01T00:00", "9999-12-31T23:59-14:00", "٢٠٢٦"])
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        moment_from(text, "Europe/London", "event_time")

    assert (refused.value.code, refused.value.field) == ("time-not-readable", "event_time")


def test_a_time_that_names_its_zone_keeps_it() -> None:
    assert moment_from("2026-07-01T14:03+02:00", "Asia/Amman", "event_time") == datetime(2026, 7, 1, 12, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "link",
    [
        "aaaaaaaaaa",
        "https://live.example/storm/e/aaaaaaaaaa/",
        "https://desk.example/stories/storm/updates/aaaaaaaaaa/",
        "https://live.example/storm/#e-aaaaaaaaaa",
    ],
)
def test_an_update_is_cited_by_its_key_or_by_any_link_to_it(link: str) -> None:
    assert points_from([PointTyped("A point", link)]) == (KeyPoint("A point", ("aaaaaaaaaa",)),)
