"""THE door: the only way in which a story changes.

One transaction: hold the story's row, load, decide, fold, save, append, commit; then ring. What carry_out() returns
is on disk. Nothing here decides anything (rules.py) and nothing else writes the tables of this part.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.keys import COMMAND_ID_PATTERN
from stoppress.base.limits.log import COMMANDS_TOGETHER_MAX
from stoppress.base.limits.words import NAME_CHARS_MAX
from stoppress.bell.contract import Bell, Ring
from stoppress.story import codec, commands, log
from stoppress.story import facts as f
from stoppress.story.models import ReceiptRow
from stoppress.story.rules import decide
from stoppress.story.state import apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to a command: it is durable."""

    slug: str
    entry_key: str
    """The update it was about; "" when it was about the story."""
    first: int
    last: int
    """Numbers of the facts that followed; last = first - 1 when it was so already."""
    repeated: bool
    """True when the command had been carried out before, and this is the answer of then."""


class Door:
    """Carries commands out. One for a process; safe from several threads."""

    def __init__(self, bell: Bell, clock: Clock = now_utc) -> None:
        self._bell = bell
        self._clock = clock

    def carry_out(self, command: commands.Command, also: Callable[[Receipt], None] | None = None) -> Receipt:
        """Carry one command out.

        also     what becomes true with it, in the same transaction; a Refusal of it undoes both. May be called twice.
        Returns  once it is on disk.
        Raises   Refusal: see rules.decide(); command-id-not-usable, command-id-reused; those of `also`.
        """
        return self.carry_out_all([command], also)[0]

    def carry_out_all(
        self, several: Sequence[commands.Command], also: Callable[[Receipt], None] | None = None
    ) -> list[Receipt]:
        """Carry several commands out in their order: all of them, or none.

        also     as in carry_out(): called after all of them, with the receipt of the first.

        Returns  their receipts, in the same order, once all are on disk.
        Raises   Refusal: as carry_out(), of the first that is refused.
        """
        if len(several) > COMMANDS_TOGETHER_MAX:
            raise Refusal(
                "too-many",
                f"{len(several)} commands at once; at most {COMMANDS_TOGETHER_MAX} fit. Send them in parts.",
            )
        try:
            with transaction.atomic():
                receipts = self._carried_out(several, also)
        except IntegrityError:
            # Two writers opened one slug, or sent one command, in the same moment: the second finds it done.
            with transaction.atomic():
                receipts = self._carried_out(several, also)
        for slug, number in {receipt.slug: receipt.last for receipt in receipts}.items():
            self._bell.ring("log", Ring(slug, number))
        return receipts

    def _carried_out(
        self, several: Sequence[commands.Command], also: Callable[[Receipt], None] | None
    ) -> list[Receipt]:
        receipts = [self._done(command) for command in several]
        if also and receipts:
            also(receipts[0])
        return receipts

    def _done(self, command: commands.Command) -> Receipt:
        digest = _digest(command)
        row = log.lock_story(command.slug)
        done = ReceiptRow.objects.filter(pk=command.command_id).first()
        if done:
            return _answered_again(done, digest)
        under = getattr(command, "under", "")
        state = log.load_state(row, commands.keys_named(command), under) if row else None
        before = state.entries if state else {}
        now = self._clock()
        first = state.number + 1 if state else 1
        facts = [
            f.Fact(number=number, at=command.at or now, logged_at=now, actor=command.actor, what=what)
            for number, what in enumerate(decide(state, command, now), first)
        ]
        for fact in facts:
            state = apply(command.slug, state, fact)
        if state and facts:
            changed = {f.entry_key(fact.what) for fact in facts} & set(state.entries)
            row = log.save_state(row, before, state, changed)
            log.append(row, facts)
            for fact in facts:
                if isinstance(fact.what, f.Redacted):
                    log.blank_words_of_entry(row, fact.what.key, fact.number)
        receipt = Receipt(
            slug=command.slug,
            entry_key=getattr(command, "key", ""),
            first=first,
            last=first + len(facts) - 1,
            repeated=False,
        )
        ReceiptRow.objects.create(
            command_id=command.command_id,
            digest=digest,
            slug=receipt.slug,
            entry_key=receipt.entry_key,
            first=receipt.first,
            last=receipt.last,
        )
        return receipt


def begin_new_history() -> str:
    """After a restore: give the history a new name, since positions that readers hold belong to another one.

    Returns  the new epoch. What is on the shelf is of the old one; clear it.
    """
    with transaction.atomic():
        return log.begin_new_history()


def _digest(command: commands.Command) -> str:
    if not COMMAND_ID_PATTERN.fullmatch(command.command_id):
        raise Refusal(
            "command-id-not-usable",
            f"“{command.command_id[:40]}” is no command id. "
            "Take 8 to 80 letters, digits and _ . : - that nobody else takes.",
            field="command_id",
        )
    if not command.actor or len(command.actor) > NAME_CHARS_MAX:
        raise Refusal("actor-missing", f"A command names who asks, in 1 to {NAME_CHARS_MAX} characters.", field="actor")
    return hashlib.sha256((type(command).__name__ + codec.command_to_json(command)).encode()).hexdigest()


def _answered_again(done: ReceiptRow, digest: str) -> Receipt:
    if done.digest != digest:
        raise Refusal(
            "command-id-reused",
            "This form was already sent, with another text. Load the page anew and send what should be added.",
            field="command_id",
        )
    return Receipt(slug=done.slug, entry_key=done.entry_key, first=done.first, last=done.last, repeated=True)
