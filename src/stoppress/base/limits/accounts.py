"""Accounts: sessions, second factors, invitations."""

from __future__ import annotations

from typing import Final

SESSION_IDLE_S: Final = 24 * 3_600
"""Seconds after which a session that nobody uses ends: longer than from one day's shift to the next."""

SESSION_SEEN_EVERY_S: Final = 300
"""Seconds between two notes of when a session was last seen: a write for each request would cost a disk's wait."""

CONFIRMED_FOR_S: Final = 300
"""Seconds for which a password or factor just given counts, before keys and passwords may be changed."""

LOGIN_STEP_S: Final = 600
"""Seconds between the password and the second factor; later, the password is asked again."""

FACTOR_TRIES_PER_WINDOW_MAX: Final = 5
"""Wrong codes of one person in LOGIN_TRIES_WINDOW_S: guessing six digits would take decades."""

CODE_PERIODS_TOLERATED: Final = 1
"""Periods of 30 s by which a telephone's clock may be off, before and after."""

RECOVERY_CODES: Final = 10
"""Recovery codes made at once: a few years of lost telephones."""

PASSKEYS_PER_PERSON_MAX: Final = 20
"""Passkeys of one person; each is read at a login with one."""

PASSKEY_NAME_CHARS_MAX: Final = 60
"""Characters of a passkey's name: one line of the list."""

PASSKEY_ANSWER_CHARS_MAX: Final = 20_000
"""Characters of what a browser answers about a passkey; with the largest attestations about 10,000."""

INVITATION_DAYS_MAX: Final = 30
"""Days for which an invitation may be open: longer ones are forgotten in mailboxes."""

INVITATION_DAYS_USUAL: Final = 7
"""Days for which an invitation is open unless another number is chosen: a week with its weekend."""

INVITATIONS_KEPT_MAX: Final = 1_000
"""Invitations kept, open, used and expired ones together; the oldest go first."""

SESSIONS_LISTED_MAX: Final = 100
"""Sessions on one page, the latest first."""

OIDC_ANSWER_S_MAX: Final = 5
"""Seconds that one answer of the OpenID provider may take; somebody waits for it."""

OIDC_PROVIDERS_MAX: Final = 10
"""Further OpenID providers of a house; each is a button on the login page."""

OIDC_NAME_TRIES_MAX: Final = 50
"""Names tried for somebody who comes by OpenID Connect and whose name is taken: ada, ada2, ada3 …"""

OIDC_CLOCK_S_MAX: Final = 60
"""Seconds by which the OpenID provider's clock may differ from ours."""
