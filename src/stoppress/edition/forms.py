"""The names under which the press shelves pieces, and the marks at which pages are joined. Press and reader share them.

A page is a shell with marks in it, each replaced by finished bytes. A mark is an HTML comment that no text from
outside can produce, since text is escaped and comments are stripped from HTML. docs/protocol.md, "Pieces".
"""

from __future__ import annotations

import re
from typing import Final

# Slots: what a piece is of
HEAD: Final = "head"
"""The story's head: headline, standfirst, byline, key points, pinned. Form HTML; story.json has it in its frame."""
UPDATED: Final = "updated"
"""The line with the time of the last change. Form HTML."""
SHELL_STORY: Final = "shell:story"
SHELL_BEFORE: Final = "shell:before"
SHELL_OLDEST: Final = "shell:oldest"
SHELL_ENTRY: Final = "shell:entry"
SHELL_EMBED: Final = "shell:embed"
"""The newest updates for a frame on another site."""
SHELL_EMBED_ENTRY: Final = "shell:embed-entry"
"""One update for a frame on another site."""
SHELL_FEED: Final = "shell:feed"
"""The feeds' frames, in the forms ATOM, RSS, JSON_FEED; the mark ENTRIES stands where the items go."""
SHELL_JSON: Final = "shell:json"
"""story.json's frame, form JSON."""
MORE_OLDER: Final = "more:older"
"""The link to older updates, form HTML, with the mark KEY in its address; joined in when there are older ones."""
MORE_NEWER: Final = "more:newer"
"""The same for newer ones, on pages that go from the oldest."""

CARD: Final = "card"
"""The story's share card, form IMAGE; form JSON is the press's own note of how far cards are drawn."""


def entry_slot(key: str) -> str:
    """The slot of one update."""
    return f"entry:{key}"


def card_slot(key: str) -> str:
    """The slot of an update's share card; of the story's own for ""."""
    return f"{CARD}:{key}" if key else CARD


# Forms: which rendering of it
HTML: Final = "html"
JSON: Final = "json"
ATOM: Final = "atom"
RSS: Final = "rss"
JSON_FEED: Final = "jsonfeed"
LINKED_DATA: Final = "ld"
"""schema.org BlogPosting of one update, JSON that is safe inside a script element."""
META: Final = "meta"
"""title, canonical and Open Graph elements of one update's own page."""
IMAGE: Final = "image"
"""A share card: its digest (16 letters, base/pictures.py), then a PNG or JPEG; no byte at all = it was taken back."""

FEED_FORMS: Final = {"feed.atom": ATOM, "feed.rss": RSS, "feed.json": JSON_FEED}

# Marks: where a shell is filled
MARK: Final = re.compile(rb"<!--sp:([a-z]+)-->")


def mark(name: str) -> str:
    """The mark to stand in a shell."""
    return f"<!--sp:{name}-->"


POSITION: Final = "position"
"""epoch-number."""
UPDATED_AT: Final = "updated"
"""The piece UPDATED."""
STORY_HEAD: Final = "head"
"""The piece HEAD."""
ENTRIES: Final = "entries"
"""The updates of this page, joined: by nothing in HTML and XML, by commas in JSON."""
MORE: Final = "more"
"""MORE_OLDER or MORE_NEWER, or nothing."""
LINKED: Final = "linked"
"""The updates of this page as LINKED_DATA, joined by commas."""
ENTRY_META: Final = "meta"
"""The piece META of the one update."""
KEY: Final = "key"
"""An update's key, inside an address."""

MARKS: Final = frozenset({POSITION, UPDATED_AT, STORY_HEAD, ENTRIES, MORE, LINKED, ENTRY_META, KEY})


def segments(shell: bytes) -> list[tuple[str, bytes]]:
    """Cut a shell at its marks: pairs of (name of the mark before, bytes after it); the first name is ""."""
    parts = MARK.split(shell)
    return [("", parts[0]), *((parts[i].decode(), parts[i + 1]) for i in range(1, len(parts), 2))]
