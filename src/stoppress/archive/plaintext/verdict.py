"""Is it a live blog? What speaks for it, what it looks like instead, and the sentence that says so.

A live blog is a series of short texts with a common shape. What else has times on lines (chats, logs, schedules,
subtitles, transcripts) is told apart by what stands beside the times.
"""

from __future__ import annotations

# ruff: noqa: E501 (words of many languages, and patterns of them, stand on long lines)
import itertools
import re
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Final

from stoppress.archive.plaintext.head import headline_at, is_live
from stoppress.archive.plaintext.headings import is_heading, is_prose, words
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.marks import Page
from stoppress.archive.plaintext.phrases import CLOSING, key_of
from stoppress.archive.plaintext.pieces import Layout, Piece
from stoppress.base.errors import Refusal

_SAMPLE_LINES: Final = 600
_HEAD_LINES_MAX: Final = 300
_PARAGRAPHS_PER_UPDATE_MAX: Final = 40
_WORDS_PER_UPDATE_MAX: Final = 1_500
_CODE_SHARE_MAX: Final = 0.2
_CODE_SHARE_UNTIMED: Final = 0.04
"""A page without times has headings only to show, so that less speaks against it."""
_CODE: Final = re.compile(
    r"[{};]\s*$|^\s*(?:import |from \S+ import |def |class |#include|#define|function |const |var |let |public |private |return\b|if \(|for \(|elif |else:|try:|\$ |>>> |//|/\*|\* @|<\?php|@\w+\(|</?\w+[^>]*>\s*$)"
)
_NICK: Final = re.compile(
    r"^(?:<\s?[@+%~&]?(?P<irc>[^<>]{1,40})>|\*\s?(?P<star>\w{2,30})\s|(?P<plain>[^:<>]{1,40}):)\s"
)
_LOG: Final = re.compile(
    r"\b(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|CRITICAL|NOTICE)\b|\[\d{2,6}\]|\b\w+\[\d+\]:|\bHTTP/1"
)
_MAIL: Final = re.compile(
    r"^(?:From|To|Subject|Message-ID|Author|Commit|Return-Path|Received):\s|^commit [0-9a-f]{7,40}$|^On .{6,60} wrote:$"
)
_SUBTITLE: Final = re.compile(r"\d\d:\d\d:\d\d[,.]\d{3}\s*-->")


def other_form(lines: list[Line]) -> str:
    """What the file plainly is instead of a page of text ("a table", "source code" …); "" when nothing speaks against it."""
    sample = [line.raw for line in lines[:_SAMPLE_LINES]]
    start = sample[0].lstrip("\ufeff \t")[:200].casefold()
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        (
            "an HTML page: save it as text, or copy its text",
            lambda: (
                start.startswith(("<!doctype html", "<html", "<head", "<?xml"))
                or _share(sample, r"<(?:div|script|span|td|li|p|a)\b") > 0.3
            ),
        ),
        ("subtitles", lambda: _share(sample, _SUBTITLE.pattern) > 0.15),
        (
            "JSON",
            lambda: start[:1] in {"{", "["} and _share(sample, r'^\s*(?:"[^"]*"\s*:|[\[\]{}],?\s*$|")') > 0.5,
        ),
        ("a table of values", lambda: _is_table(sample)),
        (
            "mail, or the log of a repository",
            lambda: sum(bool(_MAIL.match(raw.strip())) for raw in sample) * 8 > len(sample) and len(sample) > 3,
        ),
        ("a log file", lambda: _share(sample, _LOG.pattern) > 0.5),
        ("source code", lambda: _code_share(lines) > _CODE_SHARE_MAX),
    )
    return next((name for name, speaks in checks if speaks()), "")


def _share(sample: list[str], pattern: str) -> float:
    compiled = re.compile(pattern, re.IGNORECASE if pattern.startswith("<") else 0)
    return sum(bool(compiled.search(raw[:2000])) for raw in sample) / len(sample)


