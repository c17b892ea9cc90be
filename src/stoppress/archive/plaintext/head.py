"""What stands above the updates → the story's headline, standfirst, names, dates, key points, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from stoppress.archive.capture import Figure, Paragraph
from stoppress.archive.plaintext.dating import PageTimes
from stoppress.archive.plaintext.embeds import Found, figure_at
from stoppress.archive.plaintext.figures import caption_of
from stoppress.archive.plaintext.headings import (
    byline_of,
    is_closed,
    is_heading,
    is_name,
    is_prose,
    names_of,
    words,
)
from stoppress.archive.plaintext.ledger import Ledger
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.marks import Page
from stoppress.archive.plaintext.phrases import (
    CLOSING,
    KEY_POINTS,
    LIVE,
    LOST_LINKS,
    OUTLINE,
    SOURCE_LINE,
    ZONE_NOTE,
    key_of,
)
from stoppress.archive.plaintext.pieces import is_tail_title
from stoppress.archive.plaintext.stamps import leading_day, trailing_day, whole_stamp
from stoppress.base.limits.words import HEADLINE_CHARS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX


@dataclass(slots=True)
class Head:
    """The head as read so far."""

    headline: str = ""
    standfirst: str = ""
    summary: list[Paragraph] = field(default_factory=list)
    topic: str = ""
    authors: list[str] = field(default_factory=list)
    closing_note: str = ""
    key_points: list[str] = field(default_factory=list)
    outline: set[str] = field(default_factory=set)
    """Keys of the updates' headlines that the head lists."""
    source_line: str = ""
    lead_figure: Figure | None = None
    unplaced: list[Paragraph] = field(default_factory=list)
    times: PageTimes = field(default_factory=PageTimes)
    date_text: str = ""


_TITLE_CHARS_MIN: Final = 18
_KEY_POINT_WORDS_MIN: Final = 5
_KEY_POINT_WORDS_MAX: Final = 30
"""Of a point without a bullet, below a title that says that points follow."""
_STANDFIRST_CHARS_MAX: Final = 900
_NOW_EARLIER: Final = re.compile(r"\((?:now|earlier|jetzt|zuvor|ahora|antes|maintenant|plus tôt)\)", re.IGNORECASE)
_VIEW_POST: Final = re.compile(r"\s*\bview post\b\s*\|?\s*", re.IGNORECASE)
_CRUMBS: Final = re.compile(r"^(?:[^/>»›|]{2,40}\s[/>»›]\s){1,6}")


def read_head(page: Page, at: list[int], titles: frozenset[str], ledger: Ledger) -> Head:
    """Read the lines above the updates and enter them all.

    titles   keys of the updates' headlines, by which a list of them is known as such.
    """
    head = Head()
    lines = _without_edges(page, at, head, ledger)
    top = headline_at(lines)
    if top is None:
        ledger.note("The page names no headline above its updates.")
    else:
        menu = any(fate.role == "navigation" for fate in ledger.fates.values() if fate.number < lines[top].number)
        _take_above(lines[:top], lines[top], head, ledger, menu=menu)
        head.headline = _set_headline(lines[top])
        ledger.take(lines[top], "headline")
    _take_below(page, lines[0 if top is None else top + 1 :], titles, head, ledger)
    return head


# Lines that are known by themselves


def _without_edges(page: Page, at: list[int], head: Head, ledger: Ledger) -> list[Line]:
    """Enter dates, names, zone notes and furniture; returns the other lines."""
    others: list[Line] = []
    marks = {mark.at: mark for mark in page.marks}
    for index in at:
        line = page.lines[index]
        if line.prefix:
            head.date_text = line.prefix
            head.times.bare = whole_stamp(line.prefix)
            head.times.year = int(line.prefix[:4])
        if why := page.furniture(line):
            ledger.leave(line, why)
        elif _take_date(page, index, head) or (index in marks and _take_mark(page, index, head)):
            ledger.take(line, "date")
        elif _take_zone_note(line, head):
            ledger.take(line, "zone note")
        elif _take_names(line, head):
            ledger.take(line, "byline")
        else:
            others.append(line)
    return others


def _take_zone_note(line: Line, head: Head) -> bool:
    """Note the zone that a line names for all times; True when the line says nothing else."""
    match = ZONE_NOTE.search(line.text) if len(line.text) < 120 else None
    if not match:
        return False
    head.times.zone_note = next(zone for zone in match.groupdict().values() if zone).strip(" .").casefold()
    return len(match[0]) * 2 > len(line.text)


