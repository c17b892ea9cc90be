"""What software reads of a story: story.json by its schema, structured data by schema.org's rules, feeds by a reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from stoppress.archive.plaintext import parse
from stoppress.archive.telling import telling_of
from stoppress.base.settings import Settings
from stoppress.edition.memory import MemoryEdition
from stoppress.press.lasting import SCHEMA
from stoppress.press.printing import print_batch
from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Author, Content, Head, KeyPoint, RelatedLink, Source
from stoppress.story.words import Amendment, Hand, Status
from tests.unit.archive.pages import REAL
from tests.unit.press.sheet import SETTINGS, WHO, Reading, batch_of, page, printed, renderer

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_bytes()), format_checker=FormatChecker())


def night(updates: int) -> MemoryEdition:
    """A story with so many updates; the newest corrected, the oldest withdrawn where there are more than two."""
    said = [
        c.PublishEntry(
            key=f"aa{i:04d}",
            content=Content(
                headline=f"</script> {i}" if i % 2 else "",
                body=text_document("Seven & <eight>"),
                authors=(Author("Ben"),),
                sources=(Source("Mayor", hand=Hand.FIRST),),
                status=Status.REPORTED,
            ),
            **WHO,
        )
        for i in range(updates)
    ]
    newest = f"aa{updates - 1:04d}"
    ending: list[c.Command] = [
        c.AmendEntry(
            key=newest, content=Content(headline="Seven"), amendment=Amendment.CORRECTION, note="It said nine.", **WHO
        ),
        c.SetKeyPoints(points=(KeyPoint("Seven", (newest,)),), **WHO),
        c.PinEntry(key=newest, **WHO),
        *([c.WithdrawEntry(key="aa0000", reason="Not so.", **WHO)] if updates > 2 else []),
        c.CloseStory(note="Good night.", **WHO),
    ]
    head = Head(headline="A night", authors=(Author("Ada"),), links=(RelatedLink("More", "https://more.example/"),))
    return printed(head, *said, *ending)


@pytest.fixture(scope="module", params=[1, 40, 2_000])
def told(request: pytest.FixtureRequest) -> tuple[MemoryEdition, int]:
    return night(request.param), request.param


def blog_of(edition: MemoryEdition) -> dict[str, Any]:
    [blog] = [json.loads(script) for script in Reading(page(edition, "")).scripts if script]
    return blog


def undescribed(value: object, schema: dict[str, Any]) -> set[str]:
    """Names that the schema does not know: it lets them pass, since names may be added, but ours are all in it."""
    schema = VALIDATOR.schema["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(value, list):
        return {name for one in value for name in undescribed(one, schema.get("items", {}))}
    if not isinstance(value, dict):
        return set()
    shapes = [schema, *schema.get("oneOf", ())]
    shapes = [VALIDATOR.schema["$defs"][s["$ref"].rpartition("/")[2]] if "$ref" in s else s for s in shapes]
    known = {name: each for shape in shapes for name, each in shape.get("properties", {}).items()}
    inner = {name for key in value.keys() & known.keys() for name in undescribed(value[key], known[key])}
    return (value.keys() - known.keys()) | inner


def test_story_json_is_what_its_schema_says(told: tuple[MemoryEdition, int]) -> None:
    edition, updates = told
    story = json.loads(page(edition, "story.json"))

    assert [error.message for error in VALIDATOR.iter_errors(story)] == []
    assert undescribed(story, VALIDATOR.schema) == set()
    assert len(story["entries"]) == updates


@pytest.mark.parametrize("name", REAL)
def test_a_real_page_that_was_imported_is_what_the_schema_says(name: str, shared: Path) -> None:
    source = (shared / "real" / name).read_bytes()
    telling = telling_of(parse(source), source, slug="storm")

    story = json.loads(page(printed(telling.opening, *telling.updates, *telling.ending), "story.json"))

    assert [error.message for error in VALIDATOR.iter_errors(story)] == []
    assert undescribed(story, VALIDATOR.schema) == set()
    assert len(story["entries"]) == len(telling.updates)


def test_the_schema_is_one_and_refuses_what_is_none() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    story = json.loads(page(night(3), "story.json"))
    gone = story["entries"][-1]
    wrong = [
        story | {"state": "over"},
        story | {"position": "k1"},
        story | {"opened_at": "yesterday"},
        story | {"entries": [gone | {"headline": "What was taken back"}]},
        {name: value for name, value in story.items() if name != "updated_at"},
    ]

    assert VALIDATOR.is_valid(story)
    assert [VALIDATOR.is_valid(one) for one in wrong] == [False] * len(wrong)


def test_the_live_blog_has_what_search_engines_ask_for(told: tuple[MemoryEdition, int]) -> None:
    """schema.org's LiveBlogPosting, with what Google's documentation recommends of an Article."""
    edition, updates = told
    blog = blog_of(edition)

    assert (blog["@context"], blog["@type"]) == ("https://schema.org", "LiveBlogPosting")
    assert all(TIME.fullmatch(blog[f"coverage{end}Time"]) for end in ("Start", "End"))
    assert blog["coverageStartTime"] <= blog["dateModified"] <= blog["coverageEndTime"]
    assert blog["author"][0]["@type"] == "Person"
    assert blog["publisher"]["name"] == "The Marran Post"
    withdrawn_on_page = updates == 40
    assert len(blog["liveBlogUpdate"]) == min(updates, 40) - withdrawn_on_page
    for posting in blog["liveBlogUpdate"]:
        assert posting["@type"] == "BlogPosting"
        assert posting["headline"]
        assert posting["articleBody"]
        assert posting["url"].startswith("https://news.example/storm/e/")
        assert TIME.fullmatch(posting["datePublished"])
        assert posting["datePublished"] <= posting["dateModified"]
    [correction] = blog["liveBlogUpdate"][0]["correction"]
    assert (correction["@type"], correction["text"]) == ("CorrectionComment", "It said nine.")


def test_every_feed_is_read_without_a_complaint(told: tuple[MemoryEdition, int]) -> None:
    edition, updates = told
    live = updates - (updates > 2)

    for name in ("feed.atom", "feed.rss"):
        read = feedparser.parse(page(edition, name).encode())
        assert not read.bozo, read.get("bozo_exception")
        assert len(read.entries) in {min(live, 50), min(updates, 50), min(updates, 50) - 1}
        assert all(entry.id and entry.link and entry.title for entry in read.entries)


@pytest.mark.parametrize("hub", ["", "https://hub.example/?a=1&b=2"])
def test_feeds_name_themselves_and_the_hub_where_there_is_one(hub: str) -> None:
    settings = Settings(public_url=SETTINGS.public_url, site_name=SETTINGS.site_name, websub_hub=hub)
    edition = MemoryEdition()
    edition.print(print_batch(batch_of(Head(headline="A night")), renderer(settings)))

    for name in ("feed.atom", "feed.rss"):
        links = {link.rel: link.href for link in feedparser.parse(page(edition, name).encode()).feed.links}
        assert links["self"] == f"https://news.example/storm/{name}"
        assert links.get("hub", "") == hub
    hubs = json.loads(page(edition, "feed.json")).get("hubs")
    assert hubs == ([{"type": "WebSub", "url": hub}] if hub else None)


@pytest.mark.parametrize("path", ["", "e/aa0000/"])
def test_a_page_says_where_its_feeds_and_its_embed_are(path: str) -> None:
    edition = night(1)
    html = page(edition, path)
    address = f"https%3A%2F%2Fnews.example%2Fstorm%2F{path.replace('/', '%2F')}"

    for name, kind in (("feed.atom", "atom+xml"), ("feed.rss", "rss+xml"), ("feed.json", "feed+json")):
        assert re.search(rf'<link rel="alternate" type="application/{re.escape(kind)}"[^>]+/storm/{name}"', html)
    for form, kind in (("json", "application/json+oembed"), ("xml", "text/xml+oembed")):
        link = f'<link rel="alternate" type="{kind}" href="https://news.example/oembed?url={address}&amp;format={form}"'
        assert html.count(link) == 1


def test_an_embed_is_lean_and_left_out_of_search() -> None:
    edition = night(45)

    story, update = page(edition, "embed/"), page(edition, "e/aa0001/embed/")

    assert story.count("<article") == 40
    assert '<base href="/storm/" target="_blank">' in story
    assert '/storm/before/aa0005/"' in story
    assert update.count("<article") == 1
    for html in (story, update):
        assert '<meta name="robots" content="noindex">' in html
        assert "ld+json" not in html
        assert Reading(html).dangers == []
