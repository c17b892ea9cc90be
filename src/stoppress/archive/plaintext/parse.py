"""Bytes of a captured page → a Capture. The order of the steps stands here; each step is a file of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import Final

from stoppress.archive.capture import Capture, CapturedEntry, EntryKind, Lines, Paragraph
from stoppress.archive.plaintext.bodies import Body, read_body
from stoppress.archive.plaintext.dating import Settled, Times, settle
from stoppress.archive.plaintext.decoding import decoded
from stoppress.archive.plaintext.head import Head, read_head
from stoppress.archive.plaintext.headings import is_heading, is_name, is_prose, names_of, words
from stoppress.archive.plaintext.kinds import has_text, kind_of, without_prefix
from stoppress.archive.plaintext.language import direction_of, language_of
from stoppress.archive.plaintext.ledger import Ledger
from stoppress.archive.plaintext.lines import Line, lines_of
from stoppress.archive.plaintext.marks import Page, page_of
from stoppress.archive.plaintext.phrases import CLOSING, FOOTER, SOURCE_LINE, key_of
from stoppress.archive.plaintext.pieces import Layout, Piece, is_tail_title
from stoppress.archive.plaintext.timed import timed_layout
from stoppress.archive.plaintext.untimed import headed_layout, numbered_layout
from stoppress.archive.plaintext.verdict import objection, other_form, refusal
from stoppress.archive.plaintext.zones import zone_given
from stoppress.base.errors import Refusal
from stoppress.base.limits.imports import IMPORT_ENTRIES_MAX, IMPORT_LINES_MAX
from stoppress.base.limits.words import NOTE_CHARS_MAX

_LINE_CHARS_MAX: Final = 200_000


def parse(data: bytes, *, zone: str | None = None) -> Capture:
    """Read a live page that was saved as text.

    zone     the zone of times that name none, as IANA name or as pages write it; None = only what the page itself says.
    Returns  the capture; its report accounts for every line that is not blank exactly once.
    Raises   Refusal empty, too-large, not-text, not-a-live-blog, zone-unknown.
    """
    given = zone_given(zone) if zone else None
    lines = lines_of(decoded(data))
    page, layout = _laid_out(lines)
    if len(layout.pieces) > IMPORT_ENTRIES_MAX:
        raise Refusal(
            "too-large",
            f"The file has {len(layout.pieces):,} updates; at most {IMPORT_ENTRIES_MAX:,} are read at once. "
            "Cut it in parts.",
        )
    return _captured(page, layout, given, zone or "")


def _laid_out(lines: list[Line]) -> tuple[Page, Layout]:
    """The page and its parts, by the first of the three ways that gives a live blog."""
    if form := other_form(lines):
        raise refusal(None, len(lines), [f"it is {form}"])
    if max(len(line.raw) for line in lines) > _LINE_CHARS_MAX:
        raise refusal(None, len(lines), [f"a single line of more than {_LINE_CHARS_MAX:,} characters"])
    if len(lines) > IMPORT_LINES_MAX:
        raise Refusal(
            "too-large", f"The file has {len(lines):,} lines; at most {IMPORT_LINES_MAX:,} are read. Cut it in parts."
        )
    page = page_of(lines)
    reasons = []
    for lay_out in (timed_layout, numbered_layout, headed_layout):
        layout = lay_out(page)
        if layout is None:
            continue
        reason = objection(page, layout)
        if not reason:
            return page, layout
        reasons.append(reason)
    raise refusal(page, len(lines), reasons)


def _captured(page: Page, layout: Layout, given: tzinfo | None, zone: str) -> Capture:
    ledger = Ledger()
    for index in layout.day_lines:
        ledger.take(page.lines[index], "day")
    pieces, key_events = _told(page, layout.pieces, ledger)
    head = read_head(page, layout.head, frozenset(filter(None, (_title_key(page, piece) for piece in pieces))), ledger)
    names = _names(page, pieces, head)
    bodies = [read_body(page, piece, number, names, ledger) for number, piece in enumerate(pieces)]
    for number, piece in enumerate(pieces):
        for index in piece.stamp_at:
            ledger.take(page.lines[index], _stamp_role(piece, bodies[number]), number)
    source_line, closing_note = _leave_tail(page, layout.tail, head, ledger)
    head.times.others += [*page.updates.values(), *page.releases.values()]
    times = settle([piece.stamp for piece in pieces], [piece.day for piece in pieces], head.times, given, zone)
    for note in times.notes:
        ledger.note(note)
    if not times.order_known:
        ledger.note("Nothing on the page tells the order of its updates; newest first is assumed.")
    unplaced = [*head.unplaced, *_unplaced(page, ledger)]
    numbers = _numbers(ledger)
    entries = [
        _saying_something(page, piece, _entry(piece, body, when, numbers.get(number, ()), key_events | head.outline))
        for number, (piece, body, when) in enumerate(zip(pieces, bodies, times.settled, strict=True))
    ]
    return _capture(head, _as_family(entries), times, unplaced, source_line, closing_note, ledger)


# Which pieces are updates


def _told(page: Page, pieces: list[Piece], ledger: Ledger) -> tuple[list[Piece], set[str]]:
    """The pieces that say something, each once; the keys of headlines that the page lists as its key events.

    A heading without text that comes again with text is an item of an outline, not an update.
    """
    keys = [_title_key(page, piece) for piece in pieces]
    full = {key for piece, key in zip(pieces, keys, strict=True) if key and len(piece.texts(page)) > 1}
    told: list[Piece] = []
    outline: set[str] = set()
    waiting: list[int] = []
    for piece, key in zip(pieces, keys, strict=True):
        texts = piece.texts(page)
        if len(texts) == 1 and key in full:
            outline.add(key)
            _leave(page, piece, "outline", ledger)
        elif not texts:
            waiting += _leave(page, piece, "time without text", ledger)
        else:
            told.append(piece)
    if waiting:
        ledger.note(
            f"{len(waiting)} times have no text (line {waiting[0]} is the first): what stood there did not come along."
        )
    return told, outline


def _title_key(page: Page, piece: Piece) -> str:
    if piece.headline_at is not None:
        return key_of(page.lines[piece.headline_at].text)
    texts = piece.texts(page)
    return key_of(texts[0]) if texts and is_heading(texts[0]) else ""


def _leave(page: Page, piece: Piece, why: str, ledger: Ledger) -> list[int]:
    own = [
        *piece.before,
        *piece.stamp_at,
        *piece.body,
        *([piece.headline_at] if piece.headline_at is not None else []),
    ]
    for index in sorted(own):
        line = page.lines[index]
        furniture = page.furniture(line)
        ledger.leave(line, furniture if furniture and index not in piece.stamp_at else why)
    return [page.lines[piece.stamp_at[0]].number] if piece.stamp_at else []


def _names(page: Page, pieces: list[Piece], head: Head) -> frozenset[str]:
    """Names of writers: those of the head, those beside times, and those that fill one place in most updates."""
    known = set(head.authors) | {name for piece in pieces for name in piece.authors}
    for place in (0, 1, -1):
        lines = [texts[place] for piece in pieces if len(texts := piece.texts(page)) > abs(place) + (place >= 0)]
        found = [text for text in lines if is_name(text) and len(text) <= 60]
        single = [name for text in found for name in names_of(text)]
        if len(found) >= 2 and len(found) * 2 >= len(pieces) and len(set(single)) < len(single):
            known |= set(found)
    return frozenset(known | _lone_names(page, pieces))


def _lone_names(page: Page, pieces: list[Piece]) -> set[str]:
    """Two or three capitalised words above running text, on a page whose headings are not written so."""
    firsts = [
        texts
        for piece in pieces
        if len(texts := piece.texts(page)) > 1 and piece.headline_at is None and not piece.inline
    ]
    titles = [texts[0] for texts in firsts if is_heading(texts[0]) and words(texts[0]) >= 4]
    if (
        not titles
        or sum(is_name(text) for text in titles) * 10 > len(titles) * 2
        or language_of(" ".join(titles)) == "de"
    ):
        return set()
    return {texts[0] for texts in firsts if is_name(texts[0]) and words(texts[0]) in {2, 3} and is_prose(texts[1])}


def _stamp_role(piece: Piece, body: Body) -> str:
    if piece.inline:
        return "time and headline" if body.headline and piece.headline_at is None else "time and paragraph"
    return "time and byline" if piece.authors else "time"


# Around the updates


def _leave_tail(page: Page, tail: list[int], head: Head, ledger: Ledger) -> tuple[str, str]:
    """Enter what stands below the updates; returns the story's source line and closing note, where they stand there."""
    source = note = ""
    why = "footer"
    for index in tail:
        line = page.lines[index]
        key = key_of(line.text)
        if key in FOOTER or line.text.startswith("©"):
            why = "footer"
        elif is_tail_title(line) or index in page.releases:
            why = "related"
        if SOURCE_LINE.match(line.text) and not source and why == "footer":
            source = line.text
            ledger.take(line, "source")
        elif len(line.text) <= NOTE_CHARS_MAX and CLOSING.search(line.text[:400]) and not (note or head.closing_note):
            note = line.text
            ledger.take(line, "closing note")
        else:
            ledger.leave(line, page.furniture(line) or why)
    return source, note


