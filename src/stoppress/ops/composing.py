"""An update from the command line: its options, and the content that they say."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from stoppress.base.clock import from_iso
from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import STDIN_BYTES_MAX
from stoppress.story.body.document import Node
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import BLANK, Author, Content, Source
from stoppress.story.words import Hand, Kind, Status

E = TypeVar("E", Kind, Status)


def content_arguments(parser: ArgumentParser) -> None:
    """What an update may be given. None = not given."""
    parser.add_argument("text", nargs="?", metavar="TEXT", help="the text in Markdown; - reads standard input")
    parser.add_argument("--file", metavar="FILE", help="read the text from a file; - reads standard input")
    parser.add_argument("--headline", help="the headline")
    parser.add_argument("--kind", help=f"one of {_choices(Kind)}")
    parser.add_argument("--key-event", action="store_true", default=None, help="put it into the story's outline")
    parser.add_argument("--no-key-event", action="store_false", dest="key_event", help="take it out of the outline")
    parser.add_argument("--author", action="append", metavar="'NAME; ROLE'", help="who wrote it; may be repeated")
    parser.add_argument(
        "--source",
        action="append",
        metavar="'NAME; CHANNEL; first|second; LINK'",
        help="who says so, the rest as far as known; may be repeated",
    )
    parser.add_argument("--status", help=f"how sure it is: one of {_choices(Status)}")
    parser.add_argument("--event-time", metavar="TIME", help="when it happened, if not now: 2026-11-22T14:03+02:00")
    parser.add_argument("--language", metavar="TAG", help="language, if not the story's: en, ar, pt-BR")


def content_from(options: Namespace, before: Content = BLANK) -> Content:
    """The content that the options say; what is not given stays as before.

    Raises   Refusal text-twice, file-not-readable, word-unknown, time-not-usable, body-….
    """
    body = _body(options)
    given: dict[str, object] = {
        "headline": options.headline,
        "body": body,
        "kind": None if options.kind is None else _word(Kind, options.kind, "kind"),
        "status": None if options.status is None else _word(Status, options.status, "status"),
        "key_event": options.key_event,
        "authors": None if options.author is None else authors_from(options.author),
        "sources": None if options.source is None else tuple(source_from(text) for text in options.source),
        "event_time": None if options.event_time is None else time_from(options.event_time, "event-time"),
        "language": options.language,
    }
    return replace(before, **{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def authors_from(texts: list[str]) -> tuple[Author, ...]:
    """«Name; role», each."""
    split = (text.partition(";") for text in texts)
    return tuple(Author(name.strip(), role.strip()) for name, _, role in split)


def source_from(text: str) -> Source:
    """«Name; channel; first|second; link»: the name first, the others in any order, each may be missing."""
    name, *others = (part.strip() for part in text.split(";"))
    source = Source(name)
    for other in others:
        if other in {Hand.FIRST, Hand.SECOND}:
            source = replace(source, hand=Hand(other))
        elif "://" in other or other.startswith("mailto:"):
            source = replace(source, url=other)
        elif other:
            source = replace(source, channel=f"{source.channel}; {other}" if source.channel else other)
    return source


def time_from(text: str, option: str) -> datetime:
    """A time with its zone.

    Raises   Refusal time-not-usable.
    """
    try:
        return from_iso(text)
    except ValueError:
        raise Refusal(
            "time-not-usable",
            f"“{text[:40]}” is no time with a zone. Write one like 2026-11-22T14:03+02:00.",
            field=option,
        ) from None


def text_of_file(name: str) -> str:
    """The text of a file, or of standard input for "-".

    Raises   Refusal file-not-readable.
    """
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(STDIN_BYTES_MAX + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(STDIN_BYTES_MAX + 1)
        if len(raw) > STDIN_BYTES_MAX:
            raise _not_readable(name, f"has more than {STDIN_BYTES_MAX} bytes. Split it.")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_readable(name, "is no text in UTF-8. Save it as such.") from None
    except OSError as error:
        raise _not_readable(name, f"can't be read: {error.strerror}. Check its name.") from None


def _not_readable(name: str, why: str) -> Refusal:
    return Refusal("file-not-readable", f"{'Standard input' if name == '-' else name} {why}", field="file")


def _body(options: Namespace) -> Node | None:
    if options.text is not None and options.file is not None:
        raise Refusal("text-twice", "The text is given twice, as TEXT and with --file. Leave one out.", field="text")
    if options.file is not None or options.text == "-":
        return document_from_markdown(text_of_file(options.file or "-"))
    return None if options.text is None else document_from_markdown(options.text)


def _word(words: type[E], text: str, option: str) -> E:
    try:
        return words(text.lower())
    except ValueError:
        raise Refusal(
            "word-unknown", f"--{option} is “{text[:40]}”; one of {_choices(words)} is expected.", field=option
        ) from None


def _choices(words: type[Kind] | type[Status]) -> str:
    return ", ".join(word for word in words if word)
