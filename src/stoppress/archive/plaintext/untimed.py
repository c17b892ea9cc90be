"""Pages that keep no times: updates in a numbered list, or headings among paragraphs."""

from __future__ import annotations

import itertools
from typing import Final

from stoppress.archive.plaintext.figures import caption_of, image_caption, image_source
from stoppress.archive.plaintext.headings import byline_of, is_heading, is_prose, is_question, words
from stoppress.archive.plaintext.marks import Page
from stoppress.archive.plaintext.phrases import KEY_POINTS, LINK_INTROS, LOST_LINKS, OUTLINE, key_of
from stoppress.archive.plaintext.pieces import Layout, Piece, tail_start
from stoppress.archive.plaintext.posts import signature_of

_NUMBERED_MIN: Final = 3
_HEADINGS_MIN: Final = 3
_HEADING_WORDS_MIN: Final = 3


def numbered_layout(page: Page) -> Layout | None:
    """Updates as items of one numbered list, each with text below its heading; None when the page has no such list."""
    items = _items(page)
    if len(items) < _NUMBERED_MIN:
        return None
    pieces = []
    for number, at in enumerate(items):
        end = items[number + 1] if number + 1 < len(items) else len(page.lines)
        pieces.append(Piece(headline_at=at, body=list(range(at + 1, end))))
    with_text = sum(any(is_prose(page.lines[i].text) for i in piece.body) for piece in pieces)
    titled = sum(is_heading(page.lines[at].text) and ". " not in page.lines[at].text for at in items)
    if with_text * 2 < len(pieces) or titled * 10 < len(items) * 7:
        return None
    last = pieces[-1]
    cut = tail_start(page, last.body)
    tail, last.body = last.body[cut:], last.body[:cut]
    return Layout("numbers", list(range(items[0])), pieces, tail)


def _items(page: Page) -> list[int]:
    """Lines numbered 1, 2, 3 … at one indent, each with other lines below it."""
    found: list[int] = []
    for at, line in enumerate(page.lines):
        if (
            line.bullet == f"{len(found) + 1}."
            and line.text
            and (not found or line.indent == page.lines[found[0]].indent)
        ):
            found.append(at)
    gaps = [b - a for a, b in itertools.pairwise(found)]
    return found if gaps and sum(gap > 1 for gap in gaps) * 3 >= len(gaps) * 2 else []


def headed_layout(page: Page) -> Layout | None:
    """Updates as headings with paragraphs below; None when there are too few.

    A heading is a line that is not closed as sentences are, after a closed one and above paragraphs or a heading.
    """
    live = [i for i, line in enumerate(page.lines) if line.text and not page.furniture(line)]
    begun = next((n for n, i in enumerate(live) if is_prose(page.lines[i].text)), 0)  # no tail before the text
    cut = begun + tail_start(page, live[begun:])
    live, tail = live[:cut], list(range(live[cut], len(page.lines))) if cut < len(live) else []
    headings = _marked(page, live) or [i for i in live if _is_title(page, i)]
    first = headings[0] if _marked(page, live) else _first_update(page, live, headings)
    if first is None:
        return None
    place = {index: position for position, index in enumerate(live)}
    starts = [i for i in headings if i >= first and not _is_card(page, live, place[i])]
    if len(starts) < _HEADINGS_MIN:
        return None
    end = tail[0] if tail else len(page.lines)
    pieces = [
        Piece(headline_at=at, body=list(range(at + 1, following)))
        for at, following in zip(starts, [*starts[1:], end], strict=True)
    ]
    return Layout("headings", list(range(starts[0])), pieces, tail)


def _marked(page: Page, live: list[int]) -> list[int]:
    """The headings that markdown marks below its first level, all of one level; [] when there are too few."""
    levels = [page.lines[i].heading for i in live if page.lines[i].heading in range(2, 7)]
    if len(levels) < _HEADINGS_MIN:
        return []
    level = max(set(levels), key=lambda one: (levels.count(one), -one))
    return [i for i in live if page.lines[i].heading == level] if levels.count(level) >= _HEADINGS_MIN else []


def _is_title(page: Page, index: int) -> bool:
    line = page.lines[index]
    text = line.text
    if line.heading in range(1, 7):
        return True
    if not is_heading(text) or line.bullet or line.quoted or line.picture or words(text) < _HEADING_WORDS_MIN:
        return False
    if (
        caption_of(text)
        or image_caption(text)
        or image_source(text) is not None
        or byline_of(text)
        or signature_of(text)
    ):
        return False
    return (
        index not in page.days
        and index not in page.releases
        and index not in page.updates
        and key_of(text) not in LOST_LINKS
        and not _is_alt(page, index)
    )


def _is_alt(page: Page, index: int) -> bool:
    """True directly above a caption, without a blank line between."""
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    return below is not None and not below.gap and page.spaced and caption_of(below.text) is not None


def _first_update(page: Page, live: list[int], headings: list[int]) -> int | None:
    """The first heading after which, and before which, paragraphs stand: what is above belongs to the page's head."""
    titles = set(headings)
    prose_at = next((n for n, i in enumerate(live) if is_prose(page.lines[i].text) and n > 0), None)
    if prose_at is None:
        return None
    section = False
    for n in range(prose_at, len(live)):
        index = live[n]
        if key_of(page.lines[index].text) in KEY_POINTS | OUTLINE:
            section = True
            continue
        if index in titles and not (section and page.lines[index].bullet):
            return index
    return None


def _is_card(page: Page, live: list[int], position: int) -> bool:
    """True for the title of another page, which a line above leads to ("Ada Byron reports here:")."""
    above = page.lines[live[position - 1]].text if position else ""
    below = page.lines[live[position + 1]].text if position + 1 < len(live) else ""
    if not above.endswith((":", "：")) or words(above) > 20:
        return False
    return bool(LINK_INTROS.search(above)) or (is_heading(below) and not is_question(below))
