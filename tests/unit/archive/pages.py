"""The captures that the importer's tests read: our own, and the two real pages beside the repository."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from stoppress.archive.capture import Capture, words_of
from stoppress.archive.plaintext import parse

CAPTURES: Final = Path(__file__).parent / "captures"
OURS: Final = tuple(sorted(path.name for path in CAPTURES.iterdir()))
REAL: Final = ("aljazeera-2023-09-13.txt", "independent-2023-09-13.txt")


def ours(name: str, *, zone: str | None = None) -> Capture:
    """One of our own captures, read."""
    return parse((CAPTURES / name).read_bytes(), zone=zone)


def not_blank(data: bytes) -> list[int]:
    """Numbers of the lines that are not blank."""
    return [number for number, line in enumerate(data.decode().split("\n"), start=1) if line.strip()]


def headlines(capture: Capture) -> list[str]:
    """Headlines of the updates, in the order of the file."""
    return [entry.headline for entry in capture.entries]


def times(capture: Capture) -> list[str]:
    """Moments of the updates as ISO text to the minute, "" for unknown ones."""
    return [f"{entry.published_at:%Y-%m-%dT%H:%MZ}" if entry.published_at else "" for entry in capture.entries]


def clocks(capture: Capture) -> list[str]:
    """Local times of the updates whose zone is not known, "" for others."""
    return [f"{entry.local_time:%Y-%m-%dT%H:%M}" if entry.local_time else "" for entry in capture.entries]


def kinds(capture: Capture) -> list[str]:
    """Kinds of the updates."""
    return [entry.kind for entry in capture.entries]


def all_words(capture: Capture) -> set[str]:
    """Every word that the capture holds anywhere but in its report."""
    lead = words_of(capture.lead_figure) if capture.lead_figure else ""
    held = [
        capture.headline,
        capture.standfirst,
        capture.topic,
        capture.closing_note,
        capture.source_line,
        capture.date_text,
        lead,
        *capture.authors,
        *capture.key_points,
        *(part.text for part in (*capture.summary, *capture.unplaced)),
    ]
    for entry in capture.entries:
        held += [entry.text, entry.published_text, entry.updated_text, entry.source_line, *entry.authors]
    return words_in("\n".join(held))


def words_in(text: str) -> set[str]:
    """Words of two letters and more, casefolded."""
    return set(re.findall(r"[^\W\d_]{2,}", text.casefold()))
