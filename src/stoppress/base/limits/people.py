"""People at the desk, and the trail of what they did."""

from __future__ import annotations

from typing import Final

STORY_ROLES_PER_PERSON_MAX: Final = 500
"""Stories in which one person has a role of their own. They are read with every request; whoever needs more needs
another role in the house."""

PEOPLE_SHOWN_MAX: Final = 1_000
"""People listed at once on the command line, and offered where a role in a story is given: a large newsroom's staff."""

PEOPLE_PER_PAGE: Final = 100
"""People on one page of a list; the next ones stand on the next."""

TRAIL_DAYS_MAX: Final = 400
"""Days for which the trail is kept: a complaint about last year's election night can still be looked into; what people
did is not kept about them for ever."""

TRAIL_DONE_MAX: Final = 200_000
"""Rows of things done by people, about 40 MB: forty nights of 5,000 acts. The oldest go first."""

TRAIL_PROGRAMS_DONE_MAX: Final = 100_000
"""Rows of things done by programs, counted apart: a script that runs wild all night pushes out nobody's deed."""

TRAIL_REFUSED_MAX: Final = 20_000
"""Rows of things refused, counted apart: whoever lets himself be refused all night long pushes out no deed."""

TRAIL_ROWS_PER_TRIM: Final = 100
"""Rows written between two clearings of what is too old or too much: one write in a hundred pays for it."""

TRAIL_ROWS_PER_PAGE: Final = 100
"""Rows on one page of the trail: a busy hour of three people, without scrolling for ever."""

TRAIL_SAME_REFUSAL_S: Final = 600
"""Seconds between two rows of the same refusal to the same program; the later one says how often it was. A script with
an expired token that asks every second leaves six rows an hour."""

TRAIL_STRANGERS_PER_HOUR: Final = 60
"""Rows in an hour about programs that nobody knows, from however many addresses: two weeks of it fill what is kept of
refusals, and a write a minute holds no editor up."""

TRAIL_REFUSALS_COUNTED_MAX: Final = 1_000
"""Refusals that are counted at once, in memory; beyond, those that were silent longest begin anew."""
