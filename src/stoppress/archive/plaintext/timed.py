"""Pages whose updates carry times: which of them begin updates, and whether they stand before or after the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from stoppress.archive.plaintext.figures import caption_of
from stoppress.archive.plaintext.headings import is_heading, is_name, is_prose
from stoppress.archive.plaintext.marks import Mark, Page, authors_in
from stoppress.archive.plaintext.phrases import BREAKING, KEY_EVENT, NEW, PINNED, key_of
from stoppress.archive.plaintext.pieces import Layout, Piece, tail_start
from stoppress.archive.plaintext.stamp_parts import Clock, Stamp

Placing = Literal["before", "under-headline", "after-body"]
_LABELS: Final = PINNED | KEY_EVENT | NEW | BREAKING


@dataclass(slots=True)
class _Start:
    """Times that stand together: one update's."""

    at: list[int]
    stamp: Stamp
    inline: str = ""
    authors: tuple[str, ...] = ()
    signed: bool = False
    """The time stands behind its writer's name, as at the foot of a text."""


def timed_layout(page: Page) -> Layout | None:
    """The page cut at its times; None when it has fewer than two that may begin updates."""
    starts = _starts(page, _chosen(page.marks))
    if len(starts) < 2:
        return None
    placing = _placing(page, starts)
    if placing == "under-headline":
        layout = _cut_under_headlines(page, starts)
    elif placing == "after-body":
        layout = _cut_after_bodies(page, starts)
    else:
        layout = _cut_before(page, starts)
    _set_days(page, layout)
    return layout


# Which times


def _chosen(marks: list[Mark]) -> list[Mark]:
    """The times of one manner: alone on their line, or with words behind or before them."""
    leads, trails = ([mark for mark in marks if mark.place == place] for place in ("lead", "trail"))
    wholes = [mark for mark in marks if mark.place == "whole"]
    if leads and sum(mark.named for mark in leads) * 10 >= len(leads) * 7:
        wholes, leads = (
            wholes + [mark for mark in leads if mark.named],
            [mark for mark in leads if not mark.named],
        )
    if trails and sum(mark.named for mark in trails) * 10 >= len(trails) * 6:
        wholes, trails = (
            wholes + [mark for mark in trails if mark.named],
            [mark for mark in trails if not mark.named],
        )
    leads = [replace(mark, named=False) for mark in leads]
    if len(wholes) >= 2 and len(wholes) * 2 >= len(leads):
        chosen = wholes + (leads if len(leads) * 3 >= len(wholes) else [])
    elif len(leads) >= 2:
        chosen = wholes + leads
    elif len(trails) >= 3:
        chosen = wholes + [replace(mark, named=False) for mark in trails]
    else:
        chosen = wholes + leads
    return sorted(chosen, key=lambda mark: mark.at)


def _starts(page: Page, marks: list[Mark]) -> list[_Start]:
    starts: list[_Start] = []
    for mark in marks:
        authors = authors_in(mark.rest) if mark.named else (mark.author,) if mark.author else ()
        inline = "" if mark.named else mark.rest
        last = starts[-1] if starts else None
        if (
            last
            and not last.inline
            and not inline
            and _adjoins(page, last.at[-1], mark.at)
            and (both := _merged(last.stamp, mark.stamp))
        ):
            last.at.append(mark.at)
            last.stamp, last.authors = both, last.authors or authors
        else:
            signed = mark.place == "trail" and mark.named
            starts.append(_Start([mark.at], mark.stamp, inline, authors, signed))
    return starts


def _adjoins(page: Page, before: int, after: int) -> bool:
    return all(page.furniture(page.lines[i]) for i in range(before + 1, after))


