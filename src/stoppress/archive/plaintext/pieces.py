"""A page → its head, its updates as lists of lines, its tail. What the lines of an update mean is read later.

Three ways lead there: times on lines (timed.py), a numbered list, and headings among paragraphs (untimed.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from stoppress.archive.plaintext.figures import caption_of
from stoppress.archive.plaintext.headings import is_closed, is_heading, is_prose, words
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.marks import Page
from stoppress.archive.plaintext.phrases import FOOTER, RELATED, RELATED_STARTS, SOURCE_LINE, key_of
from stoppress.archive.plaintext.stamps import Stamp

How = Literal["times", "numbers", "headings"]


@dataclass(slots=True)
class Piece:
    """One update, not yet read. All numbers are indices of Page.lines."""

    stamp: Stamp | None = None
    stamp_at: list[int] = field(default_factory=list)
    headline_at: int | None = None
    """The line that is surely its headline; None when the body must tell."""
    inline: str = ""
    """Text on the line of the time: headline or first paragraph."""
    authors: tuple[str, ...] = ()
    body: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    """Labels and names that stand above its time."""
    day: Stamp | None = None
    """The day that a line above it names."""

    def texts(self, page: Page) -> list[str]:
        """Its words, line by line, without furniture."""
        own = [self.inline] if self.inline else []
        at = [self.headline_at] if self.headline_at is not None else []
        return own + [page.lines[i].text for i in at + self.body if not page.furniture(page.lines[i])]


@dataclass(slots=True)
class Layout:
    """The page in parts."""

    how: How
    head: list[int]
    pieces: list[Piece]
    tail: list[int]
    day_lines: list[int] = field(default_factory=list)


_RUN_LINES: Final = 4
_RUN_ITEMS: Final = 6


def tail_start(page: Page, at: list[int]) -> int:
    """Where in the last update's lines the page's own tail begins: position in `at`; len(at) when there is none."""
    prose_seen = False
    for position, index in enumerate(at):
        line = page.lines[index]
        if not line.text:
            continue
        if is_tail_title(line) or SOURCE_LINE.match(line.text) or _is_copyright(line.text):
            return position
        if prose_seen and (_is_teaser(page, at, position) or _is_run(page, at, position)):
            return position
        prose_seen = prose_seen or is_prose(line.text)
    return len(at)


def is_tail_title(line: Line) -> bool:
    """True for the title of what is not the news: "Related", "Most read", "Privacy policy"."""
    if len(line.text) > 60:
        return False
    key = key_of(line.text)
    return (
        key in RELATED
        or key in FOOTER
        or (key.startswith(RELATED_STARTS) and len(key.split()) <= 5 and not is_closed(line.text))
    )


def _is_copyright(text: str) -> bool:
    return text.startswith(("©", "Copyright ©", "(c) ")) and any(char.isdigit() for char in text) and len(text) < 200


def _is_teaser(page: Page, at: list[int], position: int) -> bool:
    """True at the title of another page's card: a heading with a date of publication a little below."""
    line = page.lines[at[position]]
    near = at[position + 1 : position + 4]
    return (
        is_heading(line.text)
        and caption_of(line.text) is None
        and any(i in page.releases or i in page.updates for i in near)
        and not any(is_prose(page.lines[i].text) and words(page.lines[i].text) > 60 for i in near)
    )


def _is_run(page: Page, at: list[int], position: int) -> bool:
    """True where only short lines that are no sentences follow one another: menus and footers in any language."""
    lines = [page.lines[i] for i in at[position : position + _RUN_ITEMS]]
    short = 0
    for line in lines:
        if words(line.text) > 4 or is_closed(line.text):
            break
        short += 1
    needed = _RUN_ITEMS if lines and lines[0].bullet else _RUN_LINES
    return short >= needed
