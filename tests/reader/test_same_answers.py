"""All ways give the same bytes: what is written here goes over the wire to the fast lane, to the ordinary
way, and to uvicorn's own protocol with our application behind it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from stoppress.base.settings import Settings
from stoppress.reader.serve import ReaderServer
from tests.plain_http import Response, Wire, request
from tests.printing import Press
from tests.reader.conftest import House, Running, started

DATE = re.compile(rb"\r\ndate: [^\r]*")
OPEN = b"<left open>"
LEFT_OPEN_S = 0.4


class PlainServer(ReaderServer):
    """uvicorn as it comes."""

    def _protocol(self, **given: object) -> HttpToolsProtocol:  # type: ignore[override]
        return HttpToolsProtocol(**given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def plain(house: House) -> Iterator[Running]:
    settings = Settings(data=house.data, reader_port=0, drain_s=0.0, fast_lane=False)
    running = started(lambda ready: PlainServer(house.edition, house.bell, settings, ready))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def told(house: House) -> Press:
    """A story with a few updates."""
    press = house.press().open()
    for text in ("one", "two " * 500, "three"):
        press.publish(text)
    return press


def paths(press: Press) -> list[str]:
    key = next(iter(press.texts))
    names = [
        "",
        "oldest/",
        f"e/{key}/",
        f"before/{key}/",
        f"after/{key}/",
        "story.json",
        "feed.atom",
        "feed.rss",
    ]
    names += ["feed.json", "head.json", "log/1-3.json", "nothing", "log/9-3.json", "oldest", "?after=1", "e/"]
    return [f"/{press.slug}/{name}" for name in names] + [f"/{press.slug}", "/healthz", "/nowhere", "//", "/"]


def said(address: str, content: bytes, *, in_pieces: int = 0) -> bytes:
    """All that comes back until the connection is closed, or left open; without dates."""
    with Wire(address) as wire:
        for start in range(0, len(content), in_pieces or len(content)):
            try:
                wire.send(content[start : start + (in_pieces or len(content))])
            except ConnectionError:
                break
        wire.socket.settimeout(LEFT_OPEN_S)
        try:
            while wire.more():
                pass
        except TimeoutError:
            wire.rest += OPEN
        return DATE.sub(b"", wire.rest)


def warm(house: House, *contents: bytes) -> None:
    """Everything asked for is in memory of both, so that the fast lane is what answers."""
    for content in contents:
        for running in (house.fast, house.ordinary):
            said(running.address, content)


HEADERS = [
    (),
    ("Accept-Encoding: gzip",),
    ("Accept-Encoding: br",),
    ("accept-encoding: gzip, deflate, br, zstd",),
    ("Accept-Encoding: identity;q=0, *;q=0",),
    ("Accept-Encoding: br;q=0.1, gzip;q=0.9",),
    ("Accept-Encoding: gzip", "Accept-Encoding: br"),
    ("Accept-Encoding: *",),
    ("Accept-Encoding: ",),
    ("If-None-Match: *",),
    ('If-None-Match: "nothing", W/"nothing"',),
    ("If-None-Match: *", "If-None-Match: x"),
    ("Accept: text/html",),
    ("X-Forwarded-For: 10.1.2.3, 127.0.0.1",),
    ("Cookie: a=b", "User-Agent: " + "x" * 5000),
]


@pytest.mark.parametrize("headers", HEADERS, ids=repr)
def test_every_address_is_answered_alike(house: House, told: Press, headers: tuple[str, ...]):
    for path in paths(told):
        for method in ("GET", "HEAD"):
            for version in ("1.1", "1.0"):
                asked = request(method, path, *headers, "Connection: close", version=version)
                warm(house, asked)
                fast, ordinary = said(house.fast.address, asked), said(house.ordinary.address, asked)
                assert fast == ordinary, (method, path, version)
                assert fast.startswith(b"HTTP/1.1 ")


def test_the_fast_lane_is_what_answers_pages_in_memory(house: House, told: Press):
    """Otherwise this file would compare the ordinary way with itself."""
    asked = request("GET", f"/{told.slug}/", "Connection: close")
    warm(house, asked)
    counters = house.fast.server.plane.counters
    before = counters.answered_in_lane

    said(house.fast.address, asked)

    assert counters.answered_in_lane == before + 1
    assert house.ordinary.server.plane.counters.answered_in_lane == 0


def test_a_tag_is_recognised_alike(house: House, told: Press):
    path = f"/{told.slug}/"
    page = said(house.fast.address, request("GET", path, "Accept-Encoding: br", "Connection: close"))
    tag = re.search(rb"\r\netag: ([^\r]+)", page)
    assert tag
    asked = request("GET", path, "Accept-Encoding: br", f"If-None-Match: W/{tag[1].decode()}", "Connection: close")

    fast, ordinary = said(house.fast.address, asked), said(house.ordinary.address, asked)

    assert fast == ordinary
    assert fast.startswith(b"HTTP/1.1 304 ")


def test_pipelined_requests_are_answered_in_order_whichever_way_each_goes(house: House, told: Press):
    page, missing = f"/{told.slug}/", f"/{told.slug}/nothing"
    asked = b"".join(
        [
            request("GET", page),
            request("GET", missing),
            request("HEAD", page),
            request("GET", page, "Accept-Encoding: gzip"),
            request("GET", f"/{told.slug}/head.json"),
            request("GET", missing),
            request("GET", page, 'If-None-Match: "x"'),
            request("GET", page, "Connection: close"),
            request("GET", page),
        ]
    )
    warm(house, asked)

    fast, ordinary = said(house.fast.address, asked), said(house.ordinary.address, asked)

    assert fast == ordinary
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", fast)
    assert statuses == [b"200", b"404", b"200", b"200", b"200", b"404", b"200", b"200"]


def test_requests_that_come_byte_by_byte_are_answered_alike(house: House, told: Press):
    asked = request("GET", f"/{told.slug}/") + request("GET", f"/{told.slug}/?x", "Connection: close")
    warm(house, asked)

    fast = said(house.fast.address, asked, in_pieces=1)

    assert fast == said(house.ordinary.address, asked, in_pieces=1) == said(house.fast.address, asked)


def test_a_kept_connection_serves_many_requests_and_a_1_0_one_is_closed(house: House, told: Press):
    page = f"/{told.slug}/"
    for running in (house.fast, house.ordinary):
        with Wire(running.address) as wire:
            for _ in range(5):
                wire.send(request("GET", page))
                assert wire.response().status == 200
            wire.send(request("GET", page, version="1.0"))
            assert wire.response()["connection"] == "close"
            assert wire.is_closed()


TRICKS: dict[str, bytes] = {
    "obsolete folding": b"GET {page} HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
    "folded encoding": b"GET {page} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip,\r\n br\r\n\r\n",
    "two lengths": b"GET {page} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "two equal lengths": b"GET {page} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
    "a list of lengths": b"GET {page} HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\na",
    "a signed length": b"GET {page} HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na",
    "chunked with a length": (
        b"GET {page} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
    ),
    "chunked with a hidden request": (
        b"POST {page} HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
    ),
    "odd transfer coding": b"GET {page} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked twice": (b"GET {page} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
    "coding not last": b"GET {page} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    "a chunked body": (b"GET {page} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
    "a bad chunk": (b"GET {page} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
    "a body, then a request": b"GET {page} HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
    "bare line feeds": b"GET {page} HTTP/1.1\nHost: a\n\n",
    "bare line feed in headers": b"GET {page} HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
    "bare carriage return": b"GET {page} HTTP/1.1\r\nHost: a\rX: y\r\n\r\n",
    "absolute form": b"GET http://elsewhere.example{page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "absolute form with odd scheme": b"GET file://{page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "asterisk form": b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "connect": b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    "two slashes": b"GET /{page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "a fragment": b"GET {page}#x HTTP/1.1\r\nHost: a\r\n\r\n",
    "a fragment in a query": b"GET {page}?a#x HTTP/1.1\r\nHost: a\r\n\r\n",
    "dots": b"GET {page}../{page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "space before colon": b"GET {page} HTTP/1.1\r\nHost : a\r\n\r\n",
    "space in the path": b"GET {page} x HTTP/1.1\r\nHost: a\r\n\r\n",
    "two spaces": b"GET  {page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "a tab": b"GET\t{page}\tHTTP/1.1\r\nHost: a\r\n\r\n",
    "NUL in a header": b"GET {page} HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
    "NUL in the path": b"GET {page}\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    "eight bits in the path": b"GET {page}\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    "eight bits in the query": b"GET {page}?\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    "eight bits in a header": b"GET {page} HTTP/1.1\r\nHost: a\r\nX: \xff\xfe\r\n\r\n",
    "no host": b"GET {page} HTTP/1.1\r\n\r\n",
    "two hosts": b"GET {page} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "an unknown method": b"BREW {page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "a small method": b"get {page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "version 2.0": b"GET {page} HTTP/2.0\r\nHost: a\r\n\r\n",
    "version 1.2": b"GET {page} HTTP/1.2\r\nHost: a\r\n\r\n",
    "version 0.9": b"GET {page}\r\n\r\n",
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "leading empty lines": b"\r\n\r\nGET {page} HTTP/1.1\r\nHost: a\r\n\r\n",
    "TLS on the wrong port": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "rubbish": b"rubbish\r\n\r\n",
    "expectation": b"GET {page} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
    "expectation without a body": b"GET {page} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
    "upgrade to h2c": b"GET {page} HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n",
    "upgrade to a web socket": (
        b"GET {page} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ),
    "keep-alive in 1.0": b"GET {page} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "many headers": b"GET {page} HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 150 + b"\r\n",
    "a huge header": b"GET {page} HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 500_000 + b"\r\n\r\n",
    "an empty header name": b"GET {page} HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
    "a header without a colon": b"GET {page} HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n",
}


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_get_the_answer_that_uvicorn_gives(house: House, told: Press, plain: Running, name: str):
    page = f"/{told.slug}/".encode()
    warm(house, request("GET", page.decode(), "Connection: close"))
    content = TRICKS[name].replace(b"{page}", page)
    closing = request("GET", page.decode(), "Connection: close")

    expected = said(plain.address, content + closing)

    assert said(house.fast.address, content + closing) == expected
    assert said(house.ordinary.address, content + closing) == expected
    assert b"HTTP/1.1 5" not in expected


@pytest.mark.parametrize("version", ["1.1", "1.0"])
@pytest.mark.parametrize("query", ["", "?after=k3-2", "?after=rubbish"])
def test_streams_begin_alike(house: House, told: Press, version: str, query: str):
    heads = []
    for running in (house.fast, house.ordinary):
        with Wire(running.address) as wire:
            wire.send(request("GET", f"/{told.slug}/stream{query}", version=version))
            heads.append(DATE.sub(b"", wire.until(b"\r\n\r\n")))

    assert heads[0] == heads[1]


@pytest.mark.parametrize("asked", ["/{slug}/", "/{slug}/stream"])
def test_rubbish_behind_a_request_is_all_that_is_answered(house: House, told: Press, asked: str):
    """uvicorn refuses before its application has answered; the lane waits until all is read."""
    sent = request("GET", asked.format(slug=told.slug))
    warm(house, request("GET", f"/{told.slug}/"))

    fast, ordinary = (said(running.address, sent + b"rubbish\r\n\r\n") for running in (house.fast, house.ordinary))

    assert fast == ordinary
    assert re.findall(rb"HTTP/1\.1 (\d+)", ordinary) == [b"400"]


@pytest.mark.parametrize("headers", HEADERS, ids=repr)
def test_the_same_bytes_again_are_answered_alike(house: House, told: Press, headers: tuple[str, ...]):
    """From the second time on they are not read any more."""
    asked = request("GET", f"/{told.slug}/?from=chat", *headers)
    warm(house, request("GET", f"/{told.slug}/"))

    fast, ordinary = ([got.undated for got in _asked_again(running, asked)] for running in (house.fast, house.ordinary))

    assert fast == ordinary
    assert fast[0] == fast[1] == fast[2]


def test_the_same_bytes_again_give_the_page_as_it_is_then(house: House):
    press = house.press().open()
    asked = request("GET", f"/{press.slug}/")
    before = _asked_again(house.fast, asked)

    press.publish("The bridge is closed")

    assert "The bridge is closed" not in before[-1].text
    until = time.monotonic() + 30
    while "The bridge is closed" not in _asked_again(house.fast, asked)[-1].text:
        assert time.monotonic() < until, "the same bytes give the old page"


def test_bytes_that_were_read_before_are_not_taken_for_a_request_within_another(house: House, told: Press):
    """What stands in a body is no request, even when its bytes are those of one."""
    asked = request("GET", f"/{told.slug}/")
    _asked_again(house.fast, asked)
    around = b"GET /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(asked)

    in_a_body = said(house.fast.address, around + asked, in_pieces=len(around))

    assert re.findall(rb"HTTP/1\.1 (\d+)", in_a_body) == [b"404"]


def _asked_again(running: Running, asked: bytes) -> list[Response]:
    with Wire(running.address) as wire:
        answers = []
        for _ in range(3):
            wire.send(asked)
            answers.append(wire.response())
        return answers


def test_many_requests_at_once_are_answered_in_their_order(house: House, told: Press):
    """More than the lane keeps at once."""
    pages = [request("GET", f"/{told.slug}/"), request("HEAD", f"/{told.slug}/"), request("GET", "/nowhere/")] * 20
    closing = request("GET", f"/{told.slug}/", "Connection: close")
    warm(house, pages[0])

    fast, ordinary = (said(running.address, b"".join(pages) + closing) for running in (house.fast, house.ordinary))

    assert fast == ordinary
    assert len(re.findall(rb"HTTP/1\.1 \d+", fast)) == 61


def test_what_follows_a_request_for_a_stream_is_never_answered(house: House, told: Press):
    asked = request("GET", f"/{told.slug}/stream") + request("GET", f"/{told.slug}/")
    for running in (house.fast, house.ordinary):
        got = said(running.address, asked)
        assert got.count(b"HTTP/1.1") == 1, running
        assert got.endswith(OPEN)
