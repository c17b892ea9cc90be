"""Taking several updates back in one act: all of them, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from stoppress.base.errors import Refusal
from stoppress.base.keys import new_command_id
from stoppress.base.limits.workspace import WITHDRAW_TOGETHER_MAX
from stoppress.story.commands import WithdrawEntry
from stoppress.story.write import Door, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawals:
    """What one person asks for."""

    slug: str
    actor: str
    command_id: str = ""
    """Made where it was asked: sent again, it is answered again."""
    keys: tuple[str, ...]
    reason: str
    """One for all; readers see it at each."""


def chosen_keys(keys: Sequence[str]) -> tuple[str, ...]:
    """The updates that were chosen, each once.

    Raises   Refusal nothing-chosen, too-many.
    """
    chosen = tuple(dict.fromkeys(keys))
    if not chosen:
        raise Refusal("nothing-chosen", "No update is chosen. Tick those that shall be withdrawn.", field="keys")
    if len(chosen) > WITHDRAW_TOGETHER_MAX:
        raise Refusal(
            "too-many",
            f"{len(chosen)} updates are chosen; {WITHDRAW_TOGETHER_MAX} are withdrawn at once. Do it in parts.",
            field="keys",
        )
    return chosen


def withdraw_many(asked: Withdrawals, door: Door) -> Receipt:
    """Withdraw several updates with one reason, in one transaction. Those that are withdrawn already stay as they are.

    Returns  one receipt for all, about no single update.
    Raises   Refusal nothing-chosen, too-many; reason-missing, entry-unknown and others of the first that is refused:
             then none is withdrawn.
    """
    base = asked.command_id or new_command_id()
    receipts = door.carry_out_all(
        [
            WithdrawEntry(
                slug=asked.slug, actor=asked.actor, command_id=_id_of(base, key), key=key, reason=asked.reason
            )
            for key in chosen_keys(asked.keys)
        ]
    )
    return Receipt(
        slug=asked.slug,
        entry_key="",
        first=min(receipt.first for receipt in receipts),
        last=max(receipt.last for receipt in receipts),
        repeated=all(receipt.repeated for receipt in receipts),
    )


def _id_of(base: str, key: str) -> str:
    return "many:" + hashlib.sha256(f"{base}\n{key}".encode()).hexdigest()[:48]
