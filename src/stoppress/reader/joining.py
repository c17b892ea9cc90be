"""Pages and feeds joined from a story's finished pieces: bytes put between bytes, nothing is rendered.

A shell has marks; each stands for something that only joining knows. Whatever is joined here is read from
one snapshot, so that the position in a page is the position of everything on it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter

from stoppress.base.errors import Fault
from stoppress.base.limits.imports import IMPORT_ENTRIES_MAX
from stoppress.base.limits.orientation import OUTLINE_ENTRIES
from stoppress.base.limits.pages import FEED_ENTRIES, PAGE_ENTRIES
from stoppress.base.limits.reader import CONTEXT_NEWER, CONTEXT_OLDER
from stoppress.base.pictures import card_name
from stoppress.edition import forms
from stoppress.edition.contract import Frame, Row, Shelved, Snapshot
from stoppress.reader.addresses import Address, Kind
from stoppress.reader.finished import Content
from stoppress.stream.ids import Position

ALL_ENTRIES = 10 * IMPORT_ENTRIES_MAX
"""More updates than any story has."""

_FEED_TYPES: Mapping[str, bytes] = {
    forms.ATOM: b"application/atom+xml; charset=utf-8",
    forms.RSS: b"application/rss+xml; charset=utf-8",
    forms.JSON_FEED: b"application/feed+json",
}
_PIECES: Mapping[str, str] = {
    forms.UPDATED_AT: forms.UPDATED,
    forms.STORY_HEAD: forms.HEAD,
    forms.STORY_RHYTHM: forms.RHYTHM,
}
_DIGEST_CHARS = 16
_PNG = b"\x89PNG"
_content = attrgetter("content")
_SEPARATORS: Mapping[str, bytes] = {forms.JSON: b",", forms.JSON_FEED: b",", forms.LINKED_DATA: b","}


@dataclass(frozen=True, slots=True)
class Window:
    """The updates that stand on one page.

    shell   slot of the shell they stand in.
    more    slot of the link that leads on; "" = nothing more there.
    """

    shell: str
    form: str
    rows: Sequence[Row]
    more: str = ""
    key: str = ""
    linked: Callable[[], list[Row]] = field(default=list)


def joined(snapshot: Snapshot, address: Address) -> Content | None:
    """Join what an address asks for.

    address  of one of the kinds story, entry, before, oldest, after, embed, json, feed.
    Returns  None when the update is unknown, or the press has not printed this kind of page.
    Raises   Fault  when a shell has a mark that nobody knows.
    """
    window = _WINDOWS[address.kind](snapshot, address)
    if window is None:
        return None
    shell = snapshot.piece(window.shell, window.form)
    if shell is None:
        return None
    story = snapshot.story
    return Content(
        body=_filled(snapshot, shell, window),
        content_type=_content_type(window.form),
        keeping="feed" if address.kind == "feed" else "page",
        open_to_all=address.open_to_all,
        slug=address.slug,
        stamp=Position(story.epoch, story.number),
    )


def head(story: Shelved, address: Address) -> Content:
    """head.json: how far a story has come."""
    position = Position(story.epoch, story.number)
    body = json.dumps({"position": str(position), "number": story.number, "state": story.state}).encode()
    return Content(
        body=body,
        content_type=b"application/json",
        keeping="second",
        open_to_all=address.open_to_all,
        slug=address.slug,
        stamp=position,
    )


def log_range(story: Shelved, frames: Sequence[Frame], address: Address) -> Content:
    """A range of the log as one document: {"epoch", "first", "last", "frames": […]}."""
    start = json.dumps({"epoch": story.epoch, "first": address.first, "last": address.last})[:-1].encode()
    return Content(
        body=start + b', "frames": [\n' + b",\n".join(frame.json for frame in frames) + b"\n]}\n",
        content_type=b"application/json",
        keeping="range" if address.is_full_range else "second",
        open_to_all=address.open_to_all,
        slug=address.slug,
        stamp=Position(story.epoch, story.number),
    )


def card(snapshot: Snapshot, address: Address) -> Content | None:
    """A share card. At the address of another one, which was replaced, there is the one of now, and caches look again.

    Returns  None when none is drawn, or it was taken back.
    """
    piece = snapshot.piece(forms.card_slot(address.name), forms.IMAGE)
    if not piece:
        return None
    digest, body = piece[:_DIGEST_CHARS], piece[_DIGEST_CHARS:]
    is_named = digest == address.digest.encode()
    story = snapshot.story
    return Content(
        body=body,
        content_type=b"image/png" if body.startswith(_PNG) else b"image/jpeg",
        keeping="range" if is_named else "page",
        slug=address.slug if is_named else "",
        stamp=Position(story.epoch, story.number) if is_named else None,
    )


def name_of_card(piece: bytes | None) -> str:
    """The last part of a share card's address; "" when none is drawn, or it was taken back."""
    if not piece:
        return ""
    return card_name(piece[:_DIGEST_CHARS].decode(), "png" if piece.startswith(_PNG, _DIGEST_CHARS) else "jpg")


# What stands on which page


def _newest(snapshot: Snapshot, _: Address) -> Window:
    rows = snapshot.page(forms.HTML, limit=PAGE_ENTRIES + 1)
    return _page(forms.SHELL_STORY, forms.MORE_OLDER, rows, partial(snapshot.page, forms.LINKED_DATA))


def _before(snapshot: Snapshot, address: Address) -> Window | None:
    key = address.name
    if snapshot.rank(key) is None:
        return None
    rows = snapshot.page(forms.HTML, limit=PAGE_ENTRIES + 1, below=key)
    linked = partial(snapshot.page, forms.LINKED_DATA, below=key)
    return _page(forms.SHELL_BEFORE, forms.MORE_OLDER, rows, linked)


