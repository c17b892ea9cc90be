"""Refusals in the desk's language. English says it with the very figures; other languages by the refusal's code."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stoppress.base.errors import Refusal

BY_CODE: Final = {
    "actor-missing": _("A command names who asks. Log in again."),
    "administrator-everywhere": _("An administrator is one in every story. Change the role in the house."),
    "administrator-last": _("This is the last administrator who can come in. Make somebody else one first."),
    "alt-missing": _("The picture has no words for those who can't see it. Say what it shows, or tick “decorative”."),
    "body-not-readable": _("The text can't be read. Paste it as plain text or Markdown."),
    "body-too-long": _("The text is too long. Shorten it or split it in two."),
    "command-id-not-usable": _("This form is damaged. Load the page anew and send it again."),
    "command-id-reused": _(
        "This form was already sent, with another text. Load the page anew and send what should be added."
    ),
    "correction-unseen": _(
        "An update that a key point cites was corrected meanwhile; it is marked below. Look at it, then send again."
    ),
    "days-not-usable": _("An invitation can't be open for so many days. Choose 1 to 30."),
    "email-not-usable": _("This is no e-mail address. Correct it or leave it empty."),
    "event-unknown": _("This is no event. Choose from the list."),
    "embargoed": _("It is under embargo and can't go out before. Schedule it for then, or lift the embargo."),
    "embargo-after-schedule": _("It is scheduled before this embargo ends. Take it back first."),
    "drafts-too-many": _("This story has too many drafts. Publish or discard some; yours stays in this browser."),
    "draft-unknown": _("This draft is not here any more. Look at what is in the making."),
    "draft-too-long": _("The draft is too long to be kept at the desk. Split it; it stays in this browser."),
    "draft-stale": _("Somebody changed this draft meanwhile. Both texts are shown: put them together and save again."),
    "draft-out": _("This was published already. Amend the update, or write another one."),
    "draft-not-yours": _("Your role does not allow this with this draft. Ask an editor."),
    "draft-not-usable": _("This form is damaged. Load the page anew; what you typed is kept."),
    "draft-not-due": _("Its hour has not come yet."),
    "draft-not-there-yet": _("This does not fit the draft as it stands. Load the page anew and look at it."),
    "draft-discarded": _("This draft was discarded. Restore it first."),
    "entry-exists": _("This update was published already. Amend it, or load the page anew to write another."),
    "entry-unknown": _("There is no such update in this story. Choose one that is there."),
    "entry-withdrawn": _("This update was withdrawn. Publish a new one instead."),
    "headline-missing": _("The story has no headline. Write one."),
    "hook-address-not-usable": _(
        "This address can't be asked. Give an https address that is open to the internet; an administrator may allow "
        "others."
    ),
    "hook-unknown": _("There is no such webhook. Look at the list again."),
    "invitation-not-usable": _("This invitation was used, withdrawn, or is too old. Ask for a new one."),
    "key-not-usable": _("This form is damaged. Load the page anew and send it again."),
    "language-unknown": _("This is no language tag. Write one like en, ar or pt-BR."),
    "link-not-safe": _("This link can't be used. Begin it with https://."),
    "login-missing": _("You are not logged in. Log in and send it again."),
    "login-too-often": _("Too many tries. Wait a quarter of an hour, or ask for a login link."),
    "login-wrong": _("Name and password don't fit together. Try again, or ask for a login link."),
    "name-missing": _("Say what it is for, so that you know it again."),
    "note-missing": _("A correction says what was wrong. Write one sentence for the readers."),
    "notices-unread": _(
        "The picture's file speaks to editors; its words are shown beside. Heed them, take them out of the caption, "
        "and tick that you have read them."
    ),
    "nothing-changed": _("The text is the same as what is published. Change it, or leave it."),
    "nothing-said": _("The update has neither headline nor text. Write one of them."),
    "number-not-readable": _("This form is damaged. Load the page anew and send it again."),
    "nothing-chosen": _("No update is chosen. Tick those that shall be withdrawn."),
    "oidc-another-address": _(
        "This invitation is for another e-mail address than the one that the provider vouches for. Come in with that "
        "one, or choose a password instead."
    ),
    "oidc-another-person": _(
        "The account of this e-mail address belongs to another identity at the provider. If it is yours, ask an "
        "administrator for a login link, and join the provider again on the page of your account."
    ),
    "oidc-failed": _("The login by the provider did not come to its end. Begin it again."),
    "oidc-not-reachable": _(
        "The provider can't be reached. Try again in a minute, or come in by a password or a login link."
    ),
    "oidc-refused": _("This login was begun elsewhere. Begin it here."),
    "oidc-uninvited": _("Nobody invited you yet. Ask an administrator of this desk for an invitation."),
    "page-not-usable": _("This page is damaged. Load it anew."),
    "page-unknown": _("There is no such page."),
    "part-unknown": _("A line stands for a picture or part that this text does not have. Take the line out."),
    "password-differs": _("The two passwords differ. Type the same twice."),
    "password-not-usable": _("This password can't be used. Take a long one of several words, at least 10 characters."),
    "picture-empty": _("The file is empty. Choose the picture again."),
    "picture-kind-not-taken": _("This kind of file is not taken. Take a JPEG, PNG or WebP."),
    "picture-not-readable": _("The picture can't be read. Open it in an image program and export it again."),
    "picture-too-costly": _("The picture takes too long to read. Export it smaller."),
    "picture-too-large": _("The picture is too large. Export it smaller."),
    "picture-too-long": _("The picture is too long and narrow. Cut it."),
    "picture-unknown": _("The picture is not here any more. Choose it again."),
    "pictures-busy": _("Too many pictures come in at once. Try again in a minute."),
    "place-not-usable": _("This place can't be taken. Choose another update."),
    "reason-missing": _("Say why, in one sentence for the readers."),
    "revision-stale": _(
        "Somebody changed this meanwhile. Both texts are shown; send yours again if it shall replace theirs."
    ),
    "scope-unknown": _("This is no scope. Choose from the list."),
    "scopes-missing": _("A token is good for something. Tick what it may do."),
    "role-above-yours": _("This role is above yours. Ask somebody who has it, or an administrator."),
    "role-unknown": _("There is no such role here. Choose one from the list."),
    "seal-of-another-house": _(
        "This was kept under another secret than the one in the data folder, and can't be read. Put the secret back, "
        "or set up what it was for anew; an administrator can take a second factor away."
    ),
    "second-factor-missing": _(
        "This desk asks a second factor of everybody. Set one up on the page of your account first."
    ),
    "session-unknown": _("This session is over already. Load the page anew."),
    "slug-not-usable": _("This address can't be used. Take small letters a–z, digits and single hyphens."),
    "story-closed": _("The story is closed. Reopen it first; corrections are possible as it is."),
    "story-exists": _("There is a story with this address already. Choose another address."),
    "story-unknown": _("There is no such story. Open it first, or correct the address."),
    "time-too-far": _("This time is too far ahead. Look at the year."),
    "time-past": _("This time is over. Give a time to come, or publish it now."),
    "time-missing": _("Say when: a day and a time on the story's clock."),
    "time-not-readable": _("This is no time. Write it like 2026-11-22T14:03."),
    "time-not-usable": _("This time can't be used. Give a past one."),
    "time-without-zone": _("The time names no zone. Add one, as in 14:03+02:00."),
    "token-unknown": _("There is no such token. Look at the list again."),
    "too-long": _("This is too long. Shorten it."),
    "too-many": _("These are too many. Leave some out."),
    "user-unknown": _("There is nobody of this name. Correct it, or have the person invited."),
    "user-exists": _("There is somebody of this name already. Choose another name."),
    "user-name-not-usable": _("This can't be a user's name. Take letters, digits and @ . + - _."),
    "word-unknown": _("This word is not known here. Choose one from the list."),
    "zone-unknown": _("This is no time zone. Write one like Europe/Kyiv, Asia/Amman or UTC."),
}


def said(refusal: Refusal) -> str:
    """The sentence to show."""
    if (get_language() or "en").startswith("en") or refusal.code not in BY_CODE:
        return refusal.message
    return str(BY_CODE[refusal.code])
