"""Text → lines as a reader sees them: numbered, without the marks of whatever saved the page.

A Line is one line of the file, or several where the page was saved with lines broken at a fixed width. What a line
means is not decided here.
"""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass, replace
from typing import Final

from stoppress.base.text import clean_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One logical line. text is clean, without bullet, markdown marks and entities; it may be empty."""

    numbers: tuple[int, ...]
    text: str
    raw: str
    indent: int = 0
    bullet: str = ""
    """"•", "-" …; "3." for a numbered one; "" for none."""
    gap: bool = False
    """A blank line stands before it."""
    heading: int = 0
    """Level of a markdown heading; 7 for a line that is bold as a whole; 0 for others."""
    quoted: bool = False
    picture: bool = False
    """All of the line is a markdown picture; text is its alternative text."""
    links: tuple[str, ...] = ()
    """Texts of markdown links, whose addresses are not kept."""
    prefix: str = ""
    """A date that the saving program wrote before the first line."""

    @property
    def full(self) -> str:
        """The text with its number, where it is numbered: "13. September" is no item of a list."""
        return f"{self.bullet} {self.text}" if self.bullet.endswith(".") else self.text

    @property
    def number(self) -> int:
        """The first of its numbers."""
        return self.numbers[0]


_BULLET: Final = re.compile(r"(?:([•◦▪●‣⁃∙·■□–*+-])|(?:o(?=\s)))(?:\s+|$)|\(?(\d{1,4})[.)](?:\s+|$)")
_HASHES: Final = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTES: Final = re.compile(r"(?:>\s?)+")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\([^()]*\)")
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"]*\")?\)")
_TAG: Final = re.compile(
    r"</?(?:b|i|em|strong|p|br|a|span|div|u|h[1-6]|li|ul|ol|time|small|blockquote|img|figure)\b[^<>]*>",
    re.IGNORECASE,
)
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])"
)
_DATE_PREFIX: Final = re.compile(r"date (\d{4}(?:-\d\d){0,2})\b[\s:]*")
_INVISIBLE: Final = str.maketrans("", "", "\ufeff\u200b\u2060\u00ad")
_RULE: Final = re.compile(r"[-*_=~—–⸻]{3,}|(?:[-*_] ){2,}[-*_]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_LINE_CHARS_MAX: Final = 20_000
"""Marks inside a longer line are left as they are: it is no line of a page."""


def lines_of(text: str) -> list[Line]:
    """Every line of the text that is not blank, in order; numbers count from 1 and include the blank ones."""
    found: list[Line] = []
    gap = False
    for number, raw in enumerate(_LINE_ENDS.split(text), start=1):
        if not raw.strip():
            gap = True
            continue
        line = _line(number, raw, gap=gap or not found)
        if not found:
            line = _without_prefix(line)
        found.append(line)
        gap = False
    return _unwrapped(found)


def _line(number: int, raw: str, *, gap: bool) -> Line:
    body = raw.translate(_INVISIBLE).expandtabs(4)
    indent = len(body) - len(body.lstrip())
    body = body.strip()
    quoted = bool(match := _QUOTES.match(body)) and not body.startswith(">>>")
    if quoted and match:
        body = body[match.end() :]
    bullet, body = _bullet_of(body)
    level, body = _level_of(body)
    links: tuple[str, ...] = ()
    picture = False
    if len(body) <= _LINE_CHARS_MAX:
        body, links, picture, strong = _unmarked(body)
        level = level or (7 if strong else 0)
    return Line(
        numbers=(number,),
        text="" if _RULE.fullmatch(body) else clean_line(body),
        raw=raw,
        indent=indent,
        bullet=bullet,
        gap=gap,
        heading=level,
        quoted=quoted,
        picture=picture,
        links=links,
    )


def _bullet_of(body: str) -> tuple[str, str]:
    match = _BULLET.match(body)
    if not match or _RULE.fullmatch(body):
        return "", body
    return match[1] or (f"{match[2]}." if match[2] else "o"), body[match.end() :]


def _level_of(body: str) -> tuple[int, str]:
    match = _HASHES.match(body)
    return (len(match[1]), body[match.end() :].rstrip("# ")) if match else (0, body)


def _unmarked(body: str) -> tuple[str, tuple[str, ...], bool, bool]:
    """The line without markdown and entities; texts of links; whether it is all a picture; whether it is all bold."""
    if "&" in body:
        body = html.unescape(body)
    if "<" in body:
        body = _TAG.sub("", body)
    picture = bool(_PICTURE.fullmatch(body))
    if "](" in body:
        body = _PICTURE.sub(r"\1", body)
        links = tuple(match[1] for match in _LINK.finditer(body))
        body = _LINK.sub(r"\1", body)
    else:
        links = ()
    strong = False
    if "*" in body or "_" in body:
        whole = _BOLD.fullmatch(body.strip())
        strong = bool(whole) and "**" not in (whole[2] if whole else "")
        body = _EMPHASIS.sub(lambda m: m[1] or m[2], _BOLD.sub(r"\2", body))
    return body, links, picture, strong


def _without_prefix(line: Line) -> Line:
    match = _DATE_PREFIX.match(line.text)
    return replace(line, text=line.text[match.end() :], prefix=match[1]) if match else line


# Lines broken at a fixed width


def _unwrapped(lines: list[Line]) -> list[Line]:
    width = _width(lines)
    if not width:
        return lines
    joined: list[list[Line]] = []
    for line in lines:
        if joined and _continues(joined[-1][-1], line, width):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_joined(run) for run in joined]


def _width(lines: list[Line]) -> int:
    """The width at which lines were broken, 0 when they were not."""
    longest = max((len(line.raw.rstrip()) for line in lines), default=0)
    if not 50 <= longest <= 130:
        return 0
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap and not b.bullet]
    full = sum(_is_full(a, b, longest) for a, b in pairs)
    return longest if full >= 5 and full * 2 >= len(pairs) else 0


def _is_full(line: Line, after: Line, width: int) -> bool:
    """True when the first word of the next line would not have fitted."""
    word = after.raw.split(maxsplit=1)[0]
    return len(line.raw.rstrip()) + 1 + len(word) > width - 4


def _continues(before: Line, line: Line, width: int) -> bool:
    if line.gap or line.bullet or line.heading or line.quoted != before.quoted or before.heading in range(1, 7):
        return False
    return bool(before.text and line.text) and _is_full(before, line, width)


def _joined(run: list[Line]) -> Line:
    if len(run) == 1:
        return run[0]
    return replace(
        run[0],
        numbers=tuple(number for line in run for number in line.numbers),
        text=" ".join(line.text for line in run),
        raw="\n".join(line.raw for line in run),
        links=tuple(link for line in run for link in line.links),
    )
