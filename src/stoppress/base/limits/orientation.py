"""What stands above the updates so that readers find their way."""

from __future__ import annotations

from typing import Final

OUTLINE_ENTRIES: Final = 40
"""Key events in the outline of a page, the newest: about 2 KB compressed. Five are seen, the others folded away."""

RHYTHM_BARS_MAX: Final = 72
"""Bars in the drawing of a story's rhythm: 4 pixels each on a phone. A bar stands for twice the time once there are
more, so that what is kept, printed and sent never grows with the story."""

RHYTHM_BAR_S: Final = 120
"""Seconds for which a bar stands at first. The drawing is sent at most once in this time, with the update that begins
a new bar: under 1 KB."""

RHYTHM_UPDATES_MIN: Final = 5
"""Updates with a known time below which there is no rhythm to be drawn."""

LABEL_CHARS: Final = 70
"""Characters of first words that name an update without a headline to those who listen; about one breath."""
