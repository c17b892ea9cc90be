"""The lines of one update → its headline, its blocks, its names and labels, with the account of each line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from stoppress.archive.capture import Block, Figure, ListBlock, Paragraph, Quotation
from stoppress.archive.plaintext.embeds import Found, card_at, figure_at, posts_in
from stoppress.archive.plaintext.figures import caption_of
from stoppress.archive.plaintext.headings import (
    byline_of,
    is_closed,
    is_heading,
    is_name,
    is_question,
    names_of,
    words,
)
from stoppress.archive.plaintext.ledger import Ledger
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.marks import Page
from stoppress.archive.plaintext.phrases import (
    BREAKING,
    KEY_EVENT,
    LOST_LINKS,
    NEW,
    PINNED,
    ROLE,
    SOURCE_LINE,
    key_of,
)
from stoppress.archive.plaintext.pieces import Piece, is_tail_title
from stoppress.base.limits.words import HEADLINE_CHARS_MAX, NAME_CHARS_MAX


@dataclass(slots=True)
class Body:
    """One update as read so far."""

    number: int
    headline: str = ""
    authors: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    lost_links: list[str] = field(default_factory=list)
    updated_text: str = ""
    source_line: str = ""
    key_event: bool = False
    pinned: bool = False
    breaking: bool = False
    on_the_spot: bool = False
    """A line says that the writer reports from the scene."""


_ROLE_WORDS_MAX: Final = 8
_GLUED_BREAKING: Final = re.compile(r"^(?:Breaking|BREAKING)(?=[A-Z][a-z])")
_TRAILING_LINK: Final = re.compile(r"(?<=[.!?…\"”’)»])\s+(?P<link>[^.!?…:]{3,40})[.…]{0,3}$")
_INLINE_HEADLINE_CHARS_MAX: Final = 130


def read_body(page: Page, piece: Piece, number: int, names: frozenset[str], ledger: Ledger) -> Body:
    """Read one update and enter its lines, all but those of its time."""
    body = Body(number=number, authors=list(piece.authors))
    for index in piece.before:
        _take_above(page, index, body, ledger)
    lines = _news_of(page, piece, body, ledger)
    position = _take_headline(page, piece, body, lines, names, ledger)
    _take_blocks(page, body, lines, position, names, ledger)
    return body


def _take_above(page: Page, index: int, body: Body, ledger: Ledger) -> None:
    line = page.lines[index]
    if _take_label(line, body, ledger) or _take_byline(line, body, names=frozenset({line.text}), ledger=ledger):
        return
    why = page.furniture(line)
    if why:
        ledger.leave(line, why, body.number)
    elif index in page.updates:
        body.updated_text = line.text
        ledger.take(line, "time of update", body.number)
    else:
        body.blocks.append(Paragraph(line.full, line.numbers))
        ledger.take(line, "paragraph", body.number)


def _news_of(page: Page, piece: Piece, body: Body, ledger: Ledger) -> list[Line]:
    """The lines of the body without furniture, labels, times of update, and boxes of related pages."""
    kept: list[Line] = []
    related = False
    for index in piece.body:
        line = page.lines[index]
        related = _still_related(line, related=related)
        if index in page.updates:
            body.updated_text = line.text
            ledger.take(line, "time of update", body.number)
        elif index in page.releases:
            ledger.take(line, "date", body.number)
        elif related:
            ledger.leave(line, "related", body.number)
        elif not _take_label(line, body, ledger):
            if why := page.furniture(line):
                ledger.leave(line, why, body.number)
            else:
                kept.append(line)
    return kept


def _still_related(line: Line, *, related: bool) -> bool:
    """A box of related pages begins with its title, and goes on as long as headings do."""
    if is_tail_title(line) and key_of(line.text) not in LOST_LINKS:
        return True
    return related and (
        not line.text
        or (is_heading(line.text) and caption_of(line.text) is None and (bool(line.bullet) or not line.gap))
    )


def _take_label(line: Line, body: Body, ledger: Ledger) -> bool:
    key = key_of(line.text) if len(line.text) <= 40 else ""
    if key in PINNED:
        body.pinned = True
    elif key in KEY_EVENT:
        body.key_event = True
    elif key in BREAKING and not line.text.endswith(":"):
        body.breaking = True
    elif not key or key not in NEW:
        return False
    ledger.take(line, "label", body.number)
    return True


# The headline


def _take_headline(
    page: Page, piece: Piece, body: Body, lines: list[Line], names: frozenset[str], ledger: Ledger
) -> int:
    """Set the headline, enter its line and the names around it; returns the position of the first line of the text."""
    position = 0
    if piece.headline_at is not None:
        line = page.lines[piece.headline_at]
        if len(line.text) > HEADLINE_CHARS_MAX:
            body.blocks.append(Paragraph(line.full, line.numbers))
            ledger.take(line, "paragraph", body.number)
            return _take_bylines(body, lines, 0, names, ledger)
        body.headline = "" if page.furniture(line) else _headline(line.text, body)
        if piece.inline:
            body.blocks.append(Paragraph(piece.inline, page.lines[piece.stamp_at[-1]].numbers))
        (ledger.take if body.headline else ledger.leave)(
            line, "headline" if body.headline else page.furniture(line) or "label", body.number
        )
    elif piece.inline:
        body.headline = _inline_headline(page, piece, body, lines)
    else:
        position = _take_bylines(body, lines, _take_tag(body, lines, ledger), names, ledger)
        if position < len(lines) and _is_headline(page, lines, position):
            ledger.take(lines[position], "headline", body.number)
            body.headline = _headline(lines[position].full, body)
            position += 1
    return _take_bylines(body, lines, position, names, ledger)


def _take_tag(body: Body, lines: list[Line], ledger: Ledger) -> int:
    """A bullet of a word or two above a heading is a label ("Result"); returns the position after it."""
    if (
        len(lines) < 2
        or not lines[0].bullet
        or words(lines[0].text) > 2
        or lines[1].bullet
        or not is_heading(lines[1].text)
    ):
        return 0
    ledger.take(lines[0], "label", body.number)
    return 1


def _headline(text: str, body: Body) -> str:
    if match := _GLUED_BREAKING.match(text):
        body.breaking = True
        text = text[match.end() :]
    return text.strip("+ ").strip() if text.startswith("+++") or text.endswith("+++") else text


def _inline_headline(page: Page, piece: Piece, body: Body, lines: list[Line]) -> str:
    text = piece.inline
    if is_heading(text) or (lines and len(text) <= _INLINE_HEADLINE_CHARS_MAX and is_question(text)):
        return _headline(text, body)
    body.blocks.append(Paragraph(text, page.lines[piece.stamp_at[-1]].numbers))
    return ""


def _is_headline(page: Page, lines: list[Line], at: int) -> bool:
    line = lines[at]
    if (line.heading in range(1, 7) and len(line.text) <= HEADLINE_CHARS_MAX) or (
        line.heading == 7 and len(line.text) <= 160
    ):
        return True
    if line.bullet.strip("0123456789.") or line.quoted or line.picture or not is_heading(line.text):
        return False
    if caption_of(line.text) or card_at(lines, at) or key_of(line.text) in LOST_LINKS or byline_of(line.text):
        return False
    return not (page.spaced and at + 1 < len(lines) and not lines[at + 1].gap and caption_of(lines[at + 1].text))


# Names


def _take_bylines(body: Body, lines: list[Line], position: int, names: frozenset[str], ledger: Ledger) -> int:
    """Enter names, and the roles below them, from a position on; returns the position after them."""
    while position < len(lines):
        line = lines[position]
        below = lines[position + 1] if position + 1 < len(lines) else None
        role_below = below is not None and is_name(line.text) and _is_role(below)
        known = names | {line.text} if role_below else names
        if not _take_byline(line, body, names=known, ledger=ledger):
            break
        position += 1
        if below is not None and _is_role(below):
            body.on_the_spot = body.on_the_spot or bool(re.match(r"reporting|at the |in ", below.text, re.IGNORECASE))
            ledger.take(below, "byline", body.number)
            position += 1
    return position


def _is_role(line: Line) -> bool:
    return words(line.text) <= _ROLE_WORDS_MAX and not is_closed(line.text) and bool(ROLE.match(line.text))


def _take_byline(line: Line, body: Body, *, names: frozenset[str], ledger: Ledger) -> bool:
    found = byline_of(line.text)
    if found is None and line.text in names and not line.bullet:
        found = names_of(line.text)
    if not found:
        return False
    body.authors += [name for name in found if name not in body.authors]
    ledger.take(line, "byline", body.number)
    return True


# The text


def _take_blocks(
    page: Page, body: Body, lines: list[Line], position: int, names: frozenset[str], ledger: Ledger
) -> None:
    posts = {found.start: found for found in posts_in(lines[position:], spaced=page.spaced)}
    posts = {position + start: _shifted(found, position) for start, found in posts.items()}
    floor = position
    pending: list[Line] = []
    after_figure = False
    while position < len(lines):
        found = posts.get(position) or card_at(lines, position)
        if found is None and (
            found := figure_at(lines, position, floor, spaced=page.spaced, after_figure=after_figure)
        ):
            pending = [line for line in pending if line not in lines[found.start : position]]
        if found is not None:
            _flush(body, pending, ledger, names)
            pending = []
            body.blocks.append(found.block)
            for line, role in zip(lines[found.start : found.stop], found.roles, strict=True):
                (ledger.leave if role == "post footer" else ledger.take)(line, role, body.number)
            position = floor = found.stop
            after_figure = isinstance(found.block, Figure)
        else:
            pending.append(lines[position])
            position += 1
    _flush(body, pending, ledger, names)


def _shifted(found: Found, by: int) -> Found:
    return Found(found.start + by, found.stop + by, found.block, found.roles)


def _flush(body: Body, lines: list[Line], ledger: Ledger, names: frozenset[str]) -> None:
    """Enter running text: lists, quotations, paragraphs."""
    run: list[Line] = []
    for line in [*lines, None]:
        if run and (line is None or _manner(line) != _manner(run[0])):
            _take_run(body, run, ledger, names)
            run = []
        if line is not None:
            run.append(line)


def _manner(line: Line) -> str:
    if line.quoted:
        return "quotation"
    if line.bullet.endswith("."):
        return "numbered"
    return "list" if line.bullet else "text"


def _take_run(body: Body, run: list[Line], ledger: Ledger, names: frozenset[str]) -> None:
    manner = _manner(run[0])
    numbers = tuple(number for line in run for number in line.numbers)
    if manner == "quotation":
        body.blocks.append(Quotation(tuple(line.text for line in run), numbers))
    elif manner == "list" or (manner == "numbered" and len(run) > 1 and _counts_up(run)):
        body.blocks.append(ListBlock(tuple(line.text for line in run), numbers, ordered=manner == "numbered"))
    else:
        for line in run:
            _take_paragraph(body, line, ledger, names)
        return
    for line in run:
        ledger.take(line, manner, body.number)


def _counts_up(run: list[Line]) -> bool:
    counts = [int(line.bullet[:-1]) for line in run]
    return counts == list(range(counts[0], counts[0] + len(counts)))


def _take_paragraph(body: Body, line: Line, ledger: Ledger, names: frozenset[str]) -> None:
    text = line.full
    last = body.blocks[-1] if body.blocks else None
    if key_of(text) in LOST_LINKS:
        body.lost_links.append(text)
        ledger.leave(line, "lost link", body.number)
    elif isinstance(last, Paragraph) and last.text == text:
        ledger.leave(line, "repeated", body.number)
    elif SOURCE_LINE.match(text) and len(text) <= NAME_CHARS_MAX and not body.source_line:
        body.source_line = text
        ledger.take(line, "source", body.number)
    elif not _take_byline(line, body, names=names, ledger=ledger):
        if (match := _TRAILING_LINK.search(text)) and key_of(match["link"]) in LOST_LINKS:
            body.lost_links.append(match["link"])
            text = text[: match.start()]
        body.blocks.append(Paragraph(text, line.numbers))
        ledger.take(line, "paragraph", body.number)
