"""What is in the making."""

from __future__ import annotations

from typing import Final

DRAFT_CHARS_MAX: Final = 400_000
"""Characters of one draft, all fields together: eight times the longest update, since people paste before they cut."""

DRAFT_FIELDS_MAX: Final = 100
"""Names of fields in one draft; the form has about 30."""

DRAFTS_PER_STORY_MAX: Final = 500
"""Drafts of one story that are not out yet: ten for each of fifty writers."""

DRAFTS_LISTED_MAX: Final = 60
"""Drafts listed in a workspace, the last touched first: more is no list to work from."""

DRAFT_OUT_KEPT_S: Final = 2 * 86_400
"""Seconds for which the words of a published draft are kept, so that a browser that comes back late is answered."""

DRAFT_DISCARDED_KEPT_S: Final = 7 * 86_400
"""Seconds for which a discarded draft can be taken back: a week's shifts."""

DRAFTS_CLEARED_AT_ONCE: Final = 50
"""Old drafts cleared with one save, so that no save waits for a year's clearing."""

SCHEDULE_AHEAD_S_MAX: Final = 400 * 86_400
"""Seconds ahead for which an update may be scheduled or embargoed: a year's report; further is a slip of the key."""

DUE_LOOK_S: Final = 1.0
"""Seconds after which the clock looks by itself at what is due; it wakes at the very instant of what it knows."""

DUE_PAUSE_S: Final = 0.02
"""Seconds between two looks at least: what can't be published must not keep a processor busy."""

DUE_TOGETHER_MAX: Final = 50
"""Due drafts taken in one look; the next look follows at once."""

DUE_SECOND_WAIT_S: Final = 0.3
"""Seconds for which the press leaves a due draft to the desk before it publishes it itself: else both would do the
work each time, though only one counts."""

PRESENCE_BEAT_S: Final = 15
"""Seconds between two signs of life of an open page."""

PRESENCE_GONE_S: Final = 40
"""Seconds after the last sign of life until a person counts as gone: two beats may get lost."""

PRESENCE_ROWS_MAX: Final = 2_000
"""Open pages remembered for all stories; above, no more are remembered until some are gone."""

PRESENCE_SHOWN_MAX: Final = 30
"""People named as being in a story."""

MERGE_PARAGRAPHS_MAX: Final = 2_000
"""Paragraphs of a text that are merged one by one. Comparing is quadratic; longer texts are chosen between whole."""