def _merged(one: Stamp, two: Stamp) -> Stamp | None:
    """Two stamps of one moment as one; None when they are two moments."""
    if one.clocks and two.clocks and not _same_moment(one.clocks[-1], two.clocks[-1]):
        return None
    if one.has_date and two.has_date and (one.month, one.day) != (two.month, two.day):
        return None
    if (one.relative_s is not None and two.relative_s is not None) or (one.match_minute and two.match_minute):
        return None
    dated = one if one.has_date else two
    return replace(
        dated,
        text=f"{one.text} {two.text}",
        clocks=one.clocks + two.clocks,
        relative_s=one.relative_s if one.relative_s is not None else two.relative_s,
        moment=one.moment or two.moment,
        label=one.label or two.label,
        weekday=one.weekday if one.weekday is not None else two.weekday,
        days_back=one.days_back if one.days_back is not None else two.days_back,
    )


def _same_moment(one: Clock, two: Clock) -> bool:
    """True for equal clocks, and for clocks that may differ by their zones only."""
    if (one.hour, one.minute) == (two.hour, two.minute):
        return True
    return bool(one.zone) != bool(two.zone) and (one.minute - two.minute) % 15 == 0


# Where they stand


def _placing(page: Page, starts: list[_Start]) -> Placing:
    told = [start.inline for start in starts if start.inline]
    if told and sum(is_prose(text) for text in told) * 10 < len(told) * 8:
        return "before"
    opened = titled = 0
    for number, start in enumerate(starts):
        end = starts[number + 1].at[0] if number + 1 < len(starts) else len(page.lines)
        first = _significant(page, range(start.at[-1] + 1, end))
        above = _significant(page, range(start.at[0] - 1, starts[number - 1].at[-1] if number else -1, -1), names=False)
        opens = (
            first is not None
            and not start.inline
            and is_heading(page.lines[first].text)
            and not page.lines[first].bullet
        )
        opened += opens
        titled += above is not None and not opens and above != first and _is_title(page, above)
    if titled > opened and titled * 10 >= len(starts) * 6:
        return "under-headline"
    if told:
        return "before"
    at_foot = all(start.signed for start in starts) or opened * 2 >= len(starts)
    return "after-body" if at_foot and _ends_with_time(page, starts) else "before"


def _is_title(page: Page, index: int) -> bool:
    line = page.lines[index]
    return is_heading(line.text) and caption_of(line.text) is None and not line.bullet and index not in page.days


def _significant(page: Page, indices: range, *, names: bool = True) -> int | None:
    """The first line that is no furniture and no day; with names=False, no name either."""
    for index in indices:
        line = page.lines[index]
        if page.furniture(line) or index in page.days or key_of(line.text) in _LABELS:
            continue
        if not names and is_name(line.text) and len(line.text) <= 60:
            continue
        return index
    return None


def _ends_with_time(page: Page, starts: list[_Start]) -> bool:
    """True when nothing of the news follows the last time, and an update stands before the first."""
    rest = [i for i in range(starts[-1].at[-1] + 1, len(page.lines)) if page.lines[i].text]
    rest = rest[: tail_start(page, rest)]
    if any(is_prose(page.lines[i].text) or _is_title(page, i) for i in rest if not page.furniture(page.lines[i])):
        return False
    above = [i for i in range(starts[0].at[0]) if not page.furniture(page.lines[i])]
    titles = [n for n, i in enumerate(above) if _is_title(page, i)]
    if len(titles) < 2:
        return False
    if not is_prose(page.lines[above[titles[-1] - 1]].text) and not all(start.signed for start in starts):
        return False
    return any(is_prose(page.lines[i].text) for i in above[titles[-1] :])


# The cuts


def _cut_before(page: Page, starts: list[_Start]) -> Layout:
    pieces = []
    for number, start in enumerate(starts):
        end = starts[number + 1].at[0] if number + 1 < len(starts) else len(page.lines)
        pieces.append(_piece(start, _between(start.at, end)))
    head = list(range(starts[0].at[0]))
    tail = _split_tail(page, pieces[-1])
    _lift_labels(page, head, pieces)
    return Layout("times", head, pieces, tail)