def _from_oldest(snapshot: Snapshot, address: Address) -> Window | None:
    key = address.name
    if key and snapshot.rank(key) is None:
        return None
    rows = snapshot.page(forms.HTML, limit=PAGE_ENTRIES + 1, above=key)
    linked = partial(snapshot.page, forms.LINKED_DATA, above=key)
    return _page(forms.SHELL_OLDEST, forms.MORE_NEWER, rows, linked)


def _page(shell: str, more: str, rows: Sequence[Row], linked: Callable[..., list[Row]]) -> Window:
    shown = rows[:PAGE_ENTRIES]
    keys = {row.key for row in shown}
    return Window(
        shell,
        forms.HTML,
        shown,
        more if len(rows) > PAGE_ENTRIES else "",
        shown[-1].key if shown else "",
        # What search engines are told is never more than what stands on the page.
        lambda: [row for row in linked(limit=PAGE_ENTRIES) if row.key in keys],
    )


def _one_entry(snapshot: Snapshot, address: Address) -> Window | None:
    key = address.name
    own, rank = snapshot.piece(forms.entry_slot(key), forms.HTML), snapshot.rank(key)
    if own is None or rank is None:
        return None
    newer = snapshot.page(forms.HTML, limit=CONTEXT_NEWER, above=key)
    older = snapshot.page(forms.HTML, limit=CONTEXT_OLDER + 1, below=key)
    rows = [*reversed(newer), Row(key, rank, own), *older[:CONTEXT_OLDER]]
    more = forms.MORE_OLDER if len(older) > CONTEXT_OLDER else ""
    ld = snapshot.piece(forms.entry_slot(key), forms.LINKED_DATA)
    return Window(forms.SHELL_ENTRY, forms.HTML, rows, more, key, lambda: [Row(key, rank, ld)] if ld else [])


def _embedded(snapshot: Snapshot, address: Address) -> Window | None:
    if address.name:
        key, rank = address.name, snapshot.rank(address.name)
        own = snapshot.piece(forms.entry_slot(key), forms.HTML)
        if own is None or rank is None:
            return None
        return Window(forms.SHELL_EMBED_ENTRY, forms.HTML, [Row(key, rank, own)], key=key)
    rows = snapshot.page(forms.HTML, limit=PAGE_ENTRIES + 1)
    return _page(forms.SHELL_EMBED, forms.MORE_OLDER, rows, lambda **_: [])


def _all(snapshot: Snapshot, _: Address) -> Window:
    return Window(forms.SHELL_JSON, forms.JSON, snapshot.page(forms.JSON, limit=ALL_ENTRIES))


def _feed(snapshot: Snapshot, address: Address) -> Window:
    form = forms.FEED_FORMS[address.name]
    return Window(forms.SHELL_FEED, form, snapshot.page(form, limit=FEED_ENTRIES))


_WINDOWS: Mapping[Kind, Callable[[Snapshot, Address], Window | None]] = {
    "story": _newest,
    "before": _before,
    "oldest": _from_oldest,
    "after": _from_oldest,
    "entry": _one_entry,
    "embed": _embedded,
    "json": _all,
    "feed": _feed,
}


# How marks are filled


def _filled(snapshot: Snapshot, shell: bytes, window: Window) -> bytes:
    """The shell with something in the place of each mark."""
    parts: list[bytes] = []
    for name, text in forms.segments(shell):
        if name:
            parts.append(_in_place_of(name, snapshot, window))
        parts.append(text)
    return b"".join(parts)


def _in_place_of(name: str, snapshot: Snapshot, window: Window) -> bytes:
    story = snapshot.story
    match name:
        case forms.POSITION:
            return str(Position(story.epoch, story.number)).encode()
        case forms.UPDATED_AT | forms.STORY_HEAD | forms.STORY_RHYTHM:
            return snapshot.piece(_PIECES[name], window.form) or b""
        case forms.KEY_EVENTS:
            return b"".join(map(_content, snapshot.page(forms.OUTLINE, limit=OUTLINE_ENTRIES)))
        case forms.ENTRIES:
            parts = _with_days(snapshot, window.rows) if window.form == forms.HTML else map(_content, window.rows)
            return _SEPARATORS.get(window.form, b"").join(parts)
        case forms.LINKED:
            return b",".join(map(_content, window.linked()))
        case forms.MORE:
            return _link_to_more(snapshot, window)
        case forms.ENTRY_META:
            return snapshot.piece(forms.entry_slot(window.key), forms.META) or b""
        case forms.KEY:
            return window.key.encode()
    raise Fault(f"{story.slug}: the shell {window.shell} has a mark “{name}” that means nothing")


def _with_days(snapshot: Snapshot, rows: Sequence[Row]) -> Iterator[bytes]:
    """The updates, a date before the first one of each day. One whose time is unknown belongs to the day above it."""
    last = b""
    for row in rows:
        day = snapshot.piece(forms.entry_slot(row.key), forms.DAY)
        if day and day != last:
            yield day
            last = day
        yield row.content


def _link_to_more(snapshot: Snapshot, window: Window) -> bytes:
    link = snapshot.piece(window.more, forms.HTML) if window.more else None
    last = window.rows[-1].key if window.rows else ""
    return link.replace(forms.mark(forms.KEY).encode(), last.encode()) if link else b""


def _content_type(form: str) -> bytes:
    if form == forms.HTML:
        return b"text/html; charset=utf-8"
    return _FEED_TYPES.get(form, b"application/json")
