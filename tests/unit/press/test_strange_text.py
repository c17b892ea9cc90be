"""Strange and hostile text comes back as text, everywhere, and nothing executes."""

from __future__ import annotations

import html
import json
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from stoppress.base.text import clean_line, clean_text
from stoppress.edition.memory import MemoryEdition
from stoppress.story import commands as c
from stoppress.story.body.build import document, embed, figure, paragraph, quotation
from stoppress.story.content import Author, Content, Head, KeyPoint, RelatedLink, Source
from stoppress.story.words import Amendment
from tests.shelf import frames_on
from tests.unit.press.sheet import WHO, Reading, page, printed

OURS = "It says: "
"""Before each text, since some fields may not be empty."""
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = ("e/aaaaaa/", "e/bbbbbb/", "before/bbbbbb/", "oldest/")


def strange_texts(shared: Path) -> list[str]:
    naughty = json.loads((shared / "data" / "naughty-strings.json").read_text())
    payloads = [pair["payload"] for pair in json.loads((shared / "data" / "xss-pairs.json").read_text())]
    own = ["<!--sp:entries-->", "]]>", "</script><script>alert(1)</script>", "\u2028\u2029", "{{ house }}", "%(a)s {0}"]
    return [text[:250] for text in (*naughty, *payloads, *own)]


def story_of(text: str) -> MemoryEdition:
    """A story that says this text in every field there is."""
    said = OURS + text
    content = Content(
        headline=said,
        body=document(
            paragraph(said),
            quotation(said, cite=said[:200]),
            figure(alt=said, caption=said, credit=said[:200]),
            embed("post", author=said[:200], handle=said[:200], date=said[:200], title=said, text=said),
        ),
        authors=(Author(said[:200], said[:200]),),
        sources=(Source(said[:200], said[:200]),),
    )
    head = Head(
        headline=said,
        standfirst=said,
        topic=said[:200],
        authors=(Author(said[:200]),),
        picture=figure(alt=said, caption=said),
        links=(RelatedLink(said, "https://elsewhere.example/"),),
        source_line=said,
    )
    return printed(
        head,
        c.PublishEntry(key="aaaaaa", content=content, **WHO),
        c.PublishEntry(key="bbbbbb", content=Content(headline="Taken back"), **WHO),
        c.AmendEntry(
            key="aaaaaa",
            content=Content(**{name: getattr(content, name) for name in content.__slots__} | {"key_event": True}),
            amendment=Amendment.CORRECTION,
            note=said,
            **WHO,
        ),
        c.SetKeyPoints(points=(KeyPoint(said, ("aaaaaa",)),), **WHO),
        c.PinEntry(key="aaaaaa", **WHO),
        c.WithdrawEntry(key="bbbbbb", reason=said, **WHO),
        c.CloseStory(note=said, **WHO),
    )


@pytest.mark.long
@pytest.mark.parametrize("part", range(8))
def test_strange_text_is_text_on_every_page_feed_and_document(shared: Path, part: int) -> None:
    for text in strange_texts(shared)[part::8]:
        edition = story_of(text)
        line, lines = clean_line(OURS + text), clean_text(OURS + text).strip()

        newest = Reading(page(edition, ""))
        assert not newest.dangers, text
        check_page(newest, line, lines, clean_line((OURS + text)[:200]))
        for path in PAGES:
            assert not Reading(page(edition, path)).dangers, text
        check_feeds(edition, line)
        check_json(edition, line, lines)
        check_frames(edition, line)


def flat(texts: list[str]) -> list[str]:
    """Without the differences between white spaces, which HTML does not keep."""
    return [" ".join(text.split()) for text in texts]


def check_page(reading: Reading, line: str, lines: str, short: str) -> None:
    assert reading.text("headline") == [line]
    assert reading.text("h1") == [line]
    assert reading.text("standfirst") == [line]
    assert flat(reading.text("closing")) == [" ".join(lines.split())]
    assert flat(reading.text("correction"))[0].endswith(" ".join(lines.split()))
    assert flat(reading.text("tombstone"))[0].endswith(" ".join(lines.split()))
    assert flat(reading.text("authors")) == [f"By {short}"]
    assert reading.text("title") == [f"{line} | The Marran Post"]
    assert line in flat(reading.text("body"))[0]
    assert flat(reading.text("key-points"))[0].startswith(f"Key points {line}")
    for script in filter(None, reading.scripts):
        assert json.loads(script)["headline"] == line


def check_feeds(edition: MemoryEdition, line: str) -> None:
    atom = ElementTree.fromstring(page(edition, "feed.atom"))
    entries = atom.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [line]
    shown = Reading(entries[0].findtext(f"{ATOM}content") or "")
    assert not shown.dangers
    assert flat([shown.whole])[0].count(line) >= 4
    rss = ElementTree.fromstring(page(edition, "feed.rss"))
    assert [item.findtext("title") for item in rss.iter("item")] == [line]
    feed = json.loads(page(edition, "feed.json"))
    assert [item["title"] for item in feed["items"]] == [line]


def check_json(edition: MemoryEdition, line: str, lines: str) -> None:
    story = json.loads(page(edition, "story.json"))
    assert (story["headline"], story["closing_note"]) == (line, lines)
    newest, oldest = story["entries"]
    assert newest["withdrawn"]["reason"] == lines
    assert oldest["headline"] == line
    assert flat([oldest["text"]])[0].startswith(line)
    assert line in flat([Reading(oldest["html"]).whole])[0]
    assert story["key_points"] == [{"text": line, "cites": ["aaaaaa"]}]


def check_frames(edition: MemoryEdition, line: str) -> None:
    frames = edition.frames_after("storm", 0, 100)
    assert frames
    for frame in frames:
        event = frame.sse.decode()
        assert event.endswith("\n\n")
        assert [part.partition(":")[0] for part in event[:-2].split("\n")] == ["id", "event", "data"]
        assert "\r" not in event
        data = json.loads(event.split("\n")[2].removeprefix("data: "))
        assert data == json.loads(frame.json)["data"]
        for name in ("html", "head", "updated"):
            assert not Reading(data.get(name, "")).dangers
    assert line in html.unescape(frames_on(edition, "storm").decode().replace('\\"', '"').replace("\\\\", "\\"))


def test_feed_readers_take_the_feeds_without_complaint(shared: Path) -> None:
    for text in strange_texts(shared)[::20]:
        edition = story_of(text)

        for name in ("feed.atom", "feed.rss"):
            parsed = feedparser.parse(page(edition, name).encode())

            assert not parsed.bozo, parsed.get("bozo_exception")
            assert [entry.id.partition(":")[0] for entry in parsed.entries] == ["urn"]


@pytest.mark.parametrize("mark", ["position", "entries", "linked", "key"])
def test_a_mark_that_someone_writes_is_text_and_not_filled(mark: str) -> None:
    """A headline that names a mark must not pull the updates into the title."""
    text = f"<!--sp:{mark}-->"
    edition = story_of(text)

    for path in ("", "story.json", "feed.json", "feed.atom", "e/aaaaaa/"):
        found = page(edition, path)
        assert text not in found or path.endswith(".json")
        assert f"sp:{mark}" in found
