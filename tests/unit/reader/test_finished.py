from __future__ import annotations

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.base.limits.reader import HEADER_BYTES_READ
from stoppress.reader.finished import CODINGS, Content, coding_for_line, finished, names_tag


@pytest.mark.parametrize(
    ("line", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("identity;q=0, *;q=0", "identity"),
        ("gzip;q=rubbish", "identity"),
        ("gzip;q=nan", "identity"),
        ("deflate", "identity"),
    ],
)
def test_each_reader_gets_the_coding_it_likes_best(line: str, coding: str):
    assert coding_for_line(line.encode()) == coding


@given(st.binary(max_size=100))
def test_any_accept_encoding_leads_to_a_coding_that_there_is(line: bytes):
    assert coding_for_line(line) in CODINGS


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (b'"a"', True),
        (b'W/"a"', True),
        (b'"b", "a"', True),
        (b"*", True),
        (b'"ab"', False),
        (b"a", False),
        (b"", False),
    ],
)
def test_a_tag_is_named_strongly_or_weakly(line: bytes, named: bool):
    assert names_tag(line, b'"a"') is named


def content(body: bytes, content_type: bytes = b"text/html; charset=utf-8") -> Content:
    return Content(body=body, content_type=content_type, keeping="page")


def test_all_codings_hold_the_same_bytes():
    page = finished(b"/storm/", content(b"<p>water</p>" * 200))

    assert page.variants["identity"].found.body == b"<p>water</p>" * 200
    assert gzip.decompress(page.variants["gzip"].found.body) == b"<p>water</p>" * 200
    assert brotli.decompress(page.variants["br"].found.body) == b"<p>water</p>" * 200


@pytest.mark.parametrize(
    ("body", "content_type"), [(b"short", b"text/html"), (b"x" * 5000, b"image/webp")], ids=["short", "picture"]
)
def test_what_does_not_get_smaller_is_not_compressed_and_does_not_vary(body: bytes, content_type: bytes):
    page = finished(b"/x", content(body, content_type))

    assert len({id(variant) for variant in page.variants.values()}) == 1
    assert not any(name in {b"vary", b"content-encoding"} for name, _ in page.variants["br"].found.headers)


def test_an_unchanged_page_is_not_compressed_again():
    before = finished(b"/storm/", content(b"<p>water</p>" * 200))

    same = finished(b"/storm/", content(b"<p>water</p>" * 200), before)
    other = finished(b"/storm/", content(b"<p>fire</p>" * 200), before)

    assert same is not before
    assert same.variants is before.variants
    assert other.variants is not before.variants
    assert other.variants["br"].etag != before.variants["br"].etag


def test_headers_of_a_megabyte_of_commas_are_not_looked_into():
    """Each would hold up every other reader for a tenth of a second."""
    commas = b"," * HEADER_BYTES_READ

    assert not names_tag(b'"a"' + commas, b'"a"')
    assert coding_for_line(b"br" + commas) == "identity"
    assert names_tag(b'"a",' + commas[:1_000], b'"a"')
