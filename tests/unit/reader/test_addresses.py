from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.reader.addresses import Address, address_of, position_asked
from stoppress.stream.ids import Position

KEY = "0123456789"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", Address("document")),
        ("/storm/", Address("story", "storm")),
        ("/storm", Address("slash", "storm")),
        (f"/storm/e/{KEY}/", Address("entry", "storm", KEY)),
        (f"/storm/e/{KEY}", Address("slash", "storm", KEY)),
        (f"/storm/before/{KEY}/", Address("before", "storm", KEY)),
        (f"/storm/after/{KEY}/", Address("after", "storm", KEY)),
        ("/storm/oldest/", Address("oldest", "storm")),
        ("/storm/embed/", Address("embed", "storm")),
        ("/storm/embed", Address("slash", "storm")),
        (f"/storm/e/{KEY}/embed/", Address("embed", "storm", KEY)),
        (f"/storm/e/{KEY}/embed", Address("slash", "storm", KEY)),
        (f"/storm/before/{KEY}/embed/", Address("document")),
        ("/embed.js", Address("document")),
        ("/oembed", Address("oembed")),
        ("/schema/story.json", Address("document")),
        ("/storm/stream", Address("stream", "storm")),
        ("/storm/stream/", Address("document")),
        ("/storm/head.json", Address("head", "storm")),
        ("/storm/story.json", Address("json", "storm")),
        ("/storm/feed.atom", Address("feed", "storm", "feed.atom")),
        ("/storm/log/1-100.json", Address("log", "storm", first=1, last=100)),
        ("/media/" + "a" * 32 + "-480.webp", Address("picture", name="a" * 32 + "-480.webp")),
        ("/media/../secret", Address("document")),
        ("/media/" + "a" * 32 + "-480.avif", Address("picture", name="a" * 32 + "-480.avif")),
        (f"/storm/card-{'a' * 16}.png", Address("card", "storm", digest="a" * 16)),
        (f"/storm/e/{KEY}/card-{'a' * 16}.jpg", Address("card", "storm", KEY, digest="a" * 16)),
        (f"/storm/e/{KEY}/card-{'a' * 15}.png", Address("document")),
        (f"/storm/e/{KEY}/x/card-{'a' * 16}.png", Address("document")),
        (f"/media/card-{'a' * 16}.png", Address("document")),
        ("/healthz", Address("alive")),
        ("/readyz", Address("ready")),
        ("/static/a.css", Address("document")),
        ("/robots.txt", Address("document")),
        ("//storm/", Address("document")),
        ("/Storm/", Address("document")),
        ("/storm/e/../", Address("document")),
        ("", Address("document")),
    ],
)
def test_each_address_asks_for_one_thing(path: str, address: Address):
    assert address_of(path.encode()) == address


@given(st.binary(max_size=300))
def test_any_bytes_are_an_address_of_some_kind(path: bytes):
    assert isinstance(address_of(path), Address)


@pytest.mark.parametrize(
    ("first", "last", "full"), [(1, 100, True), (101, 200, True), (1, 99, False), (2, 101, False), (100, 199, False)]
)
def test_full_ranges_begin_where_all_caches_expect_it(first: int, last: int, full: bool):
    assert Address("log", "storm", first=first, last=last).is_full_range is full


@pytest.mark.parametrize(
    ("query", "header", "asked"),
    [
        (b"", None, None),
        (b"after=k3-4", None, Position("k3", 4)),
        (b"x=1&after=k3-4&after=k3-9", None, Position("k3", 4)),
        (b"after=k3%2D4", None, Position("k3", 4)),
        (b"after", None, None),
        (b"after=", None, "unreadable"),
        (b"after=k3-4", b"k3-7", Position("k3", 7)),
        (b"after=k3-4", b"rubbish", "unreadable"),
        (b"after=k3-4", b"", Position("k3", 4)),
    ],
)
def test_the_last_event_id_wins_and_nothing_is_guessed(query: bytes, header: bytes | None, asked: object):
    headers = [] if header is None else [(b"last-event-id", header)]

    assert position_asked(query, headers) == asked
