"""The reference reader of the tests is itself held to the vectors that others wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.event_stream import EventStream


def read(chunks: list[bytes]) -> list[dict[str, str]]:
    stream = EventStream()
    events = [event for chunk in chunks for event in stream.feed(chunk)]
    return [{"type": e.type, "data": e.data, "lastEventId": e.last_event_id} for e in events]


@pytest.fixture
def cases(shared: Path) -> list[dict[str, Any]]:
    stored = json.loads((shared / "data/sse-vectors.json").read_text("utf-8"))["cases"]
    return [case for case in stored if "events" in case and "chunks" in case]


def test_every_stored_case_gives_the_events_that_a_conforming_client_dispatches(cases: list[dict[str, Any]]):
    wrong = [case["name"] for case in cases if read([c.encode() for c in case["chunks"]]) != case["events"]]

    assert len(cases) >= 24
    assert wrong == []


def test_every_stored_case_gives_the_same_when_it_comes_byte_by_byte(cases: list[dict[str, Any]]):
    for case in cases:
        whole = "".join(case["chunks"]).encode()
        assert read([whole[i : i + 1] for i in range(len(whole))]) == case["events"], case["name"]


def test_an_event_of_ten_mebibytes_comes_whole():
    stream = EventStream()

    assert stream.feed(b"data: " + b"x" * (5 << 20)) == []
    (event,) = stream.feed(b"x" * (5 << 20) + b"\n\n")

    assert len(event.data) == 10 << 20


def test_a_partial_event_is_dropped_with_its_id():
    stream = EventStream()
    stream.feed(b"id: abc\ndata: Hello\n\nid: def\ndata: Goodbye")

    assert stream.last_event_id == "abc"


def test_an_id_in_a_block_without_data_is_kept_and_dispatches_nothing():
    stream = EventStream()

    assert stream.feed(b"id: k3-412\nretry: 2000\n\n") == []
    assert (stream.last_event_id, stream.retry_ms) == ("k3-412", 2000)