def _cut_under_headlines(page: Page, starts: list[_Start]) -> Layout:
    titles: list[int | None] = []
    for number, start in enumerate(starts):
        floor = starts[number - 1].at[-1] if number else -1
        above = _significant(page, range(start.at[0] - 1, floor, -1), names=False)
        titles.append(above if above is not None and _is_title(page, above) else None)
    pieces = []
    for number, (start, title) in enumerate(zip(starts, titles, strict=True)):
        end = len(page.lines)
        if number + 1 < len(starts):
            following = titles[number + 1]
            end = following if following is not None else starts[number + 1].at[0]
        piece = _piece(start, _between(start.at, end))
        if title is not None:
            piece.headline_at = title
            piece.before = list(range(title + 1, start.at[0]))
        pieces.append(piece)
    head = list(range(titles[0] if titles[0] is not None else starts[0].at[0]))
    tail = _split_tail(page, pieces[-1])
    _lift_labels(page, head, pieces)
    return Layout("times", head, pieces, tail)


def _cut_after_bodies(page: Page, starts: list[_Start]) -> Layout:
    titles = [i for i in range(starts[0].at[0]) if not page.furniture(page.lines[i]) and _is_title(page, i)]
    begin = titles[-1]
    pieces = []
    for start in starts:
        pieces.append(_piece(start, [i for i in range(begin, start.at[-1]) if i not in start.at]))
        begin = start.at[-1] + 1
    return Layout("times", list(range(titles[-1])), pieces, list(range(begin, len(page.lines))))


def _between(at: list[int], end: int) -> list[int]:
    own = set(at)
    return [i for i in range(at[0], end) if i not in own]


def _piece(start: _Start, body: list[int]) -> Piece:
    return Piece(stamp=start.stamp, stamp_at=start.at, inline=start.inline, authors=start.authors, body=body)


def _split_tail(page: Page, piece: Piece) -> list[int]:
    cut = tail_start(page, piece.body)
    tail = piece.body[cut:]
    piece.body = piece.body[:cut]
    return tail


def _lift_labels(page: Page, head: list[int], pieces: list[Piece]) -> None:
    """Labels and names directly above a time belong to the update below."""
    bodies = [head, *(piece.body for piece in pieces[:-1])]
    named = sum(bool(body) and _is_bare_name(page, body[-1]) for body in bodies)
    at_foot = (
        bool(pieces[-1].body)
        and _is_bare_name(page, pieces[-1].body[-1])
        and not (head and _is_bare_name(page, head[-1]))
    )
    lift_names = named * 10 >= len(pieces) * 6 and named >= 2 and not at_foot
    for body, piece in zip(bodies, pieces, strict=True):
        while body and (key_of(page.lines[body[-1]].text) in _LABELS or (lift_names and _is_bare_name(page, body[-1]))):
            piece.before.insert(0, body.pop())


def _is_bare_name(page: Page, index: int) -> bool:
    text = page.lines[index].text
    return is_name(text) and len(text) <= 60 and not page.furniture(page.lines[index])


def _set_days(page: Page, layout: Layout) -> None:
    """Give each update the day that the nearest line above names, where that line stands directly above an update."""
    day: Stamp | None = None
    bodies = [layout.head, *(piece.body for piece in layout.pieces[:-1])]
    for body, piece in zip(bodies, layout.pieces, strict=True):
        position = len(body) - 1
        while position >= 0 and page.furniture(page.lines[body[position]]):
            position -= 1
        if position >= 0 and body[position] in page.days and (body is not layout.head or _is_group_day(page, layout)):
            day = page.days[body[position]]
            layout.day_lines.append(body.pop(position))
        piece.day = day


def _is_group_day(page: Page, layout: Layout) -> bool:
    """True when the day above the first update groups updates, which the page's own date does not."""
    return (bool(page.days) and len([i for i in page.days if i > layout.head[-1]]) > 0) or len(layout.head) > 2
