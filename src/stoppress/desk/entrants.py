"""The people of the house by how they come in, as an administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Max

from stoppress.base.limits.accounts import PEOPLE_LISTED_MAX
from stoppress.desk.factors import with_second_factor


@dataclass(frozen=True, slots=True)
class Entrant:
    """One line of the list."""

    name: str
    is_active: bool
    has_second_factor: bool
    has_password: bool
    last_login: datetime | None
    sessions: int
    seen_at: datetime | None


def entrants() -> list[Entrant]:
    """Everybody by name; at most PEOPLE_LISTED_MAX."""
    users = list(
        User.objects.annotate(sessions=Count("usersession"), seen_at=Max("usersession__last_seen_at")).order_by(
            "username"
        )[:PEOPLE_LISTED_MAX]
    )
    keys = with_second_factor(users)
    return [
        Entrant(
            name=user.get_username(),
            is_active=user.is_active,
            has_second_factor=user.pk in keys,
            has_password=user.has_usable_password(),
            last_login=user.last_login,
            sessions=user.sessions,
            seen_at=user.seen_at,
        )
        for user in users
    ]
