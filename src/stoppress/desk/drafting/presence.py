"""Who has a story open, and what each is writing. Signs of life, no words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.drafts import PRESENCE_GONE_S, PRESENCE_ROWS_MAX, PRESENCE_SHOWN_MAX
from stoppress.desk.models import Presence

_NAME: Final = re.compile(r"[0-9a-z]{0,26}")


@dataclass(frozen=True, slots=True)
class Here:
    """One person in a story; of several open pages the one that writes."""

    user: str
    draft_id: str
    """The draft that is being written; "" = only looking."""
    entry_key: str
    """The update that is being changed, where it is one."""


def sign_of_life(slug: str, user: str, page: str, now: datetime, *, draft_id: str = "", entry_key: str = "") -> None:
    """Say that a page is open.

    page     the page's own random name, 6 to 26 letters and digits.
    Raises   Refusal page-not-usable.
    """
    if len(page) < 6 or not all(_NAME.fullmatch(name) for name in (page, draft_id, entry_key)):
        raise Refusal("page-not-usable", "This page is damaged. Load it anew.")
    Presence.objects.filter(seen_at__lt=now - timedelta(seconds=PRESENCE_GONE_S)).delete()
    told = {"slug": slug, "user": user, "seen_at": now, "draft_id": draft_id, "entry_key": entry_key}
    is_known = Presence.objects.filter(pk=page).update(**told)
    if not is_known and Presence.objects.count() < PRESENCE_ROWS_MAX:
        Presence.objects.update_or_create(pk=page, defaults=told)


def gone(page: str, user: str) -> None:
    """Say that a page was left."""
    Presence.objects.filter(pk=page, user=user).delete()


def here(slug: str, now: datetime) -> list[Here]:
    """Who has this story open, by name, at most PRESENCE_SHOWN_MAX."""
    since = now - timedelta(seconds=PRESENCE_GONE_S)
    # Who writes comes first, so that of one person's pages that one is taken.
    rows = Presence.objects.filter(slug=slug, seen_at__gte=since).order_by("-draft_id", "-entry_key", "pk")
    found: dict[str, Here] = {}
    for row in rows[: PRESENCE_SHOWN_MAX * 4]:
        found.setdefault(row.user, Here(row.user, row.draft_id, row.entry_key))
    return sorted(found.values(), key=lambda one: one.user)[:PRESENCE_SHOWN_MAX]


def others_at(slug: str, now: datetime, user: str, *, draft_id: str = "", entry_key: str = "") -> list[str]:
    """Who else is writing this draft, or changing this update."""
    return [
        one.user
        for one in here(slug, now)
        if one.user != user and ((draft_id and one.draft_id == draft_id) or (entry_key and one.entry_key == entry_key))
    ]
