"""Sessions: where somebody is logged in, since when, with which browser; and ending them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import SESSIONS_LISTED_MAX
from stoppress.desk.session_ages import is_row_over

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One login that lasts."""

    key: int
    """Its number in our table: not the secret in the cookie."""
    address: str
    browser: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(user: User, current: str | None = None) -> list[OpenSession]:
    """Where somebody is logged in, the last seen first; at most SESSIONS_LISTED_MAX.

    current  the session key of who asks, to tell this session from the others.
    """
    kept = UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at")[:SESSIONS_LISTED_MAX]
    now = now_utc()
    return [
        OpenSession(
            key=row.pk,
            address=row.ip if row.ip != "0.0.0.0" else "",  # noqa: S104 (no socket is bound to it)
            browser=browser_named(row.user_agent),
            begun_at=row.created_at,
            seen_at=row.last_seen_at,
            is_this=row.session_key == current,
        )
        for row in kept
        if not row.purge() and not is_row_over(row, now)
    ]


def end_session(user: User, key: int) -> None:
    """End one session of this person, on the server.

    Raises   Refusal session-unknown: it is over already, or another person's.
    """
    row = UserSession.objects.filter(user_id=user.pk, pk=key).first()
    if row is None:
        raise Refusal("session-unknown", "This session is over already. Load the page anew.")
    row.end()


def browser_named(agent: str) -> str:
    """A few words for a User-Agent: "Firefox, Windows"; what is neither known is shown as it came, shortened."""
    browser = next((name for word, name in _BROWSERS if re.search(rf"\b{word}", agent)), "")
    system = next((name for word, name in _SYSTEMS if word in agent), "")
    return ", ".join(filter(None, (browser, system))) or agent[:40] or _("unknown")
