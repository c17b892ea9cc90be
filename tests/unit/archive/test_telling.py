"""From a capture to commands: the same file says the same, times are kept, unknown ones stay unknown."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from stoppress.archive.capture import (
    Capture,
    CapturedEntry,
    Figure,
    LinkCard,
    ListBlock,
    Paragraph,
    Post,
    Quotation,
    Report,
)
from stoppress.archive.plaintext import parse
from stoppress.archive.telling import Telling, telling_of
from stoppress.bell.memory import MemoryBell
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body.html import body_html
from stoppress.story.body.plain import plain_text
from stoppress.story.words import Kind, StoryStatus
from stoppress.story.write import Door

CAPTURES = Path(__file__).parent / "captures"
AT_SIX = datetime(2026, 11, 22, 6, tzinfo=UTC)
AT_NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def entry(headline: str, at: datetime | None = None, **more: object) -> CapturedEntry:
    return CapturedEntry(headline=headline, kind="report", published_at=at, published_text="", **more)


def capture(*entries: CapturedEntry, **more: object) -> Capture:
    return Capture(headline="A storm nears the coast", entries=entries, report=Report(()), **more)


def published(telling: Telling) -> list[c.PublishEntry]:
    return [command for command in telling.updates if isinstance(command, c.PublishEntry)]


def test_the_oldest_update_is_told_first_whichever_way_the_page_goes():
    newest_first = telling_of(capture(entry("Nine", AT_NINE), entry("Six", AT_SIX)), b"page")
    oldest_first = telling_of(capture(entry("Six", AT_SIX), entry("Nine", AT_NINE), order="oldest-first"), b"page")

    assert [command.content.headline for command in published(newest_first)] == ["Six", "Nine"]
    assert [command.content.headline for command in published(oldest_first)] == ["Six", "Nine"]


def test_a_time_that_nobody_knows_is_not_invented():
    telling = telling_of(capture(entry("Unknown"), entry("Six", AT_SIX), entry("Also unknown")), b"page")

    said = {command.content.headline: (command.time_unknown, command.at) for command in published(telling)}
    # The log's own time goes on; readers are told that the time is unknown.
    assert said == {"Also unknown": (True, AT_SIX), "Six": (False, AT_SIX), "Unknown": (True, AT_SIX)}


def test_a_page_without_any_time_is_told_as_of_now_and_keeps_its_date_in_words():
    telling = telling_of(capture(entry("One"), date_text="13 September 2023", source_line="Agencies"), b"page")

    assert [command.at for command in telling.commands] == [None, None]
    assert isinstance(telling.opening, c.OpenStory)
    assert telling.opening.head.source_line == "Agencies · 13 September 2023"


def test_the_same_file_gives_the_same_commands_and_another_file_others():
    told = capture(entry("Six", AT_SIX))

    once, again, other = (telling_of(told, source) for source in (b"page", b"page", b"another page"))

    assert once == again
    assert {command.command_id for command in once.commands}.isdisjoint(c.command_id for c in other.commands)
    assert published(once)[0].key != published(other)[0].key


def test_nothing_that_an_update_says_is_lost():
    blocks = (
        Paragraph("A paragraph.", (1,)),
        Quotation(("A quotation.",), (2,)),
        ListBlock(("First.", "Second."), (3, 4), ordered=True),
        Figure("A wall", "The wall at night", "Ada", (5,)),
        Post("Ben", "@ben", "Sep 13, 2023", ("A post.",), "X", (6,)),
        LinkCard("Cleo reports here:", "What we know", (7,)),
    )
    told = telling_of(capture(entry("All of it", AT_SIX, blocks=blocks, authors=("Ada",), source_line="RIA")), b"page")

    content = published(told)[0].content
    text, html = plain_text(content.body), body_html(content.body)
    assert all(words in text + html for words in ("A paragraph.", "A quotation.", "First.", "The wall at night"))
    assert all(words in html for words in ("A post.", "@ben", "Sep 13, 2023", "What we know", "Cleo reports here:"))
    assert ("<ol>" in html, "<img" in html) == (True, False)
    assert (content.authors[0].name, content.sources[0].name) == ("Ada", "RIA")


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(CAPTURES.iterdir()), ids=lambda path: path.stem)
def test_every_captured_manner_becomes_a_story_and_twice_is_once(path: Path):
    source = path.read_bytes()
    captured = parse(source)
    telling, door = telling_of(captured, source), Door(MemoryBell())

    first, again = door.carry_out_all(telling.commands), door.carry_out_all(telling.commands)

    story = read.story(telling.slug)
    assert story is not None
    assert [receipt.repeated for receipt in first + again] == [False] * len(first) + [True] * len(first)
    assert read.entries_count(telling.slug) == len(captured.entries)
    assert (story.status is StoryStatus.CLOSED) == (captured.state == "closed")
    assert [e.content.headline for e in read.entries(telling.slug, limit=500)] == [
        e.headline for e in (captured.entries if captured.order == "newest-first" else reversed(captured.entries))
    ]


@pytest.mark.django_db
def test_the_two_real_pages_become_the_stories_that_they_were(shared: Path):
    stories = {}
    for name in ("aljazeera", "independent"):
        source = (shared / f"real/{name}-2023-09-13.txt").read_bytes()
        telling = telling_of(parse(source), source)
        Door(MemoryBell()).carry_out_all(telling.commands)
        stories[name] = (read.story(telling.slug), read.entries(telling.slug, limit=100))

    (closed, many), (live, few) = stories["aljazeera"], stories["independent"]
    assert (closed.status, len(many), len(closed.key_points), len(closed.head.authors)) == (
        StoryStatus.CLOSED,
        48,
        5,
        3,
    )
    assert [f"{e.published_at:%H:%M}" for e in (many[0], many[-1])] == ["19:33", "04:40"]
    assert f"{closed.updated_at:%Y-%m-%d}" == "2023-09-13"
    assert (len(few), len(live.head.summary.content)) == (11, 7)
    assert {e.published_at for e in few} == {None}
    assert [e.content.headline.upper().startswith("BREAKING") for e in few if e.content.kind is Kind.BREAKING] == [
        False
    ]
