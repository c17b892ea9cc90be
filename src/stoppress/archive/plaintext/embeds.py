"""Runs of lines → posts, pictures, pointers to other pages: a block each, and the part of each line in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from stoppress.archive.capture import Block, Figure, LinkCard, Post
from stoppress.archive.plaintext.figures import (
    caption_of,
    image_caption,
    image_source,
    is_alt_of,
    loose_caption,
)
from stoppress.archive.plaintext.headings import is_closed, is_heading, words
from stoppress.archive.plaintext.lines import Line
from stoppress.archive.plaintext.phrases import LINK_INTROS, LOST_LINKS, RELATED, key_of
from stoppress.archive.plaintext.posts import (
    POST_PARAGRAPHS_MAX,
    Signature,
    announces,
    is_card_rest,
    platform_of,
    reach_up,
    signature_of,
)
from stoppress.archive.plaintext.stamps import whole_stamp


@dataclass(frozen=True, slots=True)
class Found:
    """A block made of lines[start:stop]; roles say what each of those lines is in it."""

    start: int
    stop: int
    block: Block
    roles: tuple[str, ...]


_HANDLE_LINE: Final = re.compile(r"@[\w.\-]{2,40}(?:@[\w.\-]{3,60})?")
_CARD_PREFIX: Final = re.compile(r"^(?P<intro>[^:|–—]{3,40}?)\s?[:|–—]\s+(?P<title>\S.{8,220})$")
_PROSE_CAPTION_WORDS: Final = 30


def posts_in(lines: list[Line], *, spaced: bool) -> list[Found]:
    """The posts among the lines of one update, in order, without overlap."""
    found: list[Found] = []
    floor = 0
    for at, line in enumerate(lines):
        if at < floor:
            continue
        if (signature := signature_of(line.text)) is not None:
            post = (
                _signed(lines, at, floor, signature, spaced=spaced)
                if signature.ends
                else _headed(lines, at, floor, signature, spaced=spaced)
            )
        elif _HANDLE_LINE.fullmatch(line.text):
            post = _headed(lines, at, floor, Signature("", line.text, "", "", ends=False), spaced=spaced)
        else:
            continue
        if post:
            found.append(post)
            floor = post.stop
    return found


def _signed(lines: list[Line], at: int, floor: int, signature: Signature, *, spaced: bool) -> Found | None:
    start = reach_up(lines, at, floor, spaced=spaced)
    if lines[at].quoted or (at and lines[at - 1].quoted):
        start = at
        while start > floor and lines[start - 1].quoted:
            start -= 1
    stop = at + 1
    while stop < len(lines) and is_card_rest(lines[stop].text) is not None:
        stop += 1
    return _post(lines, start, stop, at, signature, context=lines[start - 1].text if start else "")


def _headed(lines: list[Line], at: int, floor: int, signature: Signature, *, spaced: bool) -> Found | None:
    """A post whose author stands first: its words go on to "View on X", to its date, or to the end of the paragraph."""
    author, start, date, stop = signature.author, at, signature.date, at + 1
    if not author and at > floor and words(lines[at - 1].text) <= 6 and not is_closed(lines[at - 1].text):
        author, start = lines[at - 1].text, at - 1
    if not date and stop < len(lines) and whole_stamp(lines[stop].text):
        date, stop = lines[stop].text, stop + 1
    rest = next(
        (
            i
            for i in range(stop, min(len(lines), stop + POST_PARAGRAPHS_MAX))
            if is_card_rest(lines[i].text) is not None
        ),
        None,
    )
    if rest is None:
        stop += 1
        while spaced and stop < len(lines) and not lines[stop].gap and stop - at < POST_PARAGRAPHS_MAX:
            stop += 1
        stop = min(stop, len(lines))
    else:
        stop = rest + 1
        while stop < len(lines) and is_card_rest(lines[stop].text) is not None:
            stop += 1
    full = Signature(author, signature.handle, date, "", ends=False)
    return _post(lines, start, stop, at, full, context=lines[start - 1].text if start else "")


def _post(lines: list[Line], start: int, stop: int, at: int, signature: Signature, context: str) -> Found | None:
    roles, text, date = [], [], signature.date
    for i in range(start, stop):
        line = lines[i].text
        if i == at or line in {signature.author, signature.handle} or (line == signature.date and line):
            roles.append("post signature")
        elif is_card_rest(line) is not None:
            roles.append("post footer")
        elif not date and (stamp := whole_stamp(line)) and stamp.has_date:
            date = line
            roles.append("post signature")
        else:
            roles.append("post")
            text.append(line)
    if not text and not signature.handle:
        return None
    told = next((platform for line in lines[start:stop] if (platform := is_card_rest(line.text))), "")
    named = platform_of(signature.handle, *(line.text for line in lines[start:stop]))
    platform = told or named or (platform_of(context) if announces(context) else "")
    post = Post(signature.author, signature.handle, date, tuple(text), platform, _numbers(lines[start:stop]))
    return Found(start, stop, post, tuple(roles))


def figure_at(lines: list[Line], at: int, floor: int, *, spaced: bool, after_figure: bool = False) -> Found | None:
    """The picture whose caption or credit stands at lines[at]; what belongs to it may begin above, not before floor."""
    line = lines[at]
    if line.picture:
        return _marked_picture(lines, at)
    if (source := image_source(line.text)) is not None or image_caption(line.text) is not None:
        return _labelled_picture(lines, at, floor, source)
    if at > floor and (rest := _beyond(lines[at - 1].text, line.text)):
        above = lines[at - 1].text
        return Found(
            at - 1,
            at + 1,
            Figure(above, above, rest, _numbers(lines[at - 1 : at + 1])),
            ("alternative text", "caption"),
        )
    parts = caption_of(line.text)
    if parts is None:
        return None
    caption, credit = parts
    if not caption:
        return _credit_alone(lines, at, floor, credit, spaced=spaced)
    if is_closed(caption) and words(caption) >= _PROSE_CAPTION_WORDS and line.text[-1] in ").":
        return None
    start = at
    if (
        at > floor
        and _adjoins(lines, at, spaced=spaced)
        and (
            _stands_alone(lines, at - 1, floor, spaced=spaced, after_figure=after_figure)
            or is_alt_of(lines[at - 1].text, caption)
        )
        and not lines[at - 1].bullet
    ):
        start = at - 1
    alt = lines[start].text if start < at else ""
    return Found(
        start,
        at + 1,
        Figure(alt, caption, credit, _numbers(lines[start : at + 1])),
        ("alternative text", "caption")[at - start == 0 :],
    )


def _stands_alone(lines: list[Line], at: int, floor: int, *, spaced: bool, after_figure: bool) -> bool:
    """True for a line that is set apart from the text above: between blank line and caption stands alternative text."""
    return spaced and (lines[at].gap or (at == floor and after_figure))


def _beyond(alt: str, caption: str) -> str:
    """What a caption adds to the alternative text above it, where it repeats that: the credit; "" for other lines."""
    rest = caption[len(alt) :].strip(" -–—|()[]") if len(alt) >= 20 and caption.startswith(alt) else ""
    return rest if rest and words(rest) <= 10 and not is_closed(rest) else ""


def _adjoins(lines: list[Line], at: int, *, spaced: bool) -> bool:
    """True when the line above belongs to this one: no blank line between, where the page uses them."""
    return not lines[at].gap if spaced else not is_closed(lines[at - 1].text)


def _marked_picture(lines: list[Line], at: int) -> Found:
    stop = at + 1
    caption, credit = "", ""
    if stop < len(lines) and (not lines[stop].gap or caption_of(lines[stop].text)) and not lines[stop].bullet:
        (caption, credit), stop = loose_caption(lines[stop].text), stop + 1
    return Found(
        at,
        stop,
        Figure(lines[at].text, caption, credit, _numbers(lines[at:stop])),
        ("alternative text", "caption")[: stop - at],
    )


def _labelled_picture(lines: list[Line], at: int, floor: int, source: str | None) -> Found:
    start, stop = at, at + 1
    credit, caption = source or "", image_caption(lines[at].text) or ""
    roles = ["credit" if source is not None else "caption"]
    if source == "" and stop < len(lines):
        credit, stop = lines[stop].text, stop + 1
        roles.append("credit")
    if not caption and stop < len(lines) and (below := image_caption(lines[stop].text)) is not None:
        caption, stop = below, stop + 1
        roles.append("caption")
    alt = ""
    if at > floor and not lines[at].gap and (words(lines[at - 1].text) <= 14 or not is_closed(lines[at - 1].text)):
        start, alt = at - 1, lines[at - 1].text
        roles.insert(0, "alternative text")
    return Found(start, stop, Figure(alt, caption, credit, _numbers(lines[start:stop])), tuple(roles))


def _credit_alone(lines: list[Line], at: int, floor: int, credit: str, *, spaced: bool) -> Found | None:
    start, alt, caption = at, "", ""
    if at > floor and not lines[at - 1].bullet:
        above = lines[at - 1].text
        twice = at - 1 > floor and lines[at - 2].text == above
        if twice:
            start, alt, caption = at - 2, above, above
        elif _adjoins(lines, at, spaced=spaced):
            start = at - 1
            alt, caption = (above, "") if lines[at].text.startswith("[") else ("", above)
    roles = {
        0: ("credit",),
        1: ("alternative text" if alt else "caption", "credit"),
        2: ("alternative text", "caption", "credit"),
    }[at - start]
    return Found(start, at + 1, Figure(alt, caption, credit, _numbers(lines[start : at + 1])), roles)


def card_at(lines: list[Line], at: int) -> Found | None:
    """The pointer to another page that begins at lines[at]: what leads to it and its title, on one line or two."""
    line = lines[at]
    if match := _CARD_PREFIX.match(line.text):
        key = key_of(match["intro"])
        if (key in RELATED or key in LOST_LINKS) and is_heading(match["title"]):
            return Found(at, at + 1, LinkCard(match["intro"].strip(), match["title"], line.numbers), ("link card",))
    if not line.text.endswith((":", "：")) or at + 1 >= len(lines) or words(line.text) > 20:
        return None
    title = lines[at + 1]
    leads = key_of(line.text) in RELATED | LOST_LINKS or bool(LINK_INTROS.search(line.text))
    if not leads or title.bullet or title.quoted or title.text[:1] in '"“„«' or not is_heading(title.text):
        return None
    card = LinkCard(line.text, title.text, _numbers(lines[at : at + 2]))
    return Found(at, at + 2, card, ("link card", "link card"))


def _numbers(lines: list[Line]) -> tuple[int, ...]:
    return tuple(number for line in lines for number in line.numbers)
