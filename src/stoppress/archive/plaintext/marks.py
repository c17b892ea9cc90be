"""Where times stand in a page, and what else is found by looking at all of it: repeated labels, names, spacing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from stoppress.archive.plaintext.headings import byline_of, is_closed, is_name, names_of, words
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.phrases import (
    ADS,
    BREAKING,
    BUTTONS,
    KEY_EVENT,
    LOST_LINKS,
    NAVIGATION,
    NEW,
    PINNED,
    key_of,
)
from stoppress.archive.plaintext.posts import is_card_rest, signature_of
from stoppress.archive.plaintext.stamps import Stamp, leading_stamp, trailing_stamp, whole_stamp

Place = Literal["whole", "lead", "trail"]
LABEL_CHARS_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A time on a line. rest: what else the line says ("" for nothing)."""

    at: int
    """Index of the line."""
    place: Place
    stamp: Stamp
    rest: str = ""
    named: bool = False
    """rest is the name of who wrote."""
    author: str = ""
    """The name that stands before the time, where the headline stands behind it."""


@dataclass(slots=True)
class Page:
    """All lines, and what is known from looking at all of them."""

    lines: list[Line]
    marks: list[Mark] = field(default_factory=list)
    """Times that may begin an update, in order."""
    days: dict[int, Stamp] = field(default_factory=dict)
    """Lines that are only a day."""
    updates: dict[int, Stamp] = field(default_factory=dict)
    """Lines that say when something was changed."""
    releases: dict[int, Stamp] = field(default_factory=dict)
    """Lines that say when something was published, where that is no update's own time."""
    labels: frozenset[str] = frozenset()
    """Keys of short lines that come again and again: furniture of this page, in whatever language."""
    spaced: bool = True
    """Paragraphs are set apart by blank lines."""

    _why: dict[int, str] = field(default_factory=dict)

    def furniture(self, line: Line) -> str:
        """Why a line is no news: "navigation", "button", "advertisement", "label", "mark"; "" when it may be news."""
        why = self._why.get(line.number)
        if why is None:
            why = self._why[line.number] = self._looked_up(line)
        return why

    def _looked_up(self, line: Line) -> str:
        if not line.text:
            return "mark"
        if len(line.text) > LABEL_CHARS_MAX:
            return ""
        key = key_of(line.text)
        if not key:
            return "mark"
        if _COUNT.fullmatch(key):
            return "button"
        return next((why for why, phrases in _FURNITURE if key in phrases), "label" if key in self.labels else "")


_COUNT: Final = re.compile(
    r"\d[\d.,]*\+?\s(?:new )?(?:posts?|updates?|comments?|shares?|replies|likes|beiträge|kommentare|commentaires"
    r"|comentarios|comentários|commenti|min(?:ute)?s? read|min de lectura|min\.? lesezeit)"
)
_FURNITURE: Final = (("navigation", NAVIGATION), ("button", BUTTONS), ("advertisement", ADS))
_KEPT_LABELS: Final = PINNED | KEY_EVENT | BREAKING | LOST_LINKS


def page_of(lines: list[Line]) -> Page:
    """Look at all lines."""
    page = Page(lines=lines, spaced=sum(line.gap for line in lines) * 5 > len(lines))
    for at, line in enumerate(lines):
        _mark(page, at, line)
    _drop_dates_of_posts(page)
    _settle_labelled(page)
    page.labels = _labels(lines, len(page.marks))
    return page


def _mark(page: Page, at: int, line: Line) -> None:
    text = line.full if line.bullet.endswith(".") and not line.text[:1].isdigit() else line.text
    if not text or line.picture or signature_of(text):
        return
    if (stamp := whole_stamp(text)) is not None:
        if not stamp.has_time:
            (page.days if not stamp.label else page.releases)[at] = stamp
        elif stamp.label == "updated":
            page.updates[at] = stamp
        else:
            page.marks.append(Mark(at, "whole", stamp))
    elif found := leading_stamp(text):
        if whole_stamp(found[1]) is not None:  # "13/09/2023 06:10  Updated 5 minutes ago": the page's own
            page.releases[at] = found[0]
        else:
            page.marks.append(_lead(at, *found))
    elif between := _named_lead(text):
        page.marks.append(Mark(at, "lead", between[1], between[2], author=between[0]))
    elif before := trailing_stamp(text):
        _trail(page, at, *before)


def _lead(at: int, stamp: Stamp, rest: str) -> Mark:
    rest = rest.removesuffix("+++").rstrip()
    if not rest or _is_label(rest):
        return Mark(at, "whole", stamp)
    return Mark(at, "lead", stamp, rest, named=_is_author(rest))


