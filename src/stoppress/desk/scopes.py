"""What a token may be used for. A scope never adds a right: its user must have it too (roles.py)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from stoppress.base.errors import Refusal
from stoppress.desk.roles import Action


class Scope(StrEnum):
    """One word of a token's scopes. None holds another: a program that publishes and reads has both."""

    READ = "read"
    DRAFT = "draft"
    PUBLISH = "publish"
    SETTINGS = "settings"
    PEOPLE = "people"
    HOOKS = "hooks"


ALLOWS: Final[dict[Scope, frozenset[Action]]] = {
    Scope.READ: frozenset({Action.SEE_DESK, Action.SEE_STORY, Action.SEE_TRAIL}),
    Scope.DRAFT: frozenset({Action.DRAFT, Action.SUBMIT, Action.UPLOAD}),
    Scope.PUBLISH: frozenset(
        {
            Action.UPLOAD,
            Action.APPROVE,
            Action.PUBLISH,
            Action.SCHEDULE,
            Action.AMEND,
            Action.WITHDRAW,
            Action.WITHDRAW_MANY,
            Action.PLACE,
            Action.SUMMARISE,
        }
    ),
    Scope.SETTINGS: frozenset({Action.OPEN_STORY, Action.EDIT_STORY, Action.END_STORY}),
    Scope.PEOPLE: frozenset({Action.SET_ROLES, Action.SET_PEOPLE}),
    Scope.HOOKS: frozenset({Action.SET_HOOKS}),
}

NO_SCOPE: Final = frozenset({Action.SET_OWN_ACCOUNT})
"""Never by a token: it could make itself another token, or change how its user comes in."""

SCOPES_MEAN: Final = {
    Scope.READ: _("Read stories, updates, their history."),
    Scope.DRAFT: _("Write drafts, submit them, upload pictures."),
    Scope.PUBLISH: _("Publish, amend, withdraw, pin and move updates; set key points; upload pictures."),
    Scope.SETTINGS: _("Open stories, change their settings, pause, close and reopen them."),
    Scope.PEOPLE: _("Give roles, invite people."),
    Scope.HOOKS: _("Add, change and remove webhooks."),
}


def scopes_for(action: Action) -> list[Scope]:
    """The scopes of which any one allows this; [] for what no token may do."""
    return [scope for scope, actions in ALLOWS.items() if action in actions]


def scopes_from(words: Iterable[str]) -> frozenset[Scope]:
    """Scopes as typed.

    Raises   Refusal scope-unknown, scopes-missing.
    """
    found = set()
    for word in words:
        try:
            found.add(Scope(word))
        except ValueError:
            raise Refusal(
                "scope-unknown",
                f"“{word[:40]}” is no scope. Take some of: {', '.join(Scope)}.",
                field="scopes",
            ) from None
    if not found:
        raise Refusal(
            "scopes-missing", f"A token is good for something. Take some of: {', '.join(Scope)}.", field="scopes"
        )
    return frozenset(found)
