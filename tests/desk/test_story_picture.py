"""A story's own picture, its links and its source line, set at the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.body import build
from stoppress.story.content import RelatedLink
from stoppress.story.write import Door
from tests.desk.conftest import Browser, form_on
from tests.unit.media.drawn import jpeg

PAGE = "/stories/storm/settings/"


@pytest.fixture
def quay() -> SimpleUploadedFile:
    return SimpleUploadedFile("quay.jpg", jpeg(640, 480), "image/jpeg")


def test_a_story_gets_its_picture_links_and_source_line(ada: Browser, storm: str, quay: SimpleUploadedFile) -> None:
    answer = ada.send(
        PAGE,
        "story",
        picture=quay,
        picture_alt="A quay",
        picture_credit="Ada Byron",
        link_title=["Harbour notice", ""],
        link_url=["https://port.example/", "https://sea.example/"],
        source_line="With the coast guard",
    )

    assert answer.status_code == 303
    head = read.story("storm").head
    assert head.picture is not None
    assert (head.picture.words("alt"), head.picture.words("credit")) == ("A quay", "Ada Byron")
    assert head.links == (
        RelatedLink("Harbour notice", "https://port.example/"),
        RelatedLink("https://sea.example/", "https://sea.example/"),
    )
    assert head.source_line == "With the coast guard"


def test_the_settings_bring_back_what_stands_and_change_nothing_by_themselves(
    ada: Browser, storm: str, quay: SimpleUploadedFile
) -> None:
    ada.send(
        PAGE, "story", picture=quay, picture_alt="A quay", link_title=["Notice"], link_url=["https://port.example/"]
    )
    before = read.story("storm").head

    again = ada.send(PAGE, "story", topic="Weather")

    assert again.status_code == 303
    assert read.story("storm").head == replace(before, topic="Weather")


def test_a_picture_whose_files_have_gone_does_not_stop_other_changes(ada: Browser, storm: str, door: Door) -> None:
    gone = build.figure(asset="a" * 32, width=640, height=480, alt="A quay")
    door.carry_out(c.EditStory(slug="storm", actor="ada", head=replace(read.story("storm").head, picture=gone)))

    answer = ada.send(PAGE, "story", topic="Weather")

    assert answer.status_code == 303
    assert read.story("storm").head.picture == gone


def test_a_picture_is_left_out_without_script(ada: Browser, storm: str, quay: SimpleUploadedFile) -> None:
    ada.send(PAGE, "story", picture=quay, picture_alt="A quay")

    ada.send(PAGE, "story", picture_out="on")

    assert read.story("storm").head.picture is None


def test_a_program_that_names_neither_picture_nor_links_leaves_them(
    ada: Browser, storm: str, quay: SimpleUploadedFile
) -> None:
    ada.send(
        PAGE, "story", picture=quay, picture_alt="A quay", link_title=["Notice"], link_url=["https://port.example/"]
    )
    before = read.story("storm").head

    answer = ada.command(PAGE, headline="The storm is here", language=before.language, zone=before.zone)

    assert answer.status_code == 200
    after = read.story("storm").head
    assert (after.headline, after.picture, after.links) == ("The storm is here", before.picture, before.links)


def test_a_picture_without_words_is_refused_beside_its_field_and_kept(
    ada: Browser, storm: str, quay: SimpleUploadedFile
) -> None:
    refused = ada.send(PAGE, "story", picture=quay)
    page = refused.content.decode()

    assert 'id="no-picture_alt"' in page
    fields = form_on(page, "story")[1]
    assert ada.client.post(PAGE, {**fields, "picture_alt": "A quay"}).status_code == 303
    assert read.story("storm").head.picture is not None


def test_a_story_is_opened_with_its_picture(ada: Browser, quay: SimpleUploadedFile, db: None, door: Door) -> None:
    ada.send("/open/", "story", headline="A storm nears", picture=quay, picture_alt="A quay")

    [slug] = read.numbers()
    picture = read.story(slug).head.picture
    assert picture is not None
    assert picture.count("width") == 640


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example/", "port"])
def test_a_link_that_may_not_be_used_is_refused_beside_its_field(ada: Browser, storm: str, url: str) -> None:
    refused = ada.send(PAGE, "story", link_title=["x"], link_url=[url])

    assert refused.status_code == 422
    assert 'id="no-links"' in refused.content.decode()