def _named_lead(text: str) -> tuple[str, Stamp, str] | None:
    """ "Ada Byron 12.18am: Talks begin": name, time, headline on one line."""
    match = _NAME_THEN_TIME.match(text)
    if not match or not is_name(match["name"]):
        return None
    found = leading_stamp(text[match.end("name") :].strip(" ,|–—·-"))
    return (match["name"], *found) if found and found[1] and found[0].clocks else None


_NAME_THEN_TIME: Final = re.compile(
    r"(?P<name>[^\d:|]{5,50}?)[\s,|–—·-]+(?=\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\s?[:|–—-]\s)", re.IGNORECASE
)


def _trail(page: Page, at: int, rest: str, stamp: Stamp) -> None:
    if stamp.label == "updated" or _says_updated(rest):
        page.updates[at] = stamp
    elif _is_label(rest):
        page.marks.append(Mark(at, "whole", stamp))
    else:
        page.marks.append(Mark(at, "trail", stamp, rest, named=_is_author(rest)))


def _says_updated(rest: str) -> bool:
    found = whole_stamp(f"{rest} 12:00") if len(rest) < 60 else None
    return found is not None and found.label == "updated"


def _is_label(rest: str) -> bool:
    key = key_of(rest)
    return not key or key in NAVIGATION or key in BUTTONS or key in KEY_EVENT or key in PINNED or key in NEW


def _is_author(rest: str) -> bool:
    return byline_of(rest) is not None or (is_name(rest) and len(rest) <= 60)


def authors_in(rest: str) -> tuple[str, ...]:
    """The names in what stands beside a time."""
    return byline_of(rest) or names_of(rest)


def _drop_dates_of_posts(page: Page) -> None:
    """A full date with what hangs below a post ("2:03 PM · Sep 13, 2023", then "12K views") is the post's."""
    following = {mark.at for mark in page.marks if _hangs_on_post(page, mark)}
    page.marks = [mark for mark in page.marks if mark.at not in following]


def _hangs_on_post(page: Page, mark: Mark) -> bool:
    below = page.lines[mark.at + 1 : mark.at + 3]
    above = page.lines[max(0, mark.at - 1) : mark.at]
    if mark.place != "whole" or not mark.stamp.has_date:
        return False
    return any(is_card_rest(line.text) is not None for line in below) or any(
        line.text.startswith("@") and " " not in line.text for line in above
    )


def _settle_labelled(page: Page) -> None:
    """Times labelled as published begin updates only where most do; else they are the page's own, or a teaser's."""
    labelled = [mark for mark in page.marks if mark.stamp.label == "published"]
    plain = [mark for mark in page.marks if not mark.stamp.label]
    if labelled and len(labelled) < len(plain):
        page.releases |= {mark.at: mark.stamp for mark in labelled}
        page.marks = plain
    _settle_dated(page)
    _settle_bulleted(page)
    if len(page.marks) < 2 and len(page.updates) >= 3:
        page.marks = sorted(
            [*page.marks, *(Mark(at, "whole", stamp) for at, stamp in page.updates.items())],
            key=lambda mark: mark.at,
        )
        page.updates = {}


def _settle_dated(page: Page) -> None:
    """Where the updates' times name no day, a full one above the first of them is the page's."""
    dated = [mark for mark in page.marks if mark.stamp.has_date and mark.stamp.year]
    first = next((mark.at for mark in page.marks if not mark.stamp.has_date and mark.stamp.clocks), None)
    if first is None or len(dated) * 3 > len(page.marks):
        return
    own = {mark.at for mark in dated if mark.at < first}
    page.releases |= {mark.at: mark.stamp for mark in page.marks if mark.at in own}
    page.marks = [mark for mark in page.marks if mark.at not in own]


def _settle_bulleted(page: Page) -> None:
    """Where the updates' times stand on bullets, one above them that does not is the page's."""
    bulleted = [mark.at for mark in page.marks if page.lines[mark.at].bullet]
    if len(bulleted) < 3 or len(bulleted) * 10 < len(page.marks) * 7:
        return
    own = {mark.at for mark in page.marks if mark.at < bulleted[0]}
    page.releases |= {mark.at: mark.stamp for mark in page.marks if mark.at in own}
    page.marks = [mark for mark in page.marks if mark.at not in own]


def _labels(lines: Iterable[Line], marks: int) -> frozenset[str]:
    """Keys of short lines that come three times, and for every fourth time of day; no names, no sentences."""
    counts = Counter(key for line in lines if (key := _label_key(line)))
    least = max(3, marks // 4)
    return frozenset(key for key, count in counts.items() if count >= least)


def _label_key(line: Line) -> str:
    text = line.text
    if (
        not text
        or len(text) > LABEL_CHARS_MAX
        or words(text) > 6
        or is_name(text)
        or any(char.isdigit() for char in text)
    ):
        return ""
    key = key_of(text)
    if key in _KEPT_LABELS or (is_closed(text) and words(text) > 3):
        return ""
    return key
