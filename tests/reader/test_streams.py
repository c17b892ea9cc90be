from __future__ import annotations

import pytest

from tests.plain_http import Stream, ask
from tests.printing import Press


def test_a_change_arrives_with_its_position(address: str, press: Press):
    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        key = press.publish("The dam holds")
        event = stream.event()

    assert (event.type, event.last_event_id) == ("entry", "k3-2")
    assert event.value["key"] == key


def test_a_reader_gets_what_came_after_its_position(address: str, press: Press):
    for _ in range(5):
        press.publish()

    with Stream(address, f"/{press.slug}/stream?after=k3-3") as stream:
        assert [e.number for e in stream.events(3)] == [4, 5, 6]


def test_last_event_id_wins_over_after(address: str, press: Press):
    for _ in range(5):
        press.publish()

    with Stream(address, f"/{press.slug}/stream?after=k3-1", "Last-Event-ID: k3-5") as stream:
        assert stream.event().number == 6


def test_a_reader_without_a_position_is_told_where_it_begins(address: str, press: Press):
    """If it is cut before the first change, it comes back with this and misses nothing."""
    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        assert stream.parser.last_event_id == "k3-1"
        assert 1_000 <= (stream.parser.retry_ms or 0) <= 10_000
        press.publish()
        assert stream.event().last_event_id == "k3-2"


def test_the_headers_of_a_stream_keep_proxies_from_holding_it_back(address: str, press: Press):
    with Stream(address, f"/{press.slug}/stream") as stream:
        start = stream.start

    assert start.status == 200
    assert start["content-type"] == "text/event-stream"
    assert start["cache-control"] == "no-store"
    assert start["x-accel-buffering"] == "no"
    assert start["access-control-allow-origin"] == "*"
    assert start.get("set-cookie") is None


HOSTILE = {
    "older epoch": ("k2-1", "other-epoch"),
    "another story's epoch": ("zz9-4", "other-epoch"),
    "the future": ("k3-999999", "from-the-future"),
    "negative": ("k3--1", "unreadable"),
    "NUL": ("k3-%001", "unreadable"),
    "not ASCII": ("k3-%D9%A3", "unreadable"),
    "not UTF-8": ("%FF%FE-1", "unreadable"),
    "empty": ("", "unreadable"),
    "a megabyte": ("k3-" + "1" * 1_000_000, "unreadable"),
    "script": ("%3Cscript%3E", "unreadable"),
    "a line break": ("k3-1%0Adata:%20x", "unreadable"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_position_that_leads_nowhere_is_answered_with_a_reset(address: str, press: Press, name: str):
    position, reason = HOSTILE[name]

    with Stream(address, f"/{press.slug}/stream?after={position}") as stream:
        event = stream.event()
        press.publish()
        after_it = stream.event()

    assert stream.start.status == 200
    assert (event.type, event.value["reason"]) == ("reset", reason)
    assert event.last_event_id == ""
    assert after_it.last_event_id == "k3-2"


@pytest.mark.parametrize(
    ("last_event_id", "reason"),
    [
        ("k3-" + "7" * 1_000_000, "unreadable"),
        ("k3-\xff\xfe", "unreadable"),
        ("k1-1", "other-epoch"),
        ("-1", "unreadable"),
    ],
    ids=["a megabyte", "not ASCII", "older epoch", "negative"],
)
def test_a_hostile_last_event_id_is_answered_with_a_reset(address: str, press: Press, last_event_id: str, reason: str):
    with Stream(address, f"/{press.slug}/stream", f"Last-Event-ID: {last_event_id}") as stream:
        assert stream.start.status == 200
        assert stream.event().value["reason"] == reason


def test_an_empty_last_event_id_says_nothing_and_after_counts(address: str, press: Press):
    """That is what a browser sends, or leaves out, after an explicit empty id."""
    press.publish()
    with Stream(address, f"/{press.slug}/stream?after=k3-1", "Last-Event-ID: ") as stream:
        assert stream.event().number == 2


def test_a_reader_too_far_behind_is_told_to_fetch_the_page_anew(address: str, house):
    press = house.press(frames_kept_max=3).open()
    for _ in range(10):
        press.publish()

    with Stream(address, f"/{press.slug}/stream?after=k3-2") as stream:
        assert stream.event().value["reason"] == "older-than-kept"


def test_a_reader_two_hundred_behind_gets_all_of_it_in_order(address: str, press: Press):
    for n in range(200):
        press.publish(f"update {n} " + "x" * 2000)

    with Stream(address, f"/{press.slug}/stream?after=k3-1") as stream:
        assert [e.number for e in stream.events(200)] == list(range(2, 202))


def test_open_streams_are_told_when_history_changes(address: str, press: Press):
    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        press.begin_anew("k4")
        event = stream.event()
        press.publish()

        assert event.value["reason"] == "other-epoch"
        assert stream.event().last_event_id.startswith("k4-")


def test_a_withdrawn_text_is_sent_to_nobody_who_comes_later(address: str, press: Press):
    with Stream(address, f"/{press.slug}/stream").greeted() as early:
        key = press.publish("a name that must go")
        early.event()
        press.withdraw(key)
        early.event()
        with Stream(address, f"/{press.slug}/stream?after=k3-1") as late:
            events = late.events(2)

    assert [e.type for e in events] == ["entry", "withdrawn"]
    assert "a name that must go" not in str(events)


def test_an_unknown_story_has_no_stream(address: str):
    answer = ask(address, "/no-such-story/stream")

    assert answer.status == 404
    assert answer["content-type"] == "application/problem+json"
    assert answer["access-control-allow-origin"] == "*"
    assert answer.json["code"] == "nothing-here"


def test_head_of_a_stream_gives_its_headers_and_no_stream(address: str, press: Press):
    answer = ask(address, f"/{press.slug}/stream", method="HEAD")

    assert (answer.status, answer["content-type"], answer.body) == (200, "text/event-stream", b"")


def test_an_http_1_0_client_gets_a_stream_without_chunks(address: str, press: Press):
    with Stream(address, f"/{press.slug}/stream", version="1.0").greeted() as stream:
        press.publish()
        event = stream.event()

    assert stream.start.get("transfer-encoding") is None
    assert event.number == 2


def test_a_story_that_was_never_asked_for_is_found_on_the_shelf(address: str, house):
    """No bell rang for it: the reader asks the shelf."""
    press = Press(house.edition, None, f"quiet-{address.rpartition(':')[2]}").open()

    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        assert stream.start.status == 200


def test_a_lost_bell_costs_a_moment_and_no_change(address: str, press: Press):
    press.bell = None
    with Stream(address, f"/{press.slug}/stream").greeted() as stream:
        press.publish()
        assert stream.event().number == 2
