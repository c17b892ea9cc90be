"""Finished answers: the bytes of a page in each coding with all its headers, made once per change."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import Final, Literal

import brotli

from stoppress.base.limits.reader import COMPRESS_BYTES_MIN, COMPRESS_FAST_BYTES, HEADER_BYTES_READ
from stoppress.reader.addresses import Headers
from stoppress.reader.headers import CACHE_CONTROL, OPEN_TO_ALL, Header, Keeping, lines, safety_headers

Coding = Literal["br", "gzip", "identity"]

CODINGS: Final[tuple[Coding, ...]] = ("br", "gzip", "identity")
"""Best first, when a reader likes them equally."""

_PREFERENCES_KEPT: Final = 500
_preferences: dict[bytes, Coding] = {}
"""Accept-Encoding lines that browsers send, with what they get; emptied when it has grown to
_PREFERENCES_KEPT.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as both ways send it. Headers are complete but for date and connection."""

    status: int
    headers: list[Header]
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page consists of before it is finished.

    framed_by  sites that may show it in a frame; "" = none.
    stamp   what it was made from: it changes when the content may have.
    players hosts whose film players the page may load, with spaces.
    """

    body: bytes
    content_type: bytes
    keeping: Keeping
    open_to_all: bool = False
    framed_by: str = ""
    slug: str = ""
    stamp: object = None
    players: str = ""


class Variant:
    """One coding of a page: as it is sent, and as it is answered when the reader has it."""

    __slots__ = ("etag", "found", "lines", "unchanged", "unchanged_lines")

    def __init__(self, content: Content, body: bytes, etag: bytes, coding: Coding, *, varies: bool) -> None:
        kept = [(b"etag", etag), (b"cache-control", CACHE_CONTROL[content.keeping])]
        if varies:
            kept.append((b"vary", b"accept-encoding"))
        if content.open_to_all:
            kept.append(OPEN_TO_ALL)
        headers = [
            (b"content-type", content.content_type),
            (b"content-length", b"%d" % len(body)),
            *([(b"content-encoding", coding.encode())] if coding != "identity" else []),
            *kept,
            *safety_headers(content.content_type, framed_by=content.framed_by, players=content.players),
        ]
        self.etag = etag
        self.found = Answer(200, headers, body)
        self.unchanged = Answer(304, kept)
        self.lines = lines(headers)
        """The same headers as they stand on the wire."""
        self.unchanged_lines = lines(kept)


class Finished:
    """A page in all its codings.

    current   False as soon as there may be a newer one; nobody is answered from it then.
    """

    __slots__ = ("content_hash", "current", "path", "size", "size_plain", "slug", "stamp", "variants")

    def __init__(self, path: bytes, content: Content, content_hash: bytes) -> None:
        self.path = path
        self.slug = content.slug
        self.stamp = content.stamp
        self.content_hash = content_hash
        self.current = True
        self.variants = _variants(content, content_hash)
        self.size_plain = len(content.body)
        self.size = sum(len(v.found.body) + 2_000 for v in {id(v): v for v in self.variants.values()}.values())

    def variant(self, headers: Headers) -> Variant:
        """The coding that a reader likes best."""
        return self.variants[coding_for(headers)]


def finished(path: bytes, content: Content, before: Finished | None = None) -> Finished:
    """Finish a page. Takes milliseconds: not on the event loop.

    before   the page as it was; when nothing has changed, its compressed bytes are taken over.
    """
    content_hash = hashlib.blake2b(content.content_type + b"\0" + content.body, digest_size=12).digest()
    if before is not None and before.content_hash == content_hash:
        same = Finished.__new__(Finished)
        same.path, same.slug, same.stamp = path, content.slug, content.stamp
        same.content_hash, same.current = content_hash, True
        same.variants, same.size, same.size_plain = before.variants, before.size, before.size_plain
        return same
    return Finished(path, content, content_hash)


def _variants(content: Content, content_hash: bytes) -> dict[Coding, Variant]:
    tag = content_hash.hex().encode()
    plain_type = content.content_type.partition(b";")[0]
    varies = len(content.body) >= COMPRESS_BYTES_MIN and _is_compressible(plain_type)
    identity = Variant(content, content.body, b'"%b"' % tag, "identity", varies=varies)
    if not varies:
        return dict.fromkeys(CODINGS, identity)
    fast = len(content.body) > COMPRESS_FAST_BYTES
    return {
        "br": Variant(
            content,
            brotli.compress(content.body, quality=3 if fast else 5),
            b'"%b-b"' % tag,
            "br",
            varies=True,
        ),
        "gzip": Variant(
            content,
            gzip.compress(content.body, compresslevel=3 if fast else 6, mtime=0),
            b'"%b-g"' % tag,
            "gzip",
            varies=True,
        ),
        "identity": identity,
    }


def _is_compressible(plain_type: bytes) -> bool:
    return plain_type.startswith(b"text/") or plain_type.endswith((b"json", b"xml", b"javascript"))


def coding_for(headers: Headers) -> Coding:
    """The coding to answer with, by Accept-Encoding; identity when nothing is said."""
    lines = [value for name, value in headers if name == b"accept-encoding"]
    return coding_for_line(b",".join(lines)) if lines else "identity"


def coding_for_line(line: bytes) -> Coding:
    """The coding to answer with, by the value of Accept-Encoding."""
    known = _preferences.get(line)
    if known is None:
        known = _coding_liked(line)
        if len(_preferences) >= _PREFERENCES_KEPT:
            _preferences.clear()
        if len(line) < 200:
            _preferences[line] = known
    return known


def _coding_liked(line: bytes) -> Coding:
    """RFC 9110, 12.5.3. Whoever forbids even identity gets it: an answer is better than none."""
    weights = _weights(line)
    rest = weights.get("*", 0.0)
    liked: Coding = "identity"
    best = weights.get("identity", rest or 0.001)
    others: tuple[Coding, ...] = ("gzip", "br")
    for coding in others:
        weight = weights.get(coding, rest)
        if weight > 0 and weight >= best:
            liked, best = coding, weight
    return liked


def takes_gzip(headers: Headers) -> bool:
    """Whether Accept-Encoding allows gzip."""
    weights = _weights(b",".join(value for name, value in headers if name == b"accept-encoding"))
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _weights(line: bytes) -> dict[str, float]:
    weights: dict[str, float] = {}
    if len(line) > HEADER_BYTES_READ:
        return weights
    for item in line.decode("latin-1").lower().split(","):
        coding, _, parameters = item.partition(";")
        weights[coding.strip().removeprefix("x-")] = _weight(parameters)
    return weights


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0


def reader_has(headers: Headers, etag: bytes) -> bool:
    """Whether If-None-Match names this tag."""
    return any(name == b"if-none-match" and names_tag(value, etag) for name, value in headers)


def names_tag(line: bytes, etag: bytes) -> bool:
    """Whether a value of If-None-Match names a tag: weakly, since proxies weaken tags (RFC 9110, 13.1.2)."""
    if len(line) > HEADER_BYTES_READ:
        return False
    tags = [tag.strip().removeprefix(b"W/") for tag in line.split(b",")]
    return etag in tags or tags == [b"*"]