def _take_date(page: Page, index: int, head: Head) -> bool:
    times, text = head.times, page.lines[index].text
    if index in page.updates:
        times.revised = times.revised or page.updates[index]
    elif index in page.releases:
        times.released = times.released or page.releases[index]
    elif index in page.days:
        times.bare = times.bare if times.bare and times.bare.year else page.days[index]
    elif (day := trailing_day(text) or leading_day(text)) is not None and words(text) <= 10 and not times.bare:
        times.bare = day
        head.date_text = head.date_text or day.text
        return False
    else:
        return False
    head.date_text = head.date_text or text
    return True


def _take_mark(page: Page, index: int, head: Head) -> bool:
    """A time above the updates: the page's own, alone or beside the names of its writers."""
    mark = next(mark for mark in page.marks if mark.at == index)
    if mark.rest and not mark.named:
        return False
    if mark.named:
        head.authors += [name for name in names_of(mark.rest) or byline_of(mark.rest) or () if name not in head.authors]
    head.date_text = head.date_text or mark.stamp.text
    if mark.stamp.label == "published" and mark.stamp.has_date:
        head.times.released = head.times.released or mark.stamp
    elif mark.stamp.has_date and not head.times.bare:
        head.times.bare = mark.stamp
    else:
        head.times.others.append(mark.stamp)
    return True


def _take_names(line: Line, head: Head) -> bool:
    found = byline_of(line.text)
    if found is None and _NOW_EARLIER.search(line.text):
        found = names_of(re.sub(r"\s(?:and|und|et|y)\s", ", ", line.text))
    if not found:
        return False
    head.authors += [name for name in found if name not in head.authors]
    return True


# The headline


def headline_at(lines: list[Line]) -> int | None:
    """The line that is the page's headline; None when none can be."""
    best, best_score = None, 0
    seen: dict[str, int] = {}
    for number, line in enumerate(lines):
        if _section_of(line) == "key points":  # what stands below them is no headline any more
            break
        score = _title_score(line)
        key = key_of(line.text)
        if score > 0 and key in seen and not line.bullet:
            score += 1
        seen[key] = number
        if score > best_score:
            best, best_score = number, score
    return best


def _title_score(line: Line) -> int:
    """How far a line may be the page's headline; 0 for what can't be."""
    text = line.text
    if line.bullet or line.quoted or line.picture or not text or is_tail_title(line) or len(text) > HEADLINE_CHARS_MAX:
        return 0
    if key_of(text) in LOST_LINKS or caption_of(text) is not None or (len(text) > 40 and CLOSING.search(text)):
        return 0
    score = 2 if len(text) >= _TITLE_CHARS_MIN and words(text) >= 3 else 1 if len(text) >= 4 else 0
    if line.heading == 1:
        score += 6
    if is_live(text) and words(text) >= 4:
        score += 3
    if text.endswith((":", "：", ",")) or (_CRUMBS.match(text) and len(text.split(" / ")) > 2):
        return 0
    if is_closed(text) and not is_heading(text):
        score -= 4
    return max(score, 0)


def is_live(text: str) -> bool:
    """True when the words say that the page is live, or was."""
    return bool(LIVE.search(text[:400])) or bool(re.search(r"\bLIVE\b", text[:400]))


def _set_headline(line: Line) -> str:
    text = re.sub(r"\s+[|]\s+[^|]{2,40}$", "", line.full)
    return re.sub(r"\s*\+{2,3}\s.*$", "", text).strip("+ ").strip() or text


def _take_above(lines: list[Line], title: Line, head: Head, ledger: Ledger, *, menu: bool) -> None:
    """What stands above the headline is the site's; only a label directly above it is the story's topic."""
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        crumbs = bool(_CRUMBS.match(line.text)) and not is_prose(line.text)
        if crumbs or (menu and not is_prose(line.text)):
            ledger.leave(line, "navigation")
        elif key_of(line.text) == key_of(title.text) or line.text.startswith(title.text):
            ledger.leave(line, "repeated")
        elif (parts := caption_of(line.text)) is not None and not parts[0]:
            ledger.leave(line, "credit of a picture above the headline")
        elif is_live(line.text) and words(line.text) <= 6:
            ledger.leave(line, "label")
        elif last and not line.bullet and len(lines) <= 3 and 1 <= words(line.text) <= 6 and not is_closed(line.text):
            head.topic = line.text.strip(" :|+")
            ledger.take(line, "topic")
        elif is_prose(line.text) and not line.bullet and not menu:
            _take_text(line, head, ledger)
        elif is_prose(line.text) and not line.bullet:
            head.unplaced.append(Paragraph(line.full, line.numbers))
            ledger.take(line, "unplaced")
        else:
            ledger.leave(line, "navigation")


