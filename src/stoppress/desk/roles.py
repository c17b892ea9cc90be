"""What people may do at the desk, and who may do it. Pages and API ask may(); nothing else decides.

The table is LEAST; which role somebody has where, is ranks.py and standing.py. What can be done to a closed story or a
withdrawn update is no matter of roles: the story's own rules decide it for everybody (story/rules.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.contrib.auth.models import AnonymousUser, User

from stoppress.desk.ranks import Role
from stoppress.desk.standing import Standing, standing_of


class Action(StrEnum):
    """What can be done at the desk. Each route declares one (rules.py)."""

    SEE_DESK = "see desk"
    SEE_STORY = "see story"
    DRAFT = "draft"
    """Write, and keep what is written at the desk."""
    SUBMIT = "submit"
    """Ask for approval."""
    UPLOAD = "upload"
    APPROVE = "approve"
    """Publish or return what others submitted."""
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    AMEND = "amend"
    WITHDRAW = "withdraw"
    PLACE = "place"
    """Pin, unpin, move."""
    SUMMARISE = "summarise"
    """Set the key points."""
    OPEN_STORY = "open story"
    EDIT_STORY = "edit story"
    END_STORY = "end story"
    """Pause, close, reopen."""
    WITHDRAW_MANY = "withdraw many"
    SEE_TRAIL = "see trail"
    """Read who did what."""
    SET_ROLES = "set roles"
    SET_PEOPLE = "set people"
    """Invite people, end their sessions, require a second factor."""
    SET_OWN_ACCOUNT = "set own account"
    SET_HOOKS = "set hooks"


LEAST: Final[Mapping[Action, Role]] = MappingProxyType(
    {
        Action.SET_OWN_ACCOUNT: Role.OUTSIDE,
        Action.SEE_DESK: Role.READER,
        Action.SEE_STORY: Role.READER,
        Action.DRAFT: Role.CONTRIBUTOR,
        Action.SUBMIT: Role.CONTRIBUTOR,
        Action.UPLOAD: Role.CONTRIBUTOR,
        Action.APPROVE: Role.EDITOR,
        Action.PUBLISH: Role.EDITOR,
        Action.SCHEDULE: Role.EDITOR,
        Action.AMEND: Role.EDITOR,
        Action.WITHDRAW: Role.EDITOR,
        Action.PLACE: Role.EDITOR,
        Action.SUMMARISE: Role.EDITOR,
        Action.OPEN_STORY: Role.EDITOR,
        Action.EDIT_STORY: Role.EDITOR,
        Action.END_STORY: Role.EDITOR,
        Action.WITHDRAW_MANY: Role.CHIEF,
        Action.SEE_TRAIL: Role.CHIEF,
        Action.SET_ROLES: Role.CHIEF,
        Action.SET_PEOPLE: Role.ADMINISTRATOR,
        Action.SET_HOOKS: Role.ADMINISTRATOR,
    }
)
"""The least role that may do each."""

SOMEWHERE: Final = frozenset({Action.SEE_DESK, Action.UPLOAD})
"""What serves all stories at once: whoever may do it in one of them may do it."""


def allows(role: Role, action: Action) -> bool:
    """Whether a role may do this."""
    return role.reaches(LEAST[action])


def deciding_role(standing: Standing, action: Action, slug: str = "") -> Role:
    """The role that decides: the one in the story that is named; else the one in the house, or the best anywhere."""
    if slug:
        return standing.role_in(slug)
    return standing.best if action in SOMEWHERE else standing.house


def may(user: User | AnonymousUser, action: Action, slug: str = "") -> bool:
    """Whether this person may do this, in this story where one is named. At most one query for each request."""
    if not user.is_authenticated or not user.is_active:
        return False
    return allows(deciding_role(standing_of(user), action, slug), action)
