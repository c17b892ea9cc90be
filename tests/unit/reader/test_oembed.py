"""oEmbed: only what is ours is embedded, and nothing of the question comes back."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.reader.oembed import Subject, answer, question
from stoppress.reader.problems import Problem

READERS = "https://news.example"
KEY = "0123456789"
CARD = "card-0123456789abcdef.png"
HOSTILE = '"><script>alert(1)</script>'


def asked(url: str, **more: str) -> bytes:
    return urlencode({"url": url, **more}).encode()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (f"{READERS}/storm/", ""),
        (f"{READERS}/storm", ""),
        (f"{READERS}/storm/?utm_source=x#e-{KEY}", ""),
        ("http://NEWS.example/storm/", ""),
        (f"{READERS}/storm/before/{KEY}/", ""),
        (f"{READERS}/storm/oldest/", ""),
        (f"{READERS}/storm/embed/", ""),
        (f"{READERS}/storm/e/{KEY}/", KEY),
        (f"{READERS}/storm/e/{KEY}/embed/", KEY),
    ],
)
def test_stories_and_updates_can_be_embedded(url: str, key: str) -> None:
    found = question(asked(url), READERS)

    assert (found.slug, found.key, found.form) == ("storm", key, "json")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "storm",
        "https://elsewhere.example/storm/",
        "https://news.example.evil.example/storm/",
        "https://news.example@evil.example/storm/",
        "https://ada:secret@news.example/storm/",
        "https://news.example:8443/storm/",
        "javascript:alert(1)//news.example/storm/",
        "//news.example/storm/",
        f"{READERS}/",
        f"{READERS}/media/a.webp",
        f"{READERS}/storm/stream",
        f"{READERS}/storm/../../etc/passwd",
        f"{READERS}/st%6Frm/",
        f"{READERS}/storm/{HOSTILE}",
        "https://[news.example/storm/",
        f"{READERS}/" + "s" * 5_000 + "/",
        "https://news.example/stürm/",
    ],
)
def test_what_is_not_ours_is_not_embedded(url: str) -> None:
    with pytest.raises(Problem) as refused:
        question(asked(url), READERS)

    assert refused.value.status == 404


def test_an_unknown_form_is_not_implemented() -> None:
    with pytest.raises(Problem) as refused:
        question(asked(f"{READERS}/storm/", format="yaml"), READERS)

    assert refused.value.status == 501


@pytest.mark.parametrize(
    ("given_width", "width"),
    [("", 680), ("400", 400), ("9999", 680), ("0", 1), ("-5", 680), ("٣", 680), ("9" * 99, 680)],
)
def test_the_frame_is_never_wider_than_asked(given_width: str, width: int) -> None:
    assert question(asked(f"{READERS}/storm/", maxwidth=given_width), READERS).width == width


@given(st.binary(max_size=400))
def test_any_question_is_answered_or_refused(query: bytes) -> None:
    try:
        assert question(query, READERS).slug
    except Problem as refused:
        assert refused.status in {404, 501}


def test_the_answer_in_json_is_a_sandboxed_frame() -> None:
    found = question(asked(f"{READERS}/storm/e/{KEY}/", maxwidth="500"), READERS)

    content_type, body = answer(found, Subject(f"Wind & {HOSTILE}"), READERS, "The Marran Post")

    told = json.loads(body)
    assert content_type == b"application/json"
    assert (told["type"], told["version"], told["width"]) == ("rich", "1.0", 500)
    assert (told["provider_name"], told["provider_url"]) == ("The Marran Post", f"{READERS}/")
    assert f'src="{READERS}/storm/e/{KEY}/embed/"' in told["html"]
    assert "<script" not in told["html"]
    assert 'sandbox="allow-scripts allow-same-origin' in told["html"]


def test_the_answer_in_xml_says_the_same() -> None:
    url = f"{READERS}/storm/"
    subject = Subject(HOSTILE, CARD)
    _, as_json = answer(question(asked(url), READERS), subject, READERS, "A & B")
    content_type, as_xml = answer(question(asked(url, format="xml"), READERS), subject, READERS, "A & B")

    root = ElementTree.fromstring(as_xml)

    assert content_type == b"text/xml; charset=utf-8"
    assert {element.tag: element.text for element in root} == {k: str(v) for k, v in json.loads(as_json).items()}


@pytest.mark.parametrize(
    ("card", "room", "shown"),
    [
        (CARD, {}, True),
        (CARD, {"maxwidth": "1200", "maxheight": "630"}, True),
        (CARD, {"maxwidth": "1199"}, False),
        (CARD, {"maxheight": "600"}, False),
        ("", {}, False),
    ],
)
def test_the_share_card_is_named_with_its_size_where_there_is_one_and_it_fits(
    card: str, room: dict[str, str], shown: bool
) -> None:
    found = question(asked(f"{READERS}/storm/e/{KEY}/", **room), READERS)

    told = json.loads(answer(found, Subject("Wind", card), READERS, "The Marran Post")[1])

    thumbnail = {name: value for name, value in told.items() if name.startswith("thumbnail")}
    assert thumbnail == (
        {
            "thumbnail_url": f"{READERS}/storm/e/{KEY}/{CARD}",
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        }
        if shown
        else {}
    )


def test_the_first_of_two_addresses_counts() -> None:
    query = f"url={quote(READERS)}/storm/&url={quote(READERS)}/flood/".encode()

    assert question(query, READERS).slug == "storm"
