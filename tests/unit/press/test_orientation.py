"""Days, key events and names of updates: where a reader is, and what there is to be found."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta

import pytest

from stoppress.base.limits.orientation import OUTLINE_ENTRIES
from stoppress.press.printing import print_batch
from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Content, Head
from stoppress.story.words import Amendment
from tests.commands import START
from tests.unit.press.sheet import WHO, Reading, batch_of, page, printed, renderer

HEAD = Head(headline="A night", zone="Europe/Kyiv")
"""START is 06:00 UTC, 08:00 in Kyiv."""


def said(i: int, **more: object) -> c.PublishEntry:
    content = Content(headline=f"What happened at {i}", body=text_document("It was so. " * 30), **more)  # type: ignore[arg-type]
    return c.PublishEntry(key=f"aa{i:04d}", content=content, **WHO)


LATE = {f"bb{i:04d}": START - timedelta(hours=hours) for i, hours in ((1, 8.5), (2, 7.5))}


def late(i: int) -> c.PublishEntry:
    """An update whose time is in LATE: told of later."""
    return c.PublishEntry(key=f"bb{i:04d}", content=Content(headline=f"Told late {i}"), **WHO)


def days(html: str) -> list[str]:
    """What stands in the stream in its order: days, and keys of updates."""
    found = re.findall(r'<p class="day"><span>(.*?)</span></p>|<article [^>]*data-key="(\w+)"', html)
    return [day or key for day, key in found]


def test_a_day_begins_at_midnight_in_the_storys_zone() -> None:
    """22:30 UTC is half past midnight in Kyiv."""
    edition = printed(HEAD, late(1), late(2), said(3), times=LATE)

    saturday, sunday = "Saturday, 21 November 2026", "Sunday, 22 November 2026"
    assert days(page(edition, "")) == [sunday, "aa0003", "bb0002", saturday, "bb0001"]
    assert days(page(edition, "oldest/")) == [saturday, "bb0001", sunday, "bb0002", "aa0003"]
    assert days(page(edition, "before/aa0003/")) == [sunday, "bb0002", saturday, "bb0001"]
    assert days(page(edition, "e/bb0001/")) == [sunday, "aa0003", "bb0002", saturday, "bb0001"]


def test_an_update_of_unknown_time_belongs_to_the_day_above_it() -> None:
    unknown = c.PublishEntry(key="cccccc", content=Content(headline="When?"), time_unknown=True, **WHO)
    edition = printed(HEAD, late(1), unknown, said(3), times=LATE)

    assert days(page(edition, "")) == [
        "Sunday, 22 November 2026", "aa0003", "cccccc", "Saturday, 21 November 2026", "bb0001",
    ]  # fmt: skip


def test_the_outline_holds_the_newest_key_events_and_stays_small() -> None:
    """A story with 300 key events has no outline of 300 lines."""
    html = page(printed(HEAD, *(said(i, key_event=True) for i in range(300))), "")

    lines = re.findall(r'<li data-key="(\w+)" data-rank', html)
    assert lines == [f"aa{i:04d}" for i in range(299, 299 - OUTLINE_ENTRIES, -1)]
    assert len(gzip.compress(html.encode(), 6)) < 20_000


def test_the_outline_says_when_what_and_whether_it_was_corrected() -> None:
    correction = c.AmendEntry(
        key="bb0001", content=Content(headline="Nine, not ten", key_event=True),
        amendment=Amendment.CORRECTION, note="We said ten.", **WHO,
    )  # fmt: skip
    ten = c.PublishEntry(key="bb0001", content=Content(headline="Ten", key_event=True), **WHO)
    edition = printed(HEAD, ten, said(2, key_event=True), correction, times={"bb0001": START - timedelta(days=1)})

    [outline] = re.findall(r'<ol id="events">(.*?)</ol>', page(edition, ""), re.DOTALL)
    assert re.sub(r"<[^>]+>", "", outline) == "08:02 What happened at 221 Nov, 08:00 Nine, not ten (corrected)"


def test_only_frames_of_key_events_carry_a_line_of_the_outline() -> None:
    made = print_batch(batch_of(HEAD, said(1), said(2, key_event=True)), renderer())

    assert [b'"outline"' in frame.json for frame in made.frames] == [False, False, True]


def test_every_update_has_a_heading_that_names_it() -> None:
    """Who listens goes from heading to heading: one without a headline is named by its first words."""
    silent = c.PublishEntry(key="aaaaaa", content=Content(body=text_document("The bridge is closed. " * 9)), **WHO)
    gone = c.PublishEntry(key="bbbbbb", content=Content(headline="Gone"), **WHO)
    html = page(printed(HEAD, silent, gone, c.WithdrawEntry(key="bbbbbb", reason="Not so.", **WHO)), "")

    headings = re.findall(r'<h2 class="aloud">(.*?)</h2>', html)
    assert headings[0] == "Withdrawn update"
    assert headings[1].startswith("The bridge is closed. The bridge is closed.")
    assert len(headings[1]) <= 70
    assert html.count("<h2") - html.count('id="key-events"') == html.count("<article")


def test_it_happened_is_said_only_where_it_was_another_time() -> None:
    at_once = c.PublishEntry(
        key="aaaaaa", content=Content(headline="Now", event_time=START + timedelta(minutes=1)), **WHO
    )
    earlier = c.PublishEntry(key="bbbbbb", content=Content(headline="Then", event_time=START), **WHO)

    assert Reading(page(printed(HEAD, at_once, earlier), "")).text("happened") == ["Happened 08:00 EET"]


@pytest.mark.long
@pytest.mark.parametrize("path", ["", "oldest/"])
def test_the_first_page_of_5_000_updates_is_as_light_as_that_of_50(path: str) -> None:
    short, long = (
        len(gzip.compress(page(printed(HEAD, *(said(i, key_event=i % 5 == 0) for i in range(n))), path).encode(), 6))
        for n in (200, 5_000)
    )

    assert long < short * 1.05
