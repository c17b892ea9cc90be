"""From an operation to the door and back: who asks, under which id, and what is answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from stoppress.base.keys import entry_key_from, new_entry_key
from stoppress.desk.answers import note_receipt
from stoppress.desk.api.bearer import caller_of
from stoppress.desk.api.declare import answered
from stoppress.desk.api.replay import command_id, idempotency_key
from stoppress.desk.api.shapes.done import Done
from stoppress.desk.drafting.deeds import publish_typed
from stoppress.desk.drafting.people import person
from stoppress.desk.drafting.saving import Typing
from stoppress.desk.forms.update import pinning_of
from stoppress.desk.roles import Action, may
from stoppress.desk.rules import not_allowed
from stoppress.story import commands as c
from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.write import Receipt


def asked_by(request: HttpRequest) -> dict[str, Any]:
    """Actor and command id, for a command."""
    return {"actor": caller_of(request).actor, "command_id": command_id(request)}


def carried_out(request: HttpRequest, command: c.Command, status: int = 200) -> HttpResponse:
    """Carry a command out, and answer with what is on disk.

    Raises   Refusal: as story.write.Door.carry_out().
    """
    words = isinstance(command, c.PublishEntry | c.AmendEntry)
    return done_answer(request, settings.DOOR.carry_out(command), words=words, status=status)


def published(
    request: HttpRequest, command: c.PublishEntry | c.AmendEntry, status: int = 200, *, pin: bool = False
) -> HttpResponse:
    """As carried_out(), for words: drafts of the same update go out with it, and an embargo on one holds.

    pin      True: pinned in the same moment.
    Raises   Refusal: as story.write.Door.carry_out(); embargoed; not-allowed: it may not be pinned by this user.
    """
    pinning = pinning_of(command) if pin else None
    if pinning and not may(request.user, Action.PLACE, command.slug):
        raise not_allowed(request.user, Action.PLACE, command.slug)
    typing = Typing(slug=command.slug, draft_id="", entry_key=command.key, fields={})
    receipt = publish_typed(command, typing, person(request, command.slug), settings.DOOR, pinning)
    return done_answer(request, receipt, words=True, status=status)


def done_answer(request: HttpRequest, receipt: Receipt, *, words: bool, status: int = 200) -> HttpResponse:
    """The answer to what is on disk, noted for the trail.

    words    True: it wrote words, so that there is a revision to tell.
    """
    note_receipt(request, receipt)
    revision = _revision(receipt) if words else None
    done = Done(
        story=receipt.slug,
        key=receipt.entry_key or None,
        number=max(receipt.last, receipt.first - 1),
        revision=revision,
        changed=receipt.last >= receipt.first,
    )
    return answered(done, status, update_version(revision, receipt.last) if revision else "")


def update_version(revision: int, number: int) -> str:
    """The version of an update, for its ETag: the revision of its words, and the fact that last changed it at all."""
    return f"{revision}.{number}"


def key_for(request: HttpRequest, asked: str) -> str:
    """The key of a new update: as asked, else made; from the Idempotency-Key where there is one, so that a repeat
    names the same update.
    """
    if asked:
        return asked
    if not idempotency_key(request):
        return new_entry_key()
    return entry_key_from(f"key of {command_id(request)}")


def _revision(receipt: Receipt) -> int:
    """The revision that a command wrote, also when it is answered again later."""
    history = read.history(receipt.slug, receipt.entry_key)
    return sum(
        1
        for fact in history
        if fact.number <= receipt.last and isinstance(fact.what, f.EntryPublished | f.EntryAmended)
    )
