"""Printings as a press would make them, small and telling: what a test prints says which number it came
from."""

from __future__ import annotations

from collections.abc import Sequence

from stoppress.edition.contract import Frame, Piece, Print, Shelved

SLUG = "storm-reaches-the-coast"


def shelved(number: int, *, slug: str = SLUG, epoch: str = "k1", updated_at: str = "") -> Shelved:
    """A record at a number. oldest_frame is given wrong on purpose: it is the shelf's to compute."""
    return Shelved(
        slug=slug,
        epoch=epoch,
        number=number,
        oldest_frame=-7,
        state="live",
        headline="Storm reaches the coast, عاصفة",
        language="en",
        opened_at="2026-11-22T04:40:00.000Z",
        updated_at=updated_at or f"2026-11-22T05:00:00.{number % 1000:03}Z",
        entries=number,
    )


def frame(number: int, text: str = "") -> Frame:
    """The frame of a number."""
    content = text or f"change {number}"
    return Frame(number, "entry", f"id: k1-{number}\ndata: {content}\n\n".encode(), f'"{content}"'.encode())


def entry(key: str, rank: int, text: str = "", *, form: str = "html", listed: bool = True) -> Piece:
    """An update's piece."""
    return Piece(f"entry:{key}", form, (text or f"<p>{key}</p>").encode(), rank, listed)


def printing(
    number: int,
    *pieces: Piece,
    frames: Sequence[Frame] | None = None,
    slug: str = SLUG,
    epoch: str = "k1",
    kept: int = 20_000,
    updated_at: str = "",
) -> Print:
    """A printing of one change, with its frame unless others are given."""
    return Print(
        story=shelved(number, slug=slug, epoch=epoch, updated_at=updated_at),
        pieces=pieces,
        frames=[frame(number)] if frames is None else frames,
        frames_kept_max=kept,
    )


def whole_printing(number: int, *, filling: int = 0, kept: int = 20_000) -> Print:
    """A printing whose every part names its number, to see whether parts of two are ever seen together."""
    fill = "." * filling
    return printing(
        number,
        Piece("head", "html", f"head {number}".encode()),
        Piece("head", "json", f"head {number}{fill}".encode()),
        entry(f"e{number}", number, f"entry {number}{fill}"),
        entry(f"e{number}", number, f"entry {number}{fill}", form="json"),
        frames=[frame(number, f"change {number}{fill}")],
        kept=kept,
    )
