"""The closed lists of words: what an update may be, how it may change, how sure we are. Words are for ever."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an update is. It has exactly one."""

    REPORT = "report"
    BREAKING = "breaking"
    QUOTE = "quote"
    VIDEO = "video"
    EXPLAINER = "explainer"
    CORRESPONDENT = "correspondent"
    SUMMARY = "summary"
    LINK = "link"


class Status(StrEnum):
    """How far a claim is established. UNSTATED where an update claims nothing or the desk has not said."""

    UNSTATED = ""
    CLAIMED = "claimed"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Hand(StrEnum):
    """Whether a source saw it or heard it. UNSTATED where the desk has not said."""

    UNSTATED = ""
    FIRST = "first"
    SECOND = "second"


class Amendment(StrEnum):
    """Why a published text was changed. A typo is not shown, an update is dated, a correction says what was wrong."""

    TYPO = "typo"
    UPDATE = "update"
    CORRECTION = "correction"


class StoryStatus(StrEnum):
    """Where a story stands."""

    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"
