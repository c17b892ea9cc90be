"""What is done with drafts: plain values in, values out. Pages and API call these; rules.py decides.

Each act goes into the trail, in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.drafting import shelf
from stoppress.desk.drafting.commands import command_of, pin_of
from stoppress.desk.drafting.due import ALARM
from stoppress.desk.drafting.rules import CLOCK, Act, Asked, Person, Standing, State, decide, may_see
from stoppress.desk.drafting.saving import DraftStale, Typing, check, is_seen, new_draft, overtakes, save
from stoppress.desk.drafting.shelf import Kept
from stoppress.story.commands import AmendEntry, PinEntry, PublishEntry
from stoppress.story.write import Door, Receipt


def seen_draft(slug: str, draft_id: str, by: Person) -> Kept:
    """One draft, for who may see it.

    Raises   Refusal draft-unknown: there is none, or it is another's.
    """
    kept = shelf.found(slug, draft_id)
    if not may_see(kept.standing, by):
        raise shelf.unknown()
    return kept


def do(slug: str, draft_id: str, asked: Asked, by: Person, version: int | None = None) -> Kept:
    """Do one thing with a draft that needs none of its words: return, take back, lift, discard, restore …

    version  what was seen; another one now is refused as DraftStale. None = whatever it is.
    Raises   Refusal draft-unknown, and those of rules.decide().
    """
    with transaction.atomic():
        kept = shelf.held(draft_id)
        if kept is None or kept.slug != slug or not may_see(kept.standing, by):
            raise shelf.unknown()
        if version is not None and version != kept.version:
            raise DraftStale(kept)
        return _done(kept, asked, by)


def save_and(typing: Typing, asked: list[Asked], by: Person) -> Kept:
    """Keep what was typed and do something with it, both or neither: submit, schedule, embargo.

    Raises   as saving.save(); Refusal of what could never be published (nothing said, a word that is unknown …).
    """
    with transaction.atomic():
        kept = save(typing, by, now_utc())
        command_of(kept, by.name)
        for one in asked:
            kept = _done(kept, one, by)
    return kept


def approve(slug: str, draft_id: str, by: Person, door: Door, version: int | None = None) -> Receipt:
    """Publish a draft as it is kept. The fact's actor is who approves; the draft keeps who wrote it.

    version  what was read; another one now is refused: nobody approves what nobody has seen.
    Raises   DraftStale, Refusal of the rules and of the door.
    """
    kept = seen_draft(slug, draft_id, by)
    if version is not None and version != kept.version:
        raise DraftStale(kept)
    command = command_of(kept, by.name)
    also = _published(kept, Asked(act=Act.PUBLISH), by, kept.version)
    return door.carry_out_all([command, *pin_of(kept, command)], also)[0]


def publish_typed(
    command: PublishEntry | AmendEntry, typing: Typing, by: Person, door: Door, pin: PinEntry | None = None
) -> Receipt:
    """Publish what stands in the form; the draft of it, where there is one, is published with it.

    pin      what is to follow in the same moment.
    Raises   DraftStale when others changed the draft meanwhile; Refusal of the rules (an embargo) and of the door.
    """
    if typing.draft_id:
        check(typing)

    def also(receipt: Receipt) -> None:
        _with_drafts(receipt, command, typing, by)

    return door.carry_out_all([command, pin] if pin else [command], also)[0]


def fall_due(slug: str, draft_id: str, door: Door, clock: Clock = now_utc) -> Receipt | None:
    """Publish a draft whose instant has come. Refused by the story, it is a draft again and says why.

    Returns  None when there was nothing to do, or it was refused.
    """
    kept = shelf.find(slug, draft_id)
    if kept is None or kept.standing.state is not State.SCHEDULED:
        return None
    try:
        command = command_of(kept, kept.standing.decided_by or kept.standing.author)
        also = _published(kept, Asked(act=Act.FALL_DUE), CLOCK, kept.version, clock)
        return door.carry_out_all([command, *pin_of(kept, command)], also)[0]
    except DraftStale:
        return None  # edited in this moment: the next look takes it as it is then
    except Refusal as refusal:
        _failed(draft_id, refusal, clock())
        return None


def _done(kept: Kept, asked: Asked, by: Person) -> Kept:
    """The transaction is the caller's."""
    now = now_utc()
    standing = decide(kept.standing, asked, by, now)
    if standing == kept.standing:
        return kept
    after = replace(kept, standing=standing, refusal="" if asked.act is Act.SCHEDULE else kept.refusal)
    shelf.put(after)
    shelf.note_act(after, asked.act, by, asked.note or _instant(asked.at))
    transaction.on_commit(ALARM.ring)
    return after


def _published(kept: Kept, asked: Asked, by: Person, version: int, clock: Clock = now_utc) -> Callable[[Receipt], None]:
    """What becomes true of a draft in the transaction that publishes it."""

    def also(receipt: Receipt) -> None:
        now = clock()
        held = shelf.held(kept.draft_id)
        if held is None or (receipt.repeated and held.standing.state is State.PUBLISHED):
            return
        if held.version != version:
            raise DraftStale(held)
        _mark_out(held, decide(held.standing, asked, by, now), receipt, by, now)

    return also


def _with_drafts(receipt: Receipt, command: PublishEntry | AmendEntry, typing: Typing, by: Person) -> None:
    """The form's own draft, and any other of the same new update: an embargo can't be gone around.

    A form that was never kept is noted as published: what its page typed last may come in after it.
    """
    now = now_utc()
    own = (shelf.held(typing.draft_id) or new_draft(typing, by.name, now)) if typing.draft_id else None
    if own and (own.slug != command.slug or own.entry_key != command.key):
        own = None
    others = shelf.held_of_entry(command.slug, command.key) if isinstance(command, PublishEntry) else []
    for held in {one.draft_id: one for one in (*others, *([own] if own else []))}.values():
        if receipt.repeated and held.standing.state is State.PUBLISHED:
            continue
        if own and held.draft_id == own.draft_id and not is_seen(held, typing) and overtakes(held, typing):
            raise DraftStale(held)
        _mark_out(held, decide(held.standing, Asked(act=Act.PUBLISH), by, now), receipt, by, now)


def _mark_out(held: Kept, standing: Standing, receipt: Receipt, by: Person, now: datetime) -> None:
    after = replace(held, standing=standing, saved_at=now, refusal="", number=receipt.last)
    shelf.put(after)
    shelf.note_act(after, Act.PUBLISH, by, number=receipt.last)


def _failed(draft_id: str, refusal: Refusal, now: datetime) -> None:
    with transaction.atomic():
        kept = shelf.held(draft_id)
        # Taken back, put off, or published by another process in this moment: then the refusal is about that.
        if kept is None or kept.standing.state is not State.SCHEDULED or (kept.standing.due_at or now) > now:
            return
        said = json.dumps({"code": refusal.code, "message": refusal.message})
        shelf.put(replace(kept, standing=decide(kept.standing, Asked(act=Act.FAIL), CLOCK, now), refusal=said))
        shelf.note_act(kept, Act.FAIL, CLOCK, code=refusal.code)


def _instant(at: datetime | None) -> str:
    """For the trail, which is read by people: to the second, its zone named."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else ""
