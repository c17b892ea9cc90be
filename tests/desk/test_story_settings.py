"""Opening a story, and the words above its updates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body import build
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Author, Head, RelatedLink
from stoppress.story.write import Door
from tests.desk.conftest import Browser, form_on

PAGE = "/stories/storm/settings/"


def test_a_story_is_opened_from_a_headline_alone(ada: Browser) -> None:
    answer = ada.send("/open/", "story", headline="Storm Agnès nears: what we know")

    assert answer.headers["Location"] == "/stories/storm-agnes-nears-what-we-know/?sent=1"
    assert read.story("storm-agnes-nears-what-we-know").head.headline == "Storm Agnès nears: what we know"


def test_a_story_is_opened_with_all_its_words(ada: Browser) -> None:
    ada.send(
        "/open/",
        "story",
        headline="العاصفة تقترب",
        slug="storm-ar",
        standfirst="جملة",
        topic="طقس",
        summary="نص *مائل*",
        language="ar",
        zone="Asia/Amman",
        author_name=["رنا"],
        author_role=["عمّان"],
    )

    assert read.story("storm-ar").head == Head(
        headline="العاصفة تقترب",
        standfirst="جملة",
        topic="طقس",
        summary=document_from_markdown("نص *مائل*"),
        language="ar",
        zone="Asia/Amman",
        authors=(Author("رنا", "عمّان"),),
    )


def test_a_headline_without_latin_letters_gets_one_address_however_often_it_is_sent(ada: Browser) -> None:
    form = {**form_on(ada.open("/open/").content.decode(), "story")[1], "headline": "العاصفة تقترب"}

    places = {ada.client.post("/open/", form).headers["Location"] for _ in range(2)}

    assert len(places) == 1
    assert len(read.numbers()) == 1


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"headline": " "}, 422, "headline"),
        ({"headline": "x" * 301}, 422, "headline"),
        ({"headline": "x", "slug": "Not a slug"}, 422, "slug"),
        ({"headline": "x", "slug": "static"}, 422, "slug"),
        ({"headline": "x", "slug": "storm"}, 409, "slug"),
        ({"headline": "x", "zone": "Mars/Base"}, 422, "zone"),
        ({"headline": "x", "zone": "../../etc/passwd"}, 422, "zone"),
        ({"headline": "x", "language": "english"}, 422, "language"),
        ({"headline": "x", "summary": "x" * 50_001}, 422, "summary"),
        ({"headline": "x", "standfirst": "x" * 2001}, 422, "standfirst"),
    ],
)
def test_what_cannot_be_a_story_is_refused_beside_its_field(
    ada: Browser, storm: str, fields: dict[str, str], status: int, field: str
) -> None:
    answer = ada.send("/open/", "story", **fields)

    html = answer.content.decode()
    assert answer.status_code == status
    assert f'id="no-{field}"' in html
    kept = form_on(html, "story")[1]
    assert {name: kept[name] for name in fields} == {name: [value] for name, value in fields.items()}
    assert list(read.numbers()) == ["storm"]


def test_settings_change_what_they_show_and_keep_what_they_do_not(ada: Browser, door: Door, storm: str) -> None:
    head = replace(
        read.story("storm").head,
        picture=build.figure(alt="A quay"),
        links=(RelatedLink("Notice", "https://port.example/"),),
        source_line="From our desk",
    )
    door.carry_out(c.EditStory(slug="storm", actor="ada", head=head))

    ada.send(PAGE, "story", headline="The storm is here", topic="Weather")

    assert read.story("storm").head == replace(head, headline="The storm is here", topic="Weather")


def test_two_who_change_the_settings_at_once_overwrite_nobody(ada: Browser, ben: Browser, storm: str) -> None:
    bens_form = form_on(ben.open(PAGE).content.decode(), "story")[1]
    ada.send(PAGE, "story", standfirst="Ada's words")

    answer = ben.client.post(PAGE, {**bens_form, "topic": "Ben's topic"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Ada&#x27;s words" in html
    assert read.story("storm").head.topic == ""
    assert ben.client.post(PAGE, form_on(html, "story")[1]).status_code == 303
    assert read.story("storm").head.topic == "Ben's topic"


def test_settings_sent_twice_are_set_once(ada: Browser, storm: str) -> None:
    form = {**form_on(ada.open(PAGE).content.decode(), "story")[1], "topic": "  Weather "}

    assert [ada.client.post(PAGE, form).status_code for _ in range(2)] == [303, 303]
    assert read.numbers() == {"storm": 2}