# Below the headline


def _take_below(page: Page, lines: list[Line], titles: frozenset[str], head: Head, ledger: Ledger) -> None:
    section = ""
    position = 0
    while position < len(lines):
        line = lines[position]
        found = _figure_from(lines, position, spaced=page.spaced)
        if found:
            _take_figure(found, lines, head, ledger)
            position = found.stop
            continue
        position += 1
        opened = _section_of(line)
        if opened:
            section = opened
            ledger.leave(line, "section title")
        elif key_of(line.text) == key_of(head.headline):
            ledger.leave(line, "repeated")
        elif _take_as_item(line, section, titles, head, ledger):
            continue
        elif section == "related" and not is_prose(line.text) and not lines[position - 2].bullet:
            ledger.leave(line, "related")
        else:
            section = ""
            _take_text(line, head, ledger)


def _figure_from(lines: list[Line], position: int, *, spaced: bool) -> Found | None:
    """The picture that begins at this line: its caption may be this line or one of the next two."""
    for at in (position, position + 1, position + 2):
        if at >= len(lines) or lines[at].bullet:
            return None
        found = figure_at(lines, at, position, spaced=spaced)
        if found and found.start == position:
            return found
    return None


def _take_figure(found: Found, lines: list[Line], head: Head, ledger: Ledger) -> None:
    figure = found.block
    first = head.lead_figure is None and isinstance(figure, Figure)
    if first and isinstance(figure, Figure):
        head.lead_figure = figure
    for line, role in zip(lines[found.start : found.stop], found.roles, strict=True):
        if first:
            ledger.take(line, role)
        else:
            ledger.leave(line, "further picture above the updates")


def _section_of(line: Line) -> str:
    key = key_of(line.text) if len(line.text) <= 50 else ""
    if key in KEY_POINTS:
        return "key points"
    if key in OUTLINE:
        return "outline"
    return "related" if key and is_tail_title(line) else ""


def _take_as_item(line: Line, section: str, titles: frozenset[str], head: Head, ledger: Ledger) -> bool:
    """A key point, an item of the list of updates, or of a menu; False for running text."""
    key = key_of(line.text)
    if section == "key points" and (line.bullet or words(line.text) <= _KEY_POINT_WORDS_MAX) and words(line.text) >= 3:
        points = [point.strip(" |") for point in _VIEW_POST.split(line.text if line.bullet else line.full)]
        head.key_points += [point for point in points if point]
        head.outline |= {key_of(point) for point in points}
        ledger.take(line, "key point")
    elif key in titles:
        head.outline.add(key)
        ledger.leave(line, "outline")
    elif line.bullet and words(line.text) >= _KEY_POINT_WORDS_MIN and section not in {"outline", "related"}:
        head.key_points.append(line.text)
        ledger.take(line, "key point")
    elif line.bullet:
        ledger.leave(line, section or "navigation")
    else:
        return False
    return True


def _take_text(line: Line, head: Head, ledger: Ledger) -> None:
    text = line.full
    if len(text) <= NOTE_CHARS_MAX and CLOSING.search(text[:600]) and not head.closing_note:
        head.closing_note = text
        ledger.take(line, "closing note")
    elif SOURCE_LINE.match(text) and len(text) <= NAME_CHARS_MAX:
        head.source_line = head.source_line or text
        ledger.take(line, "source")
    elif not head.standfirst and not head.summary and _is_standfirst(text):
        head.standfirst = text
        ledger.take(line, "standfirst")
    elif not head.topic and not head.summary and words(text) <= 6 and not is_closed(text) and not is_name(text):
        head.topic = text
        ledger.take(line, "topic")
    elif is_prose(text) or words(text) >= 12 or (is_closed(text) and words(text) >= 4):
        head.summary.append(Paragraph(text, line.numbers))
        ledger.take(line, "summary")
    else:
        head.unplaced.append(Paragraph(text, line.numbers))
        ledger.take(line, "unplaced")
        ledger.note(f"Line {line.number} above the updates could not be placed; it is kept.")


def _is_standfirst(text: str) -> bool:
    if len(text) > _STANDFIRST_CHARS_MAX:
        return False
    return is_prose(text) or (len(text) >= 30 and words(text) >= 5)
