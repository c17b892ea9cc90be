"""Looking before it is out: the press's own page in a frame, of what is new and of what is amended."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from stoppress.press.preview import entry_html
from stoppress.story import read
from stoppress.story.content import Source
from tests.desk.conftest import Browser, framed

PREVIEW = "/stories/storm/preview/"


def test_what_is_previewed_is_what_the_press_prints(ada: Browser, published: Callable[..., str]) -> None:
    key = published("Nine & <counting>.", sources=(Source("Coastguard", url="https://coast.example/"),))

    page = framed(ada.open(f"/stories/storm/updates/{key}/").content.decode())

    entry, story = read.entry("storm", key), read.story("storm")
    printed = (
        entry_html(entry, story)
        .replace('href="/', 'href="http://127.0.0.1:8000/')
        .replace("<a ", '<a target="_blank" ')
    )
    assert printed in page
    assert page.startswith("<!doctype html>")
    assert "<script" not in page


def test_the_frame_runs_nothing_and_what_is_in_it_stays_in_it(ada: Browser, storm: str) -> None:
    answer = ada.command(PREVIEW, headline='"></iframe><script>alert(1)</script>', body='" onload="x')

    html = answer.json()["html"]
    assert "<script" not in html
    assert html.count("<iframe") == html.count("</iframe>") == 1
    assert 'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"' in html
    assert "allow-scripts" not in html
    assert "&lt;script&gt;" in framed(html)


def test_the_readers_style_comes_from_the_path_that_the_page_names(ada: Browser, cleo: Browser, storm: str) -> None:
    page = framed(ada.command(PREVIEW, headline="x").json()["html"])
    (path,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page)

    style = ada.open(path)

    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert b".entry" in style.content
    assert ada.open("/static/page-00000000.css").status_code == 404
    assert cleo.open(path).status_code == 302


@pytest.mark.parametrize(
    ("amendment", "note", "seen"),
    [
        ("correction", "It said nine.", "It said nine."),
        ("update", "", "Updated"),
        ("typo", "It said nine.", None),
        ("", "It said nine.", None),
    ],
)
def test_an_amendment_is_previewed_with_the_note_that_readers_will_find(
    ada: Browser, published: Callable[..., str], amendment: str, note: str, seen: str | None
) -> None:
    key = published("Nine are missing.")

    answer = ada.command(
        f"/stories/storm/updates/{key}/preview/",
        body="Seven are missing.",
        amendment=amendment,
        note=note,
        based_on="1",
    )

    page = framed(answer.json()["html"])
    assert "Seven are missing." in page
    assert ('class="change' in page) == (seen is not None)
    assert seen is None or seen in page
    assert read.entry("storm", key).revision == 1


def test_an_amendment_is_previewed_without_script_too(ada: Browser, published: Callable[..., str]) -> None:
    key = published("Nine are missing.")

    html = ada.command(f"/stories/storm/updates/{key}/preview/").json()
    page = ada.client.post(
        f"/stories/storm/updates/{key}/preview/",
        {
            "body": "Seven.",
            "based_on": "1",
            "amendment": "update",
            "csrfmiddlewaretoken": ada.client.cookies["desk-8001-forms"].value,
        },
    ).content.decode()

    assert html["code"] == "nothing-said"
    assert "As readers will see it, amended" in page
    assert len(re.findall("<iframe", page)) == 2


def test_what_cannot_be_previewed_says_why(ada: Browser, published: Callable[..., str]) -> None:
    key = published()

    answer = ada.command(f"/stories/storm/updates/{key}/preview/", body_document="{", based_on="1")

    assert (answer.status_code, answer.json()["code"]) == (422, "body-not-readable")