def _unplaced(page: Page, ledger: Ledger) -> list[Paragraph]:
    """What no step has entered: kept, and said."""
    kept = []
    for line in ledger.missing(page.lines):
        if why := page.furniture(line):
            ledger.leave(line, why)
            continue
        kept.append(Paragraph(line.full, line.numbers))
        ledger.take(line, "unplaced")
        ledger.note(f"Line {line.number} could not be placed; it is kept.")
    return kept


def _numbers(ledger: Ledger) -> dict[int, Lines]:
    found: dict[int, list[int]] = {}
    for number in sorted(ledger.fates):
        entry = ledger.fates[number].entry
        if entry is not None:
            found.setdefault(entry, []).append(number)
    return {entry: tuple(numbers) for entry, numbers in found.items()}


# The values


def _entry(piece: Piece, body: Body, when: Settled, lines: Lines, key_events: set[str]) -> CapturedEntry:
    blocks = tuple(body.blocks)
    headline, named = without_prefix(body.headline)
    kind: EntryKind = (
        "breaking"
        if body.breaking
        else named or kind_of(headline, blocks, tuple(body.lost_links), on_the_spot=body.on_the_spot)
    )
    return CapturedEntry(
        headline=headline,
        kind=kind,
        published_at=when.at,
        published_text=piece.stamp.text if piece.stamp else "",
        local_time=when.local,
        updated_text=body.updated_text,
        authors=tuple(body.authors),
        key_event=body.key_event or bool(headline and key_of(body.headline) in key_events),
        pinned=body.pinned,
        lost_links=tuple(body.lost_links),
        source_line=body.source_line,
        blocks=blocks,
        lines=lines,
    )


