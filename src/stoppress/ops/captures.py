"""Captures of live blogs from files: read one by one, and all before anything is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from stoppress.archive.capture import Capture, Figure, Post
from stoppress.archive.plaintext import parse
from stoppress.archive.telling import Telling, telling_of
from stoppress.base.errors import Refusal
from stoppress.base.limits.imports import IMPORT_BYTES_MAX


@dataclass(frozen=True, slots=True)
class Read:
    """One file, read."""

    path: Path
    capture: Capture
    telling: Telling


def read_capture(path: Path, *, slug: str = "", zone: str = "") -> Read:
    """Read one file.

    Raises   Refusal file-not-readable; those of archive.plaintext.parse(), with the file's name in front.
    """
    try:
        with path.open("rb") as file:
            source = file.read(IMPORT_BYTES_MAX + 1)
    except OSError as error:
        raise Refusal("file-not-readable", f"{path} can't be read: {error.strerror}. Check its name.") from None
    try:
        capture = parse(source, zone=zone or None)
    except Refusal as refusal:
        raise Refusal(refusal.code, f"{path.name}: {refusal.message}", field="file") from None
    return Read(path, capture, telling_of(capture, source, slug=slug))


def account(read: Read) -> dict[str, object]:
    """What an import took and left, in figures."""
    capture = read.capture
    blocks = [block for entry in capture.entries for block in entry.blocks]
    lead = 1 if capture.lead_figure else 0
    times = [entry.published_at for entry in capture.entries if entry.published_at]
    return {
        "file": str(read.path),
        "story": read.telling.slug,
        "headline": capture.headline,
        "date": capture.date.isoformat() if capture.date else None,
        "language": capture.language,
        "state": capture.state,
        "closing_note": capture.closing_note,
        "authors": list(capture.authors),
        "key_points": len(capture.key_points),
        "summary_paragraphs": len(capture.summary),
        "entries": len(capture.entries),
        "entries_without_time": sum(entry.published_at is None for entry in capture.entries),
        "oldest": min(times).isoformat() if times else None,
        "newest": max(times).isoformat() if times else None,
        "kinds": dict(Counter(entry.kind for entry in capture.entries)),
        "pictures_missing": lead + sum(isinstance(block, Figure) for block in blocks),
        "posts": sum(isinstance(block, Post) for block in blocks),
        "links_lost": sum(len(entry.lost_links) for entry in capture.entries),
        "lines_taken": capture.report.taken(),
        "lines_left": capture.report.left(),
        "notes": list(capture.report.notes),
    }


def sentences(read: Read) -> list[str]:
    """The account for people."""
    told, capture = account(read), read.capture
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(entry.kind for entry in capture.entries).items())
    left = ", ".join(f"{count} {why}" for why, count in capture.report.left().items())
    lines = [
        f"{read.path.name}: “{capture.headline}”, {capture.state}",
        f"  {told['entries']} updates ({kinds}); {told['entries_without_time']} without a time; "
        f"{told['key_points']} key points",
        f"  {told['pictures_missing']} pictures missing, {told['posts']} quoted posts, {told['links_lost']} links lost",
        f"  lines left out: {left or 'none'}",
    ]
    return [*lines, *(f"  note: {note}" for note in capture.report.notes)]
