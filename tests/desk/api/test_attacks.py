"""What comes from outside to do harm, or by mistake: refused in one form, and never with a 500."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from stoppress.base.limits.api import API_BODY_BYTES_MAX
from stoppress.desk.bounded_body import BODY_BYTES_MAX, BoundedBody
from stoppress.story import read
from tests.desk.api.conftest import Program
from tests.desk.conftest import Browser, framed

UPDATES = "/stories/storm/updates"


def is_problem(answer: HttpResponse, status: int, code: str) -> bool:
    document = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(document) >= {"type", "title", "status", "code", "detail"}
    assert (answer.status_code, document["status"], document["code"]) == (status, status, code), document
    return len(document["detail"]) > 10


OWN = re.compile(r'<iframe class="as-readers"|<svg( class="turns")? viewBox=')
"""The desk's own frame and drawings."""

SCRIPTS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    "[click](javascript:alert(1))",
    "<iframe src=//evil.example></iframe>",
]


@pytest.mark.parametrize("words", SCRIPTS)
def test_stored_script_comes_back_as_words_everywhere(program: Program, ben: Browser, storm: str, words: str) -> None:
    key = program.send("POST", UPDATES, {"headline": words, "body": {"markdown": f"{words}\n\nx"}}).json()["key"]

    said = program.ask(f"{UPDATES}/{key}").json()["said"]
    page = ben.open(f"/stories/storm/updates/{key}/").content.decode()

    for html in (said["body"]["html"], framed(page), OWN.sub("", page)):
        lowered = html.lower()
        assert "<script>alert" not in lowered
        assert "<img src=x" not in lowered
        assert "<svg" not in lowered
        assert "<iframe" not in lowered
        assert 'href="javascript' not in lowered


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"]
)
def test_a_link_that_could_run_something_is_refused_wherever_it_stands(program: Program, storm: str, href: str) -> None:
    link = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": href}}]}
    document = {"type": "doc", "content": [{"type": "paragraph", "content": [link]}]}

    in_text = program.send("POST", UPDATES, {"body": {"document": document}})
    in_source = program.send("POST", UPDATES, {"headline": "x", "sources": [{"name": "x", "url": href}]})

    assert is_problem(in_text, 422, "link-not-safe")
    assert is_problem(in_source, 422, "link-not-safe")
    assert read.entries("storm") == []


def test_a_document_with_what_is_not_allowed_is_refused(program: Program, storm: str) -> None:
    document = {"type": "doc", "content": [{"type": "html", "content": "<b>"}]}

    assert is_problem(program.send("POST", UPDATES, {"body": {"document": document}}), 422, "body-not-readable")


def test_a_body_that_is_too_large_is_a_413(program: Program, storm: str) -> None:
    body = json.dumps({"headline": "x" * 10_000_000}).encode()

    assert is_problem(program.raw("POST", UPDATES, body, "application/json"), 413, "body-too-large")


def test_a_body_that_is_just_too_large_is_a_413_too(program: Program, storm: str) -> None:
    body = json.dumps({"headline": "x" * API_BODY_BYTES_MAX}).encode()

    assert is_problem(program.raw("POST", UPDATES, body, "application/json"), 413, "body-too-large")


def test_what_is_too_large_for_the_desk_is_refused_before_django_in_the_same_form() -> None:
    import asyncio

    sent: list[dict[str, object]] = []

    async def application(scope: object, receive: object, send: object) -> None:
        raise AssertionError("asked")

    async def receive() -> object:
        return {}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    length = str(BODY_BYTES_MAX + 1).encode()
    scope = {"type": "http", "path": "/api/v1/pictures", "headers": [(b"content-length", length)]}
    asyncio.run(BoundedBody(application)(scope, receive, send))

    assert sent[0]["status"] == 413
    assert (b"content-type", b"application/problem+json") in sent[0]["headers"]
    assert json.loads(sent[1]["body"])["code"] == "body-too-large"


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/xml"],
)
def test_another_content_type_is_a_415(program: Program, storm: str, kind: str) -> None:
    assert is_problem(program.raw("POST", UPDATES, b'{"headline": "x"}', kind), 415, "kind-of-body")


