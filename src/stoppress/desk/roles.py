"""What people may do at the desk, and who may do it. Pages and API ask may(); nothing else decides."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser, User


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


def may(user: User | AnonymousUser, action: Action, slug: str = "") -> bool:
    """Whether this person may do this, in this story where one is named.

    Today everybody who is logged in may do everything.
    """
    del action, slug
    return user.is_authenticated and user.is_active