def _is_table(sample: list[str]) -> bool:
    if len(sample) < 3:
        return False
    for mark in (",", ";", "\t", "|"):
        counts = Counter(raw.count(mark) for raw in sample)
        count, lines = counts.most_common(1)[0]
        if count >= 2 and lines * 10 >= len(sample) * 8:
            return True
    return False


def _code_share(lines: list[Line]) -> float:
    """The share of lines that look like source code, over all of the file in even steps."""
    sample = lines[:: max(1, len(lines) // _SAMPLE_LINES)]
    return sum(bool(_CODE.search(line.raw[:500])) for line in sample) / len(sample)


def says_live(page: Page, layout: Layout) -> bool:
    """True when the page says that it is live, or was: above its updates, or in a label."""
    head = [page.lines[i] for i in layout.head[-_HEAD_LINES_MAX:]]
    if any(
        key_of(line.text)
        in {"live", "live-orange", "مباشر", "en direct", "en directo", "ao vivo", "in diretta", "canlı"}
        for line in head
        if len(line.text) < 20
    ):
        return True
    if any(
        is_live(line.text) or CLOSING.search(line.text[:400])
        for line in head
        if not (line.bullet and words(line.text) < 5)
    ):
        return True
    return any(
        CLOSING.search(text[:400]) for piece in layout.pieces[:2] + layout.pieces[-1:] for text in piece.texts(page)[:3]
    )


def headline_says_live(page: Page, layout: Layout) -> bool:
    """True when a line that may be the headline says so: what untimed pages must do."""
    head = [page.lines[i] for i in layout.head if page.lines[i].text][-_HEAD_LINES_MAX:]
    if any(key_of(line.text) in _LIVE_LABELS or CLOSING.search(line.text[:400]) for line in head):
        return True
    candidates = [line for line in head if not page.furniture(line)]
    top = headline_at(candidates)
    return top is not None and is_live(candidates[top].text)


_LIVE_LABELS: Final = frozenset(
    {
        "live",
        "live reporting",
        "liveblog",
        "live blog",
        "liveticker",
        "تغطية مباشرة",
        "en direct",
        "en directo",
        "ao vivo",
    }
)


def objection(page: Page, layout: Layout) -> str:
    """Why the updates of this layout are not those of a live blog; "" when they are."""
    pieces = [piece for piece in layout.pieces if piece.texts(page)]
    told = [piece for piece in pieces if any(is_prose(text) for text in piece.texts(page))]
    if len(pieces) < 2 or not told:
        return "there are fewer than two updates with text"
    lengths = [sum(words(text) for text in piece.texts(page)) for piece in pieces]
    prose = sum(is_prose(line.text) for line in page.lines)
    if median(lengths) > _WORDS_PER_UPDATE_MAX or prose > _PARAGRAPHS_PER_UPDATE_MAX * (len(pieces) + 1):
        return "the texts between them are far too long for updates"
    if layout.how == "times":
        return _timed_objection(page, layout, pieces, told, lengths)
    if _code_share(page.lines) > _CODE_SHARE_UNTIMED:
        return "much of it is source code or markup"
    if not headline_says_live(page, layout):
        return "nothing above them says that the page is live"
    titles = [words(page.lines[piece.headline_at].text) for piece in pieces if piece.headline_at is not None]
    if layout.how == "headings" and (len(told) * 2 < len(pieces) or sum(titles) < 4 * len(titles)):
        return "its headings are those of an article or a manual"
    return ""


def _timed_objection(page: Page, layout: Layout, pieces: list[Piece], told: list[Piece], lengths: list[int]) -> str:
    live = says_live(page, layout)
    if not live and _code_share(page.lines) > _CODE_SHARE_UNTIMED:
        return "much of it is source code or markup"
    if _is_chat(page, pieces, lengths, live=live):
        return "what stands at its times are messages of a chat"
    if _is_clockwork(pieces) or _is_spoken(page, pieces):
        return "its times follow one another like those of a recording or a timetable"
    if not _run_one_way(pieces):
        return "its times run neither forwards nor backwards"
    if live and len(told) * 4 >= len(pieces):
        return ""
    if len(told) * 2 < len(pieces) or len(told) < 3 or len(pieces) < 4:
        return "what stands at its times is not running text"
    falling = _falling(pieces)
    if falling or (len(pieces) >= 6 and len(told) * 10 >= len(pieces) * 7 and median(lengths) >= 20):
        return ""
    return "nothing in it says that it is live, and its times run as those of a programme do"


def _is_chat(page: Page, pieces: list[Piece], lengths: list[int], *, live: bool) -> bool:
    firsts = [piece.texts(page)[0] for piece in pieces]
    nicks = [match[match.lastgroup or 0].strip() for text in firsts if (match := _NICK.match(text))]
    few = 0 < len(set(nicks)) * 2 <= len(nicks)
    if len(nicks) * 10 >= len(pieces) * 6 and few and median(lengths) < 60:
        return True
    signed = [piece.authors for piece in pieces if piece.authors]
    titled = [
        texts for piece in pieces if len(texts := piece.texts(page)) > 1 and is_heading(texts[0]) and is_prose(texts[1])
    ]
    return not live and len(titled) * 2 < len(pieces) and len(signed) * 10 >= len(pieces) * 6 and median(lengths) < 25


def _minutes(piece: Piece) -> int | None:
    if piece.stamp and piece.stamp.match_minute:
        return piece.stamp.match_minute[0] * 60 + piece.stamp.match_minute[1]
    if piece.stamp is None or not piece.stamp.clocks:
        return None
    clock = piece.stamp.clocks[0]
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _is_clockwork(pieces: list[Piece]) -> bool:
    """True when nearly all steps between the times are equal."""
    clocks = [seconds for piece in pieces if (seconds := _minutes(piece)) is not None]
    steps = Counter(b - a for a, b in itertools.pairwise(clocks))
    return (
        len(clocks) >= 6
        and bool(steps)
        and steps.most_common(1)[0][1] * 10 >= len(clocks) * 8
        and steps.most_common(1)[0][0] != 0
    )


def _is_spoken(page: Page, pieces: list[Piece]) -> bool:
    """True for a transcript: its times begin at nought and rise, and its lines break off in mid-sentence."""
    clocks = [seconds for piece in pieces if (seconds := _minutes(piece)) is not None]
    if len(clocks) < 6 or clocks[0] > 300 or clocks != sorted(clocks):
        return False
    broken = sum(is_heading(piece.texts(page)[-1]) for piece in pieces)
    return broken * 10 >= len(pieces) * 4


def _run_one_way(pieces: list[Piece]) -> bool:
    """True unless the times of day jump about, as version numbers and references to verses do."""
    clocks = [seconds for piece in pieces if (seconds := _minutes(piece)) is not None]
    if len(clocks) < 4:
        return True
    falls = sum(b <= a for a, b in itertools.pairwise(clocks))
    return max(falls, len(clocks) - 1 - falls) * 10 >= (len(clocks) - 1) * 6


def _falling(pieces: list[Piece]) -> bool:
    """True when the times run from the newest to the oldest."""
    clocks = [seconds for piece in pieces if (seconds := _minutes(piece)) is not None]
    if len(clocks) < 3:
        return any(piece.stamp and piece.stamp.relative_s is not None for piece in pieces)
    return sum(b < a for a, b in itertools.pairwise(clocks)) * 3 >= (len(clocks) - 1) * 2


def refusal(page: Page | None, lines: int, reasons: list[str]) -> Refusal:
    """The answer for a file that is no live blog: what was looked for, what was found, what to do."""
    times = f"{len(page.marks)} lines with a time" if page else "no lines with a time"
    found = "; ".join(dict.fromkeys(reason for reason in reasons if reason)) or "no series of updates"
    return Refusal(
        "not-a-live-blog",
        "The file does not read as a live blog. Looked for: updates that each begin or end with a time, a numbered list of updates, or "
        f"headings among paragraphs on a page that says it is live. Found: {lines} lines, {times}; {found}. "
        "Save the whole page of the live blog as plain text and import that.",
    )
