"""The desk."""

from __future__ import annotations

from typing import Final

TIMELINE_ENTRIES: Final = 50
"""Updates on one page of a workspace: about an hour of a busy night; older ones are one link away."""

TIMELINE_ROWS_MAX: Final = 150
"""Rows that a workspace keeps while it stays open and new updates come: three pages; older ones are a link away."""

DESK_CONNECTIONS_MAX: Final = 800
"""Connections to the desk: six of a browser's for a hundred people at once, below the 1,024 files that a process
usually may open. Above, the one goes that has owed us a request for longest."""

STORIES_LISTED_MAX: Final = 200
"""Stories in one list, the last changed: years of a newsroom's live blogs; older ones are at their addresses."""

LOGIN_TRIES_WINDOW_S: Final = 900
"""Failed logins count for 15 minutes: a person who mistyped waits no longer than that."""

LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX: Final = 5
"""Failed logins for one name from one address in the window; a sixth is refused before the password is looked at."""

LOGIN_TRIES_PER_ADDRESS_MAX: Final = 30
"""Failed logins from one address in the window: a newsroom behind one address mistypes, a guesser is stopped."""

LOGIN_TRIES_PER_NAME_MAX: Final = 100
"""Failed logins for one name from everywhere in the window. High, so that a stranger can hardly lock an editor out."""

LOGIN_TRIES_KEPT_MAX: Final = 10_000
"""Failed logins kept, about 1 MB; the oldest go first."""

LOGIN_LINK_VALID_S_MAX: Final = 7 * 86_400
"""Seconds for which a one-time login link may be valid: an invitation sent before a weekend."""

LOGIN_LINK_MINUTES_USUAL: Final = 60
"""Minutes for which a login link from the command line may be used: long enough to be sent by messenger."""

LOGIN_LINKS_MAX: Final = 1_000
"""One-time login links kept; spent and expired ones go when the next is made."""

SESSION_AGE_S: Final = 7 * 86_400
"""Seconds for which a login at the desk lasts: a week's shifts on one machine."""

PASSWORD_CHARS_MIN: Final = 10
"""Characters of a password. With argon2 and bounded tries, ten are beyond guessing."""

PASSWORD_CHARS_MAX: Final = 1_000
"""Characters of a password that are hashed at all; more is an attempt to keep us busy."""

USER_NAME_CHARS_MAX: Final = 150
"""Characters of a user's name: the width of its column."""

FORM_BYTES_MAX: Final = 2_500_000
"""Bytes of a posted form without files: an update of ENTRY_CHARS_MAX, 12 bytes of %-encoding a character, with room."""

FORM_ROWS_MAX: Final = 40
"""Rows of sources, authors or key points that are read from one form; more than any of them may have."""

DIFFERENCE_WORDS_MAX: Final = 3_000
"""Words on either side of a difference by words. Comparing is quadratic; longer texts are compared by paragraphs."""

STATIC_FRESH_S: Final = 31_536_000
"""Seconds for which browsers keep the desk's style and script: a year, since their address changes with them."""