def _saying_something(page: Page, piece: Piece, entry: CapturedEntry) -> CapturedEntry:
    """An update of which only a byline was found says that: whatever it was, no door takes one without words."""
    if entry.headline or entry.blocks:
        return entry
    return replace(entry, blocks=(Paragraph(" ".join(piece.texts(page)), entry.lines),))


def _as_family(entries: list[CapturedEntry]) -> tuple[CapturedEntry, ...]:
    """Where every other update without text is a video, one without text and label is a video too."""
    bare = [
        entry
        for entry in entries
        if entry.headline and not has_text(entry.blocks) and not entry.blocks and not entry.lost_links
    ]
    videos = [entry for entry in bare if entry.kind == "video"]
    if len(videos) < 2 or len(videos) * 2 < len(bare):
        return tuple(entries)
    plain = {id(entry) for entry in bare if entry.kind in {"report", "explainer"}}
    return tuple(replace(entry, kind="video") if id(entry) in plain else entry for entry in entries)


def _capture(
    head: Head,
    entries: tuple[CapturedEntry, ...],
    times: Times,
    unplaced: list[Paragraph],
    source_line: str,
    closing_note: str,
    ledger: Ledger,
) -> Capture:
    language = language_of("\n".join([head.headline, *(entry.text for entry in entries[:60])]))
    note = head.closing_note or closing_note
    newest = entries[0 if times.order == "newest-first" else -1]
    return Capture(
        headline=head.headline,
        standfirst=head.standfirst,
        summary=tuple(head.summary),
        topic=head.topic,
        authors=tuple(head.authors),
        date=times.day,
        date_text=head.date_text,
        state="closed" if note or CLOSING.search(f"{head.headline}\n{newest.text[:3000]}") else "live",
        closing_note=note,
        key_points=tuple(head.key_points),
        source_line=head.source_line or source_line,
        lead_figure=head.lead_figure,
        language=language,
        direction=direction_of(language),
        order=times.order,
        order_known=times.order_known,
        zone=times.zone,
        entries=entries,
        unplaced=tuple(unplaced),
        report=ledger.report(),
    )
