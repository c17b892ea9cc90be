"""Roles and acts as people at the desk read them, in their language."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from stoppress.desk.ranks import Role
from stoppress.desk.refusals import BY_CODE
from stoppress.desk.roles import Action

ROLES: Final = {
    Role.OUTSIDE: _("outside"),
    Role.READER: _("reader of the desk"),
    Role.CONTRIBUTOR: _("contributor"),
    Role.EDITOR: _("editor"),
    Role.CHIEF: _("chief"),
    Role.ADMINISTRATOR: _("administrator"),
}

ROLES_MEAN: Final = {
    Role.OUTSIDE: _("Sees nothing of it."),
    Role.READER: _("Sees what the desk works on, changes nothing."),
    Role.CONTRIBUTOR: _("Writes, and submits to an editor."),
    Role.EDITOR: _("Publishes, approves, corrects, withdraws; opens, edits and ends stories."),
    Role.CHIEF: _("Also withdraws many at once, gives roles in the story, and reads the trail."),
    Role.ADMINISTRATOR: _("Also decides who comes in; may do everything, in every story."),
}

ACTIONS: Final = {
    Action.SEE_DESK: _("See the desk"),
    Action.SEE_STORY: _("See a story's workspace"),
    Action.DRAFT: _("Write a draft"),
    Action.SUBMIT: _("Submit"),
    Action.UPLOAD: _("Upload a picture"),
    Action.APPROVE: _("Approve or return"),
    Action.PUBLISH: _("Publish"),
    Action.SCHEDULE: _("Schedule"),
    Action.AMEND: _("Amend"),
    Action.WITHDRAW: _("Withdraw"),
    Action.PLACE: _("Pin or move"),
    Action.SUMMARISE: _("Set the key points"),
    Action.OPEN_STORY: _("Open a story"),
    Action.EDIT_STORY: _("Edit the story"),
    Action.END_STORY: _("Pause, close, reopen"),
    Action.WITHDRAW_MANY: _("Withdraw many"),
    Action.SEE_TRAIL: _("Read the trail"),
    Action.SET_ROLES: _("Give roles"),
    Action.SET_PEOPLE: _("Set who comes in"),
    Action.SET_OWN_ACCOUNT: _("Change one's own account"),
    Action.SET_HOOKS: _("Set hooks"),
}

ACTS: Final = {
    "login": _("Log in"),
    "login-link": _("Log in by a link"),
    "logout": _("Log out"),
    "pause": _("Pause"),
    "close": _("Close"),
    "reopen": _("Reopen"),
    "pin": _("Pin"),
    "unpin": _("Unpin"),
    "move": _("Move"),
    "user-made": _("Add a person"),
    "house-role": _("Give a role in the house"),
    "story-role": _("Give a role in the story"),
    "story-role-ended": _("End a role in the story"),
    "switched": _("Switch on or off"),
    "tokens": _("Make a token"),
    "revoke-token": _("Revoke a token"),
    "hooks": _("Add a webhook"),
    "remove-hook": _("Remove a webhook"),
    "pause-hook": _("Pause a webhook"),
    "resume-hook": _("Let a webhook go on"),
    "new-hook-secret": _("Change a webhook's secret"),
    "ping-hook": _("Try a webhook"),
    "entrance": _("Invite somebody"),
    "withdraw-invitation": _("Take an invitation back"),
    "policy": _("Ask a second factor of everybody, or not"),
    "draft-submit": _("Submit a draft"),
    "draft-take-back": _("Take a draft back"),
    "draft-return": _("Return a draft"),
    "draft-schedule": _("Schedule a draft"),
    "draft-embargo": _("Set an embargo"),
    "draft-lift-embargo": _("Lift an embargo"),
    "draft-publish": _("Publish a draft"),
    "draft-fail": _("A scheduled draft was refused"),
    "draft-discard": _("Discard a draft"),
    "draft-restore": _("Restore a draft"),
}
"""Where an act says more than the action that it needs: by the route's name, or the deed's."""

WHY: Final = {
    "token-not-good": _("the token opens no door"),
    "token-in-address": _("a token stood in the address, where logs keep it: revoke it"),
    "scope-missing": _("the token's scopes do not allow it"),
    "too-often": _("the token asked too often"),
    "shape-wrong": _("a field was missing, unknown or of another kind"),
    "not-allowed": _("the role does not allow it"),
    "form-not-ours": _("a form from elsewhere, or an old one"),
    "fault": _("something broke"),
}
"""Refusals whose sentence is for the one who was refused, told to whoever reads the trail."""

_WORDS: Final = {
    "on": _("on"),
    "off": _("off"),
    "expired": _("expired"),
    "revoked": _("revoked"),
}


def why_label(code: str) -> str:
    """Why something was refused, for whoever reads the trail; the bare code where it has no sentence."""
    sentence = WHY.get(code) or BY_CODE.get(code)
    return str(sentence) if sentence else code


def words_label(words: str) -> str:
    """The words of an act with roles in the reader's language: "reader → editor"."""
    roles = {str(role): str(label) for role, label in ROLES.items()}
    return " → ".join(roles.get(word) or str(_WORDS.get(word, word)) for word in words.split(" → "))


def act_label(act: str, action: str) -> str:
    """What an act of the trail is called; its bare name where nobody called it anything."""
    if act in ACTS:
        return str(ACTS[act])
    return str(ACTIONS[Action(action)]) if action in set(Action) else act
