"""From the fields of a draft to the command that publishes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from stoppress.desk.drafting.shelf import Fields, Kept
from stoppress.desk.forms.times import moment_from
from stoppress.desk.forms.typed import Typed
from stoppress.desk.forms.update import amendment, pinning, publication, update_typed
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.history import edited_content
from stoppress.desk.uploads import pictures_of
from stoppress.story.commands import AmendEntry, PinEntry, PublishEntry
from stoppress.story.content import checked_content


def command_of(kept: Kept, actor: str) -> PublishEntry | AmendEntry:
    """What publishes a draft as it is kept.

    Raises   Refusal: story-unknown, entry-unknown, and those of forms.update.content_from() and checked_content().
    """
    zone = found_story(kept.slug).head.zone
    typed = replace(update_typed(Typed(kept.fields)), key=kept.entry_key)
    if "command_id" not in kept.fields:
        typed = replace(typed, command_id=f"draft-{kept.draft_id}")
    command: PublishEntry | AmendEntry
    if kept.standing.amends:
        entry = found_entry(kept.slug, kept.entry_key)
        before = edited_content(kept.slug, entry, typed)
        command = amendment(kept.slug, actor, typed, zone, before, pictures_of(typed))
    else:
        command = publication(kept.slug, actor, typed, zone, pictures_of(typed))
        command = replace(command, at=backdated(kept.fields, zone))
    checked_content(command.content)
    return command


def pin_of(kept: Kept, command: PublishEntry | AmendEntry) -> list[PinEntry]:
    """What pins a draft as it is published, where that was ticked."""
    typed = replace(update_typed(Typed(kept.fields)), key=kept.entry_key, command_id=command.command_id)
    pin = None if kept.standing.amends else pinning(kept.slug, command.actor, typed)
    return [pin] if pin else []


def backdated(fields: Fields, zone: str) -> datetime | None:
    """The time at which an update shall count as published, where one was typed; None = when it goes out.

    Raises   Refusal time-not-readable.
    """
    return moment_from(Typed(fields).text("published_at"), zone, "published_at")
