"""What crawlers and other sites find at lasting addresses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from stoppress.edition.contract import Document
from stoppress.edition.memory import MemoryEdition
from stoppress.press.assets import assets
from stoppress.press.documents import Documents
from stoppress.press.newsmap import news_language, news_map
from stoppress.press.refresh import TEMPLATES
from stoppress.story import commands as c
from stoppress.story.content import Head
from stoppress.story.state import StoryState
from tests.commands import START
from tests.unit.press.conftest import Newsroom
from tests.unit.press.sheet import WHO, batch_of, renderer

S, N = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.google.com/schemas/sitemap-news/0.9}"


def opened(slug: str, hours_ago: float, *, time_unknown: bool = False, **head: str) -> StoryState:
    state = batch_of(c.OpenStory(head=Head(**{"headline": "A storm & more"} | head), **WHO)).steps[-1].story
    began = START - timedelta(hours=hours_ago)
    return replace(state, slug=slug, opened_at=began, opened_time_unknown=time_unknown)


def test_the_news_map_lists_the_stories_of_two_days_with_what_its_protocol_asks() -> None:
    stories = [
        opened("storm", 1),
        opened("flood", 47.9, language="pt-BR"),
        opened("older", 48.1),
        opened("imported", 1, time_unknown=True),
        opened("to-come", -1),
    ]

    document = news_map(stories, renderer().house, START)

    root = ElementTree.fromstring(document.content)
    assert [loc.text for loc in root.iter(f"{S}loc")] == ["https://news.example/storm/", "https://news.example/flood/"]
    assert [each.text for each in root.iter(f"{N}name")] == ["The Marran Post"] * 2
    assert [each.text for each in root.iter(f"{N}language")] == ["en", "pt"]
    assert [each.text for each in root.iter(f"{N}title")] == ["A storm & more"] * 2
    assert next(each.text for each in root.iter(f"{N}publication_date")) == "2026-11-22T05:00:00.000Z"


@pytest.mark.parametrize(("tag", "said"), [("en-GB", "en"), ("zh-CN", "zh-cn"), ("zh-Hant", "zh"), ("ckb", "ckb")])
def test_languages_are_said_as_the_news_map_wants_them(tag: str, said: str) -> None:
    assert news_language(tag) == said


def test_an_empty_news_map_is_whole() -> None:
    assert list(ElementTree.fromstring(news_map([], renderer().house, START).content)) == []


def test_the_news_map_holds_no_more_than_its_protocol_allows() -> None:
    story = opened("storm", 1)

    document = news_map([story] * 1_500, renderer().house, START)

    assert len(list(ElementTree.fromstring(document.content))) == 1_000


def test_robots_names_both_maps_and_they_are_there(newsroom: Newsroom) -> None:
    newsroom.press.look_at_everything()

    robots = newsroom.edition.document("/robots.txt")

    assert robots is not None
    maps = [line.removeprefix("Sitemap: ") for line in robots.content.decode().splitlines() if line.startswith("Site")]
    assert maps == ["https://news.example/sitemap.xml", "https://news.example/news-sitemap.xml"]
    for address in maps:
        document = newsroom.edition.document(address.removeprefix("https://news.example"))
        assert document is not None
        assert ElementTree.fromstring(document.content).tag == f"{S}urlset"


def test_the_script_for_other_sites_and_the_schema_stand_where_they_are_looked_for(newsroom: Newsroom) -> None:
    newsroom.press.look_at_everything()

    script, schema = newsroom.edition.document("/embed.js"), newsroom.edition.document("/schema/story.json")

    assert script is not None
    assert (script.content, script.immutable) == (assets()["embed.js"].content, False)
    assert schema is not None
    assert json.loads(schema.content)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_press_that_starts_replaces_what_another_version_left() -> None:
    """The addresses stay, so nothing but the start says that they may hold something old."""
    edition = MemoryEdition()
    documents = Documents(edition, renderer(), TEMPLATES / "none")
    edition.put_document(Document(renderer().house.style, "text/css", b"", immutable=True))
    edition.put_document(Document("/embed.js", "text/javascript", b"old", immutable=False))

    documents.print_missing()

    script = edition.document("/embed.js")
    assert script is not None
    assert script.content == assets()["embed.js"].content
