"""What a reader of a load test makes of bytes, however the network cuts them."""

from __future__ import annotations

import random

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.limits.loadtest import LOADTEST_EVENT_BYTES_MAX
from stoppress.ops.loadtest.events import Reset, StreamBytes

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
EVENTS = (
    b"retry: 2000\n\n",
    b'id: k3-7\nevent: entry\ndata: {"html": "id: k3-99 in a text"}\n\n',
    b": heartbeat\n\n",
    b'event: reset\ndata: {"reason": "other-epoch"}\n\n',
    b"id: k4-8\nevent: story\ndata: {}\n\n",
)
MEANT: list[int | Reset] = [7, Reset(), 8]


def chunked(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(content), content)


def answers() -> dict[str, bytes]:
    plain = HEAD + b"\r\n" + b"".join(EVENTS)
    in_chunks = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(map(chunked, EVENTS)) + b"0\r\n\r\n"
    return {"plain": plain, "chunked": in_chunks}


@pytest.mark.parametrize("form", ["plain", "chunked"])
def test_numbers_and_resets_are_read_from_bytes_in_any_cut(form: str):
    whole, chance = answers()[form], random.Random(7)

    for _ in range(200):
        cuts = sorted(chance.sample(range(len(whole)), 9))
        parts = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
        stream = StreamBytes()

        assert [meaning for part in parts for meaning in stream.feed(part)] == MEANT
        assert stream.status == 200
        assert stream.is_ended == (form == "chunked")


def test_one_byte_at_a_time_means_the_same():
    stream = StreamBytes()

    assert [m for byte in answers()["chunked"] for m in stream.feed(bytes([byte]))] == MEANT


def test_another_status_is_kept_and_its_body_means_nothing():
    stream = StreamBytes()

    assert stream.feed(b"HTTP/1.1 503 Service Unavailable\r\n\r\nid: k3-1\n\n") == []
    assert stream.status == 503


def test_what_is_no_http_is_refused():
    with pytest.raises(Refusal) as refused:
        StreamBytes().feed(b"220 mail.example.org ESMTP\r\n\r\n")

    assert refused.value.code == "answer-strange"


def test_an_event_without_end_does_not_fill_the_memory():
    stream = StreamBytes()
    stream.feed(HEAD + b"\r\ndata: ")
    stream.feed(b"x" * (LOADTEST_EVENT_BYTES_MAX - 100))

    with pytest.raises(Refusal) as refused:
        stream.feed(b"x" * 200)

    assert refused.value.code == "answer-strange"
