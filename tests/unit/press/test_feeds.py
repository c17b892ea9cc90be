"""Feeds and structured data: what other software is told of publications, corrections and withdrawals."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stoppress.base.pictures import picture_name
from stoppress.edition.memory import MemoryEdition
from stoppress.press.feeds import front_feeds
from stoppress.press.front import front_context
from stoppress.story import commands as c
from stoppress.story.body.build import document, figure, paragraph, text_document
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Author, Content, Head, Source
from stoppress.story.words import Amendment, Hand, Kind, Status
from tests.commands import START
from tests.unit.press.sheet import WHO, Reading, batch_of, page, printed, renderer

A, AT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
STORY_JSON = Path(__file__).resolve().parents[3] / "docs" / "story-json.md"
ASSET = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def edition() -> MemoryEdition:
    """One corrected update with everything, one of unknown time, one withdrawn."""
    said = Content(
        headline="Nine are missing",
        kind=Kind.BREAKING,
        body=document(
            *document_from_markdown("Boats [search](/elsewhere/) off the mole.").content,
            figure(asset=ASSET, width=800, height=600, alt="Boats", caption="The mole", credit="Ben"),
        ),
        authors=(Author("Ben", "in Port Saule"),),
        sources=(Source("Harbour Police", "phone", Hand.FIRST, "https://police.example/"),),
        status=Status.CLAIMED,
    )
    corrected = Content(**{name: getattr(said, name) for name in said.__slots__} | {"headline": "Seven are missing"})
    return printed(
        Head(headline="A storm", standfirst="It nears the coast.", zone="Europe/Kyiv"),
        c.PublishEntry(key="aaaaaa", content=said, **WHO),
        c.PublishEntry(
            key="bbbbbb", content=Content(body=text_document("Nobody knows when.")), time_unknown=True, **WHO
        ),
        c.PublishEntry(key="cccccc", content=Content(headline="The dam broke"), **WHO),
        c.AmendEntry(key="aaaaaa", content=corrected, amendment=Amendment.CORRECTION, note="It said nine.", **WHO),
        c.AmendEntry(
            key="bbbbbb", content=Content(body=text_document("Nobody knows.")), amendment=Amendment.TYPO, **WHO
        ),
        c.WithdrawEntry(key="cccccc", reason="The dam holds.", **WHO),
    )


def test_atom_says_when_it_was_published_and_changed_and_what_was_withdrawn(edition: MemoryEdition) -> None:
    feed = ElementTree.fromstring(page(edition, "feed.atom"))

    unknown, corrected = feed.findall(f"{A}entry")
    assert feed.findtext(f"{A}updated") == "2026-11-22T06:06:00Z"
    assert corrected.findtext(f"{A}published") == "2026-11-22T06:01:00Z"
    assert corrected.findtext(f"{A}updated") == "2026-11-22T06:04:00Z"
    assert [name.text for name in corrected.iter(f"{A}name")] == ["Ben"]
    assert corrected.find(f"{A}link").get("href") == "https://news.example/storm/e/aaaaaa/"
    assert unknown.find(f"{A}published") is None
    assert unknown.findtext(f"{A}title") == "Nobody knows."
    [gone] = feed.findall(f"{AT}deleted-entry")
    assert gone.get("when") == "2026-11-22T06:06:00Z"
    assert gone.findtext(f"{AT}comment") == "Withdrawn, 22 November 2026, 08:06 EET. The dam holds."


def test_an_item_keeps_its_identifier_in_all_feeds(edition: MemoryEdition) -> None:
    atom = ElementTree.fromstring(page(edition, "feed.atom"))
    rss = ElementTree.fromstring(page(edition, "feed.rss"))
    feed = json.loads(page(edition, "feed.json"))

    identifiers = [entry.findtext(f"{A}id") for entry in atom.findall(f"{A}entry")]
    assert identifiers == [item.findtext("guid") for item in rss.iter("item")]
    assert identifiers == [item["id"] for item in feed["items"]]
    assert len(set(identifiers)) == 2
    assert all(identifier.startswith("urn:uuid:") for identifier in identifiers)


def test_a_correction_stands_first_in_what_a_feed_reader_shows(edition: MemoryEdition) -> None:
    content = json.loads(page(edition, "feed.json"))["items"][-1]["content_html"]

    assert content.startswith("<p><strong>Correction, 22 November 2026, 08:04 EET.</strong> It said nine.</p>")
    assert Reading(content).whole.endswith("Claimed: Harbour Police, via phone (first-hand)")


def test_addresses_in_feeds_are_whole(edition: MemoryEdition) -> None:
    """A feed reader would look for /elsewhere/ on its own host."""
    content = json.loads(page(edition, "feed.json"))["items"][-1]["content_html"]

    links = Reading(content).links
    assert links == [
        "https://news.example/elsewhere/",
        f"https://news.example/media/{picture_name(ASSET, 800, 'jpg')}",
        "https://police.example/",
    ]
    assert "srcset" not in content


def test_withdrawn_updates_leave_rss_and_json_feed(edition: MemoryEdition) -> None:
    for name in ("feed.rss", "feed.json"):
        assert "dam" not in page(edition, name)


def test_the_live_blog_tells_search_engines_each_update_with_its_correction(edition: MemoryEdition) -> None:
    [blog] = [json.loads(script) for script in Reading(page(edition, "")).scripts if script]

    assert (blog["@type"], blog["headline"]) == ("LiveBlogPosting", "A storm")
    assert (blog["coverageStartTime"], blog["dateModified"]) == ("2026-11-22T06:00:00Z", "2026-11-22T06:06:00Z")
    assert "coverageEndTime" not in blog
    unknown, corrected = blog["liveBlogUpdate"]
    assert (corrected["datePublished"], corrected["dateModified"]) == ("2026-11-22T06:01:00Z", "2026-11-22T06:04:00Z")
    assert corrected["correction"] == [
        {"@type": "CorrectionComment", "text": "It said nine.", "datePublished": "2026-11-22T06:04:00Z"}
    ]
    assert corrected["url"] == "https://news.example/storm/e/aaaaaa/"
    assert "datePublished" not in unknown


def test_an_updates_own_page_has_its_own_title_card_and_address(edition: MemoryEdition) -> None:
    html = page(edition, "e/aaaaaa/")

    reading = Reading(html)
    assert reading.text("title") == ["Seven are missing | The Marran Post"]
    assert '<link rel="canonical" href="https://news.example/storm/e/aaaaaa/">' in html
    assert '<meta property="og:image" content="https://news.example/storm/e/aaaaaa/card-' in html
    [graph] = [json.loads(script) for script in reading.scripts if script]
    assert [posting["headline"] for posting in graph["@graph"]] == ["Seven are missing"]
    assert '<meta name="robots" content="noindex">' in page(edition, "e/cccccc/")


@pytest.mark.parametrize("updates", [1, 40, 300])
def test_structured_data_and_story_json_hold_for_any_number_of_updates(updates: int) -> None:
    publishing = [
        c.PublishEntry(key=f"aa{i:04d}", content=Content(headline=f"</script> {i}", body=text_document("…")), **WHO)
        for i in range(updates)
    ]
    edition = printed(Head(headline="A night"), *publishing)

    [blog] = [json.loads(script) for script in Reading(page(edition, "")).scripts if script]
    story = json.loads(page(edition, "story.json"))

    assert len(blog["liveBlogUpdate"]) == min(updates, 40)
    assert [entry["headline"] for entry in story["entries"]] == [f"</script> {i}" for i in reversed(range(updates))]
    assert story["position"] == f"k1-{updates + 1}"


def test_story_json_says_everything_that_is_public(edition: MemoryEdition) -> None:
    story = json.loads(page(edition, "story.json"))

    withdrawn, unknown, corrected = story["entries"]
    assert withdrawn == {
        "key": "cccccc",
        "rank": withdrawn["rank"],
        "url": "https://news.example/storm/e/cccccc/",
        "published_at": "2026-11-22T06:03:00Z",
        "modified_at": "2026-11-22T06:06:00Z",
        "withdrawn": {"at": "2026-11-22T06:06:00Z", "reason": "The dam holds.", "redacted": False},
    }
    assert (unknown["published_at"], unknown["revision"], unknown["changes"]) == (None, 2, [])
    assert corrected["changes"] == [{"amendment": "correction", "at": "2026-11-22T06:04:00Z", "note": "It said nine."}]
    assert corrected["sources"][0]["hand"] == "first"
    assert datetime.fromisoformat(story["opened_at"]) == START.astimezone(UTC)


def test_an_empty_story_has_whole_feeds_and_documents() -> None:
    edition = printed(Head(headline="Nothing yet"))

    assert json.loads(page(edition, "story.json"))["entries"] == []
    assert json.loads(page(edition, "feed.json"))["items"] == []
    assert ElementTree.fromstring(page(edition, "feed.atom")).findall(f"{A}entry") == []
    assert not Reading(page(edition, "")).text("entry")


def test_a_picture_without_words_has_a_title_all_the_same() -> None:
    """Atom and JSON Feed demand one."""
    picture = document(paragraph(""), figure(asset=ASSET, width=800, height=600))
    edition = printed(Head(headline="A night"), c.PublishEntry(key="aaaaaa", content=Content(body=picture), **WHO))

    assert json.loads(page(edition, "feed.json"))["items"][0]["title"] == "Update"


def test_the_feeds_of_stories_invent_no_time_for_one_that_was_told_elsewhere() -> None:
    """Atom demands <updated>; everything else is left out."""
    told = batch_of(c.OpenStory(head=Head(headline="Told elsewhere"), time_unknown=True, **WHO)).steps[-1].story

    atom, rss, json_feed = front_feeds(front_context([(told, 0)], renderer().house))

    assert ElementTree.fromstring(atom).find(f"{A}entry/{A}published") is None
    assert ElementTree.fromstring(rss).find("channel/item/pubDate") is None
    assert not {"date_published", "date_modified"} & json.loads(json_feed)["items"][0].keys()


def test_every_name_in_story_json_is_described_and_no_other(edition: MemoryEdition) -> None:
    described = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"(?m)^\| (`[^|]+) \|", STORY_JSON.read_text()))))
    story = json.loads(page(edition, "story.json"))

    assert described == story.keys() | {name for entry in story["entries"] for name in entry}
