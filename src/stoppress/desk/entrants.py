"""The people of the house by how they come in, as an administrator sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Max, QuerySet

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


def entrants(limit: int, after: str = "") -> list[Entrant]:
    """Everybody by name, with two queries.

    after    only those whose names come after this one.
    """
    return _entrants(User.objects.filter(username__gt=after).order_by("username")[:limit])


def entrant_of(user: User) -> Entrant:
    """One of them."""
    return _entrants(User.objects.filter(pk=user.pk))[0]


def _entrants(found: QuerySet[User]) -> list[Entrant]:
    users = list(found.annotate(sessions=Count("usersession"), seen_at=Max("usersession__last_seen_at")))
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
