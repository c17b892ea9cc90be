"""The closed lists of words as people at the desk read them, in their language."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from stoppress.story.words import Amendment, Hand, Kind, Status, StoryStatus

KINDS: Final = {
    Kind.REPORT: _("Report"),
    Kind.BREAKING: _("Breaking"),
    Kind.QUOTE: _("Quote"),
    Kind.VIDEO: _("Watch"),
    Kind.EXPLAINER: _("Explainer"),
    Kind.CORRESPONDENT: _("Correspondent"),
    Kind.SUMMARY: _("Summary"),
    Kind.LINK: _("Link"),
}

STATUSES: Final = {
    Status.UNSTATED: _("not stated"),
    Status.CLAIMED: _("claimed"),
    Status.REPORTED: _("reported by several"),
    Status.CONFIRMED: _("confirmed by us"),
    Status.DISPUTED: _("disputed"),
    Status.WITHDRAWN: _("claim withdrawn"),
}

HANDS: Final = {
    Hand.UNSTATED: _("hand?"),
    Hand.FIRST: _("first-hand"),
    Hand.SECOND: _("second-hand"),
}

AMENDMENTS: Final = {
    Amendment.TYPO: _("Typo"),
    Amendment.UPDATE: _("Update"),
    Amendment.CORRECTION: _("Correction"),
}

AMENDMENTS_MEAN: Final = {
    Amendment.TYPO: _("Spelling, a slip. Readers get the new text without a notice."),
    Amendment.UPDATE: _("More is known now. Readers see when it was updated."),
    Amendment.CORRECTION: _("It was wrong. Readers see what was wrong."),
}

STORY_STATES: Final = {
    StoryStatus.LIVE: _("Live"),
    StoryStatus.PAUSED: _("Paused"),
    StoryStatus.CLOSED: _("Closed"),
}
