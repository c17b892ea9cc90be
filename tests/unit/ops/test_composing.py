"""What the command line's options say about an update."""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import STDIN_BYTES_MAX
from stoppress.ops.composing import content_arguments, content_from, source_from
from stoppress.story.body.plain import plain_text
from stoppress.story.content import Author, Content, Source
from stoppress.story.words import Hand, Kind, Status


def given(*words: str) -> Namespace:
    parser = ArgumentParser()
    content_arguments(parser)
    return parser.parse_args(words)


def test_all_that_an_update_can_say_can_be_said():
    content = content_from(
        given(
            *["The **harbour** is closed.", "--headline", "Harbour", "--kind", "breaking", "--key-event"],
            *["--author", "Ada; in Port Gris", "--source", "Harbour master; VHF 12; first", "--status", "confirmed"],
            *["--event-time", "2026-11-22T06:40+02:00", "--language", "ar"],
        )
    )

    assert plain_text(content.body) == "The harbour is closed."
    assert content == Content(
        kind=Kind.BREAKING,
        headline="Harbour",
        body=content.body,
        key_event=True,
        authors=(Author("Ada", "in Port Gris"),),
        sources=(Source("Harbour master", "VHF 12", Hand.FIRST),),
        status=Status.CONFIRMED,
        event_time=datetime(2026, 11, 22, 4, 40, tzinfo=UTC),
        language="ar",
    )


def test_what_is_not_given_stays_as_it_was():
    before = Content(headline="Six ships", kind=Kind.QUOTE, key_event=True, authors=(Author("Ben"),))

    after = content_from(given("--headline", "Seven ships", "--no-key-event"), before)

    assert after == Content(headline="Seven ships", kind=Kind.QUOTE, key_event=False, authors=(Author("Ben"),))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ada", Source("Ada")),
        ("Port; Telegram", Source("Port", "Telegram")),
        ("Port; second", Source("Port", hand=Hand.SECOND)),
        ("Port; https://example.org/a;b=1; RIA", Source("Port", "b=1; RIA", url="https://example.org/a")),
    ],
)
def test_a_source_is_a_name_and_what_else_is_known(text: str, source: Source):
    assert source_from(text) == source


def test_the_text_may_come_from_a_file(tmp_path: Path):
    file = tmp_path / "update.md"
    file.write_bytes("\ufeffعاجل: المرفأ مغلق".encode())

    assert plain_text(content_from(given("--file", str(file))).body) == "عاجل: المرفأ مغلق"


def test_the_text_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From a pipe.")))

    assert plain_text(content_from(given("-")).body) == "From a pipe."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["text", "--file", "also"], "text-twice"),
        (["--kind", "rumour"], "word-unknown"),
        (["--status", "sure"], "word-unknown"),
        (["--event-time", "14:03"], "time-not-usable"),
        (["--event-time", "2026-11-22T14:03"], "time-not-usable"),
        (["--file", "/nowhere/at/all"], "file-not-readable"),
    ],
)
def test_what_can_not_be_is_refused(words: list[str], code: str):
    with pytest.raises(Refusal) as refused:
        content_from(given(*words))

    assert refused.value.code == code


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (STDIN_BYTES_MAX + 1)])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes):
    file = tmp_path / "picture.jpg"
    file.write_bytes(content)

    with pytest.raises(Refusal) as refused:
        content_from(given("--file", str(file)))

    assert refused.value.code == "file-not-readable"
