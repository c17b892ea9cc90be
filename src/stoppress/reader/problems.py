"""What is said to someone who can't be served: a small page for people, a problem document (RFC 9457) for
programs.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from http import HTTPStatus
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.reader import RETRY_AFTER_S
from stoppress.reader.addresses import Headers
from stoppress.reader.finished import Answer
from stoppress.reader.headers import CACHE_CONTROL, OPEN_TO_ALL, Header, safety_headers

_STYLE: Final = (
    ":root{color-scheme:light dark}body{max-width:34rem;margin:18vh auto 0;padding:0 1.25rem;"
    "font:1.125rem/1.55 ui-serif,Georgia,serif;background:#fffdf9;color:#14130f}"
    "h1{font-size:1.6rem;line-height:1.2;margin:0 0 .75rem}a{color:#0b4f8a}"
    "p{margin:0 0 .75rem}small{color:#5c5a52;font:.8rem system-ui,sans-serif}"
    "@media(prefers-color-scheme:dark){body{background:#12130f;color:#ecebe4}"
    "a{color:#8cc2ff}small{color:#a5a399}}"
)
_STYLE_HASH: Final = "'sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode() + "'"
"""Allows this one style and no other: the page must look the same when nothing else can be served."""


class Problem(Refusal):
    """A request that is answered with a status of 400 or more."""

    def __init__(self, status: int, code: str, title: str, message: str, *headers: Header) -> None:
        super().__init__(code, message)
        self.status = status
        self.title = title
        self.headers = headers

    def __reduce__(self) -> tuple[object, ...]:
        return (Problem, (self.status, self.code, self.title, self.message, *self.headers))


def nothing_here() -> Problem:
    """Nothing stands at this address."""
    return Problem(
        404,
        "nothing-here",
        "There is nothing at this address.",
        "The address may be mistyped, or the story has moved. The front page lists every story.",
    )


def not_embeddable() -> Problem:
    """No story or update of ours is at the address that someone wants to embed."""
    return Problem(
        404,
        "not-embeddable",
        "There is nothing to embed at this address.",
        "Give the address of a story or of an update, as readers see it, in url=.",
    )


def form_unknown() -> Problem:
    """An oEmbed answer in another form than we have."""
    return Problem(501, "form-unknown", "This form is not spoken here.", "Ask for format=json or format=xml.")


def range_gone(oldest: int) -> Problem:
    """A range of the log that is no longer kept."""
    return Problem(
        410,
        "range-gone",
        "These changes are no longer kept.",
        f"The oldest change still kept is {oldest}. Fetch the story's page or story.json anew and follow from there.",
    )


def range_not_yet(number: int) -> Problem:
    """A range of the log that ends in the future."""
    return Problem(
        404,
        "range-not-yet",
        "These changes have not happened yet.",
        f"The last change is {number}. Ask for ranges that end there or earlier; head.json says where it is.",
    )


def range_too_long(most: int) -> Problem:
    """A range of the log that runs backwards or over too many changes."""
    return Problem(
        400,
        "range-not-usable",
        "This range can't be read.",
        f"A range names 1 to {most} changes, the first before the last. Full ranges are 1-{most}, "
        f"{most + 1}-{2 * most} …",
    )


def method_not_allowed() -> Problem:
    """Something else than GET or HEAD."""
    return Problem(
        405,
        "only-reading-here",
        "This address can only be read.",
        "Use GET or HEAD. Updates are written at the desk.",
        (b"allow", b"GET, HEAD"),
        # A body may follow that nobody reads.
        (b"connection", b"close"),
    )


def shelf_unreadable() -> Problem:
    """The shelf can't be read for now."""
    return _later("shelf-unreadable", "This page can't be put together for the moment.", "Try again in a few seconds.")


def busy() -> Problem:
    """Too many pages are being put together."""
    return _later("busy", "Too much is asked for at this moment.", "Try again in a few seconds.")


def no_room_for_streams(limit: int) -> Problem:
    """All streams of the process are taken."""
    return _later(
        "streams-full",
        "All live connections are taken.",
        f"This server holds {limit} live connections. The page itself stays available; head.json and log "
        "ranges tell what is new.",
    )


def too_many_from_address(limit: int) -> Problem:
    """All streams that one address may have are taken."""
    return _later(
        "streams-full-for-address",
        "Too many live connections from your address.",
        f"One address may hold {limit} live connections. Close some, or read head.json and log ranges.",
    )


def stopping() -> Problem:
    """The process is about to end; another will take its place."""
    return _later("stopping", "This server is restarting.", "Come back in a few seconds.")


def _later(code: str, title: str, message: str) -> Problem:
    return Problem(503, code, title, message, (b"retry-after", b"%d" % RETRY_AFTER_S))


def problem_answer(problem: Problem, headers: Headers, *, open_to_all: bool = False) -> Answer:
    """The problem for whoever asked: HTML when its Accept names it, else JSON."""
    for_people = any(name == b"accept" and b"text/html" in value for name, value in headers)
    body = _page(problem) if for_people else _document(problem)
    content_type = b"text/html; charset=utf-8" if for_people else b"application/problem+json"
    lasting = CACHE_CONTROL["second" if problem.status in {404, 410} else "never"]
    return Answer(
        problem.status,
        [
            (b"content-type", content_type),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", lasting),
            (b"vary", b"accept"),
            *problem.headers,
            *([OPEN_TO_ALL] if open_to_all else []),
            *safety_headers(content_type, _STYLE_HASH),
        ],
        body,
    )


def _document(problem: Problem) -> bytes:
    return json.dumps(
        {
            "type": "about:blank",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.message,
            "code": problem.code,
        }
    ).encode()


def _page(problem: Problem) -> bytes:
    title, detail = html.escape(problem.title), html.escape(problem.message)
    status = f"{problem.status} {HTTPStatus(problem.status).phrase}"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{_STYLE}</style>"
        f"<h1>{title}</h1><p>{detail}</p>"
        f'<p><a href="/">To the front page</a></p><small>{status}</small></html>\n'
    ).encode()
