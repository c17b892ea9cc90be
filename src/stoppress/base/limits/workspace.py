"""The workspace of a story."""

from __future__ import annotations

from typing import Final

CLOSING_KEY_EVENTS_MAX: Final = 8
"""Key events in a proposed closing note: what a reader takes in at one look; the story's outline has all."""

CLOSING_UPDATES_READ_MAX: Final = 2_000
"""Updates in which key events are looked for when a story is closed, the newest first: a long night."""

WITHDRAW_TOGETHER_MAX: Final = 50
"""Updates withdrawn in one act: those of one page of a workspace, which one person can still look over by name."""
