"""Where somebody stands: the role in the house and those in single stories, read with one query a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.contrib.auth.models import AnonymousUser, User

from stoppress.base.limits.people import STORY_ROLES_PER_PERSON_MAX
from stoppress.desk.models import RoleRow
from stoppress.desk.ranks import Role, effective

HOUSE: Final = ""
"""Stands where a row would name a story: the role in the house."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles of one person."""

    house: Role = Role.OUTSIDE
    stories: Mapping[str, Role] = field(default_factory=dict)
    """By slug; only where a role is given."""

    def role_in(self, slug: str) -> Role:
        """The role that decides in a story."""
        return effective(self.house, self.stories.get(slug))

    @property
    def best(self) -> Role:
        """The highest role that this person has anywhere."""
        return max((self.house, *self.stories.values()), key=lambda role: role.place)


NOBODY: Final = Standing()

_KEPT: Final = "_standing"


def standing_of(user: User | AnonymousUser) -> Standing:
    """The roles of whoever asks; NOBODY for those who are not logged in, or switched off.

    Reads once for each user object, which lives as long as its request: a role that was changed counts from the next
    request on.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    kept = getattr(user, _KEPT, None)
    if isinstance(kept, Standing):
        return kept
    standing = standing_from(RoleRow.objects.filter(user=user)[: STORY_ROLES_PER_PERSON_MAX + 1])
    setattr(user, _KEPT, standing)
    return standing


def standing_from(rows: Iterable[RoleRow]) -> Standing:
    """Rows of one person as a standing."""
    roles = {row.story: Role(row.role) for row in rows}
    return Standing(roles.pop(HOUSE, Role.OUTSIDE), roles)
