"""The key points and the updates that support them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from stoppress.story import read
from stoppress.story.content import KeyPoint
from tests.desk.api.conftest import program_of
from tests.desk.conftest import Browser, form_on

PAGE = "/stories/storm/key-points/"


def test_key_points_cite_updates_by_key_or_link(ada: Browser, published: Callable[..., str]) -> None:
    one, two, three = published("1"), published("2"), published("3")

    ada.send(
        PAGE,
        "points",
        point_text=["The harbour is closed", "", "Two ships wait"],
        point_cites=[f"{one} https://live.example/storm/e/{two}/", "", f"/stories/storm/#e-{three}, {one}"],
    )

    assert read.story("storm").key_points == (
        KeyPoint("The harbour is closed", (one, two)),
        KeyPoint("Two ships wait", (three, one)),
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"point_text": ["A point"], "point_cites": ["zzzzzzzzzz"]}, "entry-unknown"),
        ({"point_text": ["x" * 1001], "point_cites": [""]}, "too-long"),
        ({"point_text": ["A point"] * 21, "point_cites": [""] * 21}, "too-many"),
        ({"point_text": ["A point"], "point_cites": ["k" * 9 + " "]}, "entry-unknown"),
    ],
)
def test_points_that_cannot_be_set_are_refused_with_everything_kept(
    ada: Browser, storm: str, fields: dict[str, list[str]], code: str
) -> None:
    answer = ada.send(PAGE, "points", **fields)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="no-key_points"' in html
    assert form_on(html, "points")[1]["point_text"][: len(fields["point_text"])] == fields["point_text"]
    assert ada.command(PAGE, **fields).json()["code"] == code


def test_two_who_set_the_points_at_once_overwrite_nobody(ada: Browser, ben: Browser, storm: str) -> None:
    bens_form = form_on(ben.open(PAGE).content.decode(), "points")[1]
    ada.send(PAGE, "points", point_text=["Ada's point"], point_cites=[""])

    answer = ben.client.post(PAGE, {**bens_form, "point_text": ["Ben's point"], "point_cites": [""]})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Ada&#x27;s point" in html
    assert read.story("storm").key_points == (KeyPoint("Ada's point"),)
    again = form_on(html, "points")[1]
    assert ben.client.post(PAGE, again).status_code == 303
    assert read.story("storm").key_points == (KeyPoint("Ben's point"),)


def test_points_sent_twice_are_set_once(ada: Browser, storm: str) -> None:
    form = {**form_on(ada.open(PAGE).content.decode(), "points")[1], "point_text": ["A point"], "point_cites": [""]}

    answers = [ada.client.post(PAGE, form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert read.numbers() == {"storm": 2}


def test_a_point_whose_update_was_withdrawn_is_flagged(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    ada.send(PAGE, "points", point_text=["A point"], point_cites=[key])
    ada.command(f"/stories/storm/updates/{key}/withdraw/", reason="It was not so.")

    html = ada.open("/stories/storm/").content.decode()

    assert 'class="cite gone"' in html
    assert "withdrawn</a>" in html


def test_what_speaks_against_a_point_stands_in_words_in_workspace_form_and_api(
    ada: Browser, published: Callable[..., str]
) -> None:
    kept, gone = published("1"), published("2")
    ada.send(PAGE, "points", point_text=["Kept", "Gone", "Bare"], point_cites=[kept, gone, ""])
    before = program_of("ada").ask("/stories/storm/key-points")
    ada.command(f"/stories/storm/updates/{gone}/withdraw/", reason="It was not so.")
    ada.send(
        f"/stories/storm/updates/{kept}/",
        "amend",
        headline="Open",
        amendment="correction",
        note="It was the east gate.",
    )

    said = program_of("ada").ask("/stories/storm/key-points", If_None_Match=before.headers["ETag"])

    assert said.status_code == 200, "its version tells of the new flags"
    assert [[flag["doubt"] for flag in point["flags"]] for point in said.json()["points"]] == [
        ["cited-corrected"],
        ["cites-withdrawn", "unsupported"],
        ["unsupported"],
    ]
    for page in ("/stories/storm/", PAGE):
        html = ada.open(page).content.decode()
        assert html.count("cites a withdrawn update") == 1
        assert html.count("cited update was corrected <time") == 1
        assert html.count("no update supports this") == 2


def corrected(ada: Browser, key: str, text: str) -> None:
    """Correct an update's headline."""
    note = "It was the east gate."
    ada.send(f"/stories/storm/updates/{key}/", "amend", headline=text, amendment="correction", note=note)


def flagged(ada: Browser) -> bool:
    return "cited update was corrected <time" in ada.open("/stories/storm/").content.decode()


def test_who_finds_a_point_right_after_a_correction_sets_it_as_it_stands(
    ada: Browser, published: Callable[..., str]
) -> None:
    """Readers are told nothing, since nothing changed for them; the next correction asks for another look."""
    key = published()
    ada.send(PAGE, "points", point_text=["A point"], point_cites=[key])
    corrected(ada, key, "The east gate")
    assert flagged(ada)
    number = read.numbers()["storm"]

    answer = ada.send(PAGE, "points")

    assert answer.status_code == 303
    assert "the key points stay as they are" in ada.open(answer["Location"]).content.decode()
    assert not flagged(ada)
    assert read.numbers()["storm"] == number
    corrected(ada, key, "The west gate")
    assert flagged(ada)


def test_a_correction_that_came_while_the_points_were_read_is_looked_at_first(
    ada: Browser, published: Callable[..., str]
) -> None:
    key = published()
    ada.send(PAGE, "points", point_text=["A point"], point_cites=[key])
    read_before = form_on(ada.open(PAGE).content.decode(), "points")[1]
    corrected(ada, key, "The east gate")

    answer = ada.client.post(PAGE, read_before)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "corrected meanwhile" in html
    assert flagged(ada)
    assert ada.client.post(PAGE, form_on(html, "points")[1]).status_code == 303
    assert not flagged(ada)


def test_a_program_finds_points_right_only_with_the_version_that_tells_of_the_correction(
    ada: Browser, published: Callable[..., str]
) -> None:
    key, where = published(), "/stories/storm/key-points"
    ada.send(PAGE, "points", point_text=["A point"], point_cites=[key])
    body = {"points": [{"text": "A point", "cites": [key]}]}
    old = program_of("ada").ask(where).headers["ETag"]
    corrected(ada, key, "The east gate")
    new = program_of("ada").ask(where).headers["ETag"]

    program_of("ada").send("PUT", where, body, If_Match=old)
    flagged_still = flagged(ada)
    answer = program_of("ada").send("PUT", where, body, If_Match=new)

    assert flagged_still
    assert json.loads(answer.content)["changed"] is False
    assert not flagged(ada)
