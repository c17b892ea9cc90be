"""Share cards."""

from __future__ import annotations

from typing import Final

CARD_DRAW_S: Final = 20.0
"""Seconds by the clock for one card, the start of the process included; it takes about 0.1 and gives way to others."""

CARD_IDLE_S: Final = 60.0
"""Seconds without a card after which the process that draws ends: it holds some 60 MB."""

CARD_BYTES_MAX: Final = 2_000_000
"""Bytes of one card; one without a picture has 20 KB, one with a picture 150 KB."""

CARD_LOOK_S: Final = 0.02
"""Seconds after which the press looks again whether a card is drawn: a fifth of what drawing takes."""

CARD_PAUSE_S: Final = 0.1
"""Seconds between two cards of older updates, after an import say: 500 a minute. Drawing them at once would take the
processor from the updates of the hour; a new update's card never waits for it."""

CARDS_STORIES_AT_ONCE: Final = 1_000
"""Stories whose missing cards the press remembers; the rest are found when it starts again."""
