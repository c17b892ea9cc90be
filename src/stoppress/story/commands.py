"""What may be asked of a story. write.py carries commands out; rules.py decides.

Each has a command_id that was made where it was typed: asked again, it is answered again, not done twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from stoppress.base.keys import new_command_id
from stoppress.story.content import Content, Head, KeyPoint
from stoppress.story.words import Amendment


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What all commands carry."""

    slug: str
    """The story."""
    actor: str
    """Who asks: a user's name, or the name of a program."""
    command_id: str = field(default_factory=new_command_id)
    at: datetime | None = None
    """When it happened for readers, for imports; None = now. Aware, not in the future."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStory(Command):
    """Begin a story; it is live at once."""

    head: Head
    time_unknown: bool = False
    """True: it began elsewhere, and nobody knows when (imports)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditStory(Command):
    """Set the words above the updates."""

    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class SetKeyPoints(Command):
    """Set the key points, all at once, in their order."""

    points: tuple[KeyPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishEntry(Command):
    """Publish an update."""

    key: str
    """A new key from base.keys.new_entry_key(), made where the update is written."""
    content: Content
    time_unknown: bool = False
    """True: nobody knows when it was published (imports). Else it is published at `at`, or now."""
    under: str = ""
    """Place it directly below this update; "" = on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendEntry(Command):
    """Change what an update says."""

    key: str
    content: Content
    amendment: Amendment
    note: str = ""
    """Required for a correction (what was wrong); shown for an update; not shown for a typo."""
    based_on: int | None = None
    """The revision that was read before writing; another one now is refused. None = whatever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEntry(Command):
    """Take an update back."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PinEntry(Command):
    """Pin an update above the others; the one pinned before is not pinned any more."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpinEntry(Command):
    """Unpin an update."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEntry(Command):
    """Give an update another place."""

    key: str
    under: str = ""
    """Directly below this update; "" = on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseStory(Command):
    """Say that nothing is expected for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStory(Command):
    """End the story."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenStory(Command):
    """Go on after a pause or a close."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactEntry(Command):
    """For the law: blank an update's words for ever, in the log too."""

    key: str
    basis: str


def keys_named(command: Command) -> frozenset[str]:
    """The updates that must be known to decide a command."""
    keys = {getattr(command, "key", ""), getattr(command, "under", "")}
    if isinstance(command, SetKeyPoints):
        keys.update(key for point in command.points for key in point.cites)
    return frozenset(keys - {""})