def test_a_picture_of_another_kind_is_refused_by_its_bytes(program: Program) -> None:
    answer = program.raw("POST", "/pictures", b"<svg onload=alert(1)>", "image/png")

    assert is_problem(answer, 422, "picture-kind-not-taken")


BODIES = [
    b" ",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b'{"headline": NaN}',
    b'{"headline": "x", "headline": "y"}',
    b'{"headline": "\xff"}',
    b'{"headline": "\\ud800"}',
    b'{"body": {"document": ' + b'{"content":[' * 200 + b"]}" * 200 + b"}}",
    b"[" * 100_000,
    b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    b'{"headline": ' + b"9" * 5_000 + b"}",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_body_that_can_not_be_read_is_refused(program: Program, storm: str, body: bytes) -> None:
    answer = program.raw("POST", UPDATES, body, "application/json")

    assert answer.status_code in {400, 422}
    assert is_problem(answer, answer.status_code, answer.json()["code"])
    assert read.entries("storm") == []


def test_unknown_fields_are_refused_by_name(program: Program, storm: str) -> None:
    """A misspelled field that is passed over would publish something else than was meant."""
    answer = program.send("POST", UPDATES, {"headline": "x", "sources": [{"nane": "Coastguard"}]})

    assert is_problem(answer, 422, "shape-wrong")
    assert answer.json()["field"] == "sources.0.nane"
    assert "not known" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {"headline": 7},
        {"headline": None},
        {"headline": "x", "key_event": "yes"},
        {"headline": "x", "key_event": 1},
        {"headline": "x", "authors": "Ada"},
        {"headline": "x", "event_time": "yesterday"},
        {"headline": "x", "event_time": "2026-07-01T14:03"},
        {"headline": "x", "event_time": 1_700_000_000},
        {"headline": "x", "event_time": "9999-12-31T23:59:59-23:59"},
        {"headline": "x", "kind": "headline"},
        {"headline": "x", "body": "text"},
        {"headline": "x", "under": "nosuchkey1"},
        {"headline": "x", "key": "../../x"},
        {"headline": "x" * 301},
        {},
    ],
    ids=lambda body: str(body)[:40],
)
def test_a_wrong_field_is_a_422_with_a_sentence(program: Program, storm: str, body: dict[str, object]) -> None:
    answer = program.send("POST", UPDATES, body)

    assert is_problem(answer, 422, answer.json()["code"])
    assert read.entries("storm") == []


@pytest.mark.parametrize(
    "query",
    ["?limit=0", "?limit=101", "?limit=x", "?limt=5", "?cursor=x", "?cursor=u!", "?cursor=s1", "?cursor=u" + "z" * 20],
)
def test_a_wrong_parameter_is_a_422(program: Program, storm: str, query: str) -> None:
    answer = program.ask(UPDATES + query)

    assert is_problem(answer, 422, answer.json()["code"])


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/stories/nowhere",
        "/stories/storm/updates/aaaaaaaaaa",
        "/hooks/99",
        "/stories/%00",
        "/stories/../../etc",
        "/hooks/x",
    ],
)
def test_what_is_not_there_is_a_problem_document(program: Program, storm: str, path: str) -> None:
    answer = program.ask(path)

    assert answer.status_code in {404, 422}
    assert is_problem(answer, answer.status_code, answer.json()["code"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_a_method_that_is_not_there_is_a_405_that_names_the_others(program: Program, storm: str, method: str) -> None:
    answer = program.send(method, "/stories")

    assert is_problem(answer, 405, "method-not-possible")
    assert answer.headers["Allow"] == "GET, POST"


def test_head_is_get_without_its_body(program: Program, storm: str) -> None:
    answer = program.send("HEAD", "/stories/storm")

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')


def test_a_fault_of_ours_says_nothing_of_our_insides(
    program: Program, storm: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr(read, "facts_after", broken)

    answer = program.ask("/stories/storm/log")

    assert is_problem(answer, 500, "fault")
    assert b"inside" not in answer.content
    assert "the inside of the house" in caplog.text


def test_answers_are_kept_by_no_cache_and_run_nothing(program: Program, published: Callable[..., str]) -> None:
    published()
    for answer in (program.ask("/stories"), program.ask("/nowhere"), Client().get("/api/openapi.json")):
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in answer.headers
