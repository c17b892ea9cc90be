"""A user as the rules of drafts see one."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from stoppress.desk.drafting.rules import Person
from stoppress.desk.noted import token_noted
from stoppress.desk.roles import Action, may

_LOOKED_AT: Final = (
    Action.DRAFT,
    Action.SUBMIT,
    Action.APPROVE,
    Action.PUBLISH,
    Action.SCHEDULE,
    Action.AMEND,
)


def person(request: HttpRequest, slug: str) -> Person:
    """Who asks, with what that person may do in this story."""
    rights = frozenset(action for action in _LOOKED_AT if may(request.user, action, slug))
    return Person(request.user.get_username(), rights, token_noted(request))
