"""What an address asks for. Pure; the table is docs/protocol.md, "Addresses"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote_to_bytes

from stoppress.base.keys import KEY_PATTERN, SLUG_CHARS_MAX, SLUG_PATTERN, SLUGS_TAKEN
from stoppress.base.limits.pages import LOG_RANGE_FRAMES
from stoppress.base.pictures import CARD_NAME_PATTERN, PICTURE_NAME_PATTERN
from stoppress.edition.forms import FEED_FORMS
from stoppress.stream.ids import Position, position_from

Kind = Literal[
    "story", "entry", "before", "oldest", "after", "embed", "oembed", "json", "feed", "head", "log", "stream",
    "card", "picture", "document", "alive", "ready", "slash",
]  # fmt: skip
Headers = Sequence[tuple[bytes, bytes]]
"""Request headers as they came, names in small letters."""

_NAME_KINDS: Final[dict[str, Kind]] = {"story.json": "json", "head.json": "head", "stream": "stream"}
_PAGE_KINDS: Final[dict[str, Kind]] = {"oldest": "oldest", "embed": "embed"}
_KEY_KINDS: Final[dict[str, Kind]] = {"e": "entry", "before": "before", "after": "after"}
_RANGE: Final = re.compile(r"([1-9][0-9]{0,11})-([1-9][0-9]{0,11})\.json")
_OPEN_TO_ALL: Final = frozenset({"json", "feed", "head", "log", "stream", "oembed"})


@dataclass(frozen=True, slots=True)
class Address:
    """One thing that can be asked for.

    slug   the story, for kinds that belong to one; "" else.
    name   the update's key, the feed's or the picture's file name; "" else.
    digest of a share card, "" else.
    first, last  numbers of a range of the log.
    """

    kind: Kind
    slug: str = ""
    name: str = ""
    digest: str = ""
    first: int = 0
    last: int = 0

    @property
    def open_to_all(self) -> bool:
        """Whether pages of other origins may read it: what software follows, not what people look at."""
        return self.kind in _OPEN_TO_ALL

    @property
    def is_full_range(self) -> bool:
        """Whether it is one of the ranges that caches share: 1-100, 101-200 …"""
        return self.first % LOG_RANGE_FRAMES == 1 and self.last == self.first + LOG_RANGE_FRAMES - 1


def address_of(raw_path: bytes) -> Address:
    """What a path asks for. raw_path is as it came: not decoded, without query, of any length.

    Returns  "document" for all that is nothing else; whether there is such a document is the shelf's to say.
             "slash" when the path becomes one of ours with a slash at its end.
    """
    path = raw_path.decode("latin-1")
    parts = path.split("/")
    if len(parts) < 2 or parts[0]:
        return Address("document")
    first, rest = parts[1], parts[2:]
    if first in SLUGS_TAKEN:
        return _apart_from_stories(first, rest)
    if len(first) > SLUG_CHARS_MAX or not SLUG_PATTERN.fullmatch(first):
        return Address("document")
    return _of_story(first, rest)


def _apart_from_stories(first: str, rest: list[str]) -> Address:
    if first == "media" and len(rest) == 1 and PICTURE_NAME_PATTERN.fullmatch(rest[0]):
        return Address("picture", name=rest[0])
    if first in {"healthz", "readyz"} and not rest:
        return Address("alive" if first == "healthz" else "ready")
    if first == "oembed" and not rest:
        return Address("oembed")
    return Address("document")


def _of_story(slug: str, rest: list[str]) -> Address:
    match rest:
        case []:
            return Address("slash", slug)
        case [""]:
            return Address("story", slug)
        case [name] if name in _PAGE_KINDS:
            return Address("slash", slug)
        case [name, ""] if name in _PAGE_KINDS:
            return Address(_PAGE_KINDS[name], slug)
        case [name] if name in _NAME_KINDS:
            return Address(_NAME_KINDS[name], slug)
        case [name] if name in FEED_FORMS:
            return Address("feed", slug, name)
        case [name] if hit := CARD_NAME_PATTERN.fullmatch(name):
            return Address("card", slug, digest=hit[1])
        case ["log", name] if hit := _RANGE.fullmatch(name):
            return Address("log", slug, first=int(hit[1]), last=int(hit[2]))
        case [word, key, *further] if word in _KEY_KINDS and KEY_PATTERN.fullmatch(key):
            return _of_update(slug, word, key, further)
    return Address("document")


def _of_update(slug: str, word: str, key: str, rest: list[str]) -> Address:
    """word: e, before or after. Only an update's own page has an embed."""
    match rest:
        case []:
            return Address("slash", slug, key)
        case [""]:
            return Address(_KEY_KINDS[word], slug, key)
        case ["embed"] if word == "e":
            return Address("slash", slug, key)
        case ["embed", ""] if word == "e":
            return Address("embed", slug, key)
        case [name] if word == "e" and (hit := CARD_NAME_PATTERN.fullmatch(name)):
            return Address("card", slug, key, digest=hit[1])
    return Address("document")


def position_asked(query: bytes, headers: Headers) -> Position | Literal["unreadable"] | None:
    """Where a reader who asks for a stream stands; None when it says nothing.

    The browser's Last-Event-ID wins over ?after=: it is how far the same page has come since. An empty
    Last-Event-ID says nothing; an empty ?after= is unreadable, since a page wanted to say something.
    """
    for name, value in headers:
        if name == b"last-event-id" and value:
            return position_from(value)
    for part in query.split(b"&"):
        name, equals, value = part.partition(b"=")
        if name == b"after" and equals:
            return position_from(unquote_to_bytes(value.replace(b"+", b" ")))
    return None
