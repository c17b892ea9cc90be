"""Commands that change a story: who asks, how a repeat is known, and how the receipt is answered."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser

from stoppress.base.keys import entry_key_from, new_command_id, new_entry_key
from stoppress.ops.call import Call
from stoppress.ops.tables import open_tables
from stoppress.project import wiring
from stoppress.story.commands import Command


def doing_arguments(parser: ArgumentParser) -> None:
    """What all commands that change a story take."""
    parser.add_argument("--by", metavar="NAME", help="who does it, for the log (default: your login name)")
    parser.add_argument(
        "--command-id",
        metavar="ID",
        help="makes a repeat harmless: the same call with the same ID is answered again, not done twice",
    )


def actor(call: Call) -> str:
    """Who asks."""
    if call.options.by:
        return str(call.options.by)
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "command line"


def command_id(call: Call) -> str:
    """The id of this command: the given one, else a new one."""
    return call.options.command_id or new_command_id()


def entry_key(call: Call) -> str:
    """A key for a new update; the same one for the same --command-id, so that the repeat is the same command."""
    if not call.options.command_id:
        return new_entry_key()
    return entry_key_from(call.options.command_id)


def carry_out(call: Call, *commands: Command, done: str) -> int:
    """Carry commands on one story out, all or none, and answer with where it led. Tables must be open.

    done     the word that says what was done: "Published", "Closed".
    Raises   Refusal: see story.write.Door.
    """
    from stoppress.story import read
    from stoppress.story.write import Door

    bell = wiring.bell(call.house)
    try:
        receipts = Door(bell).carry_out_all(commands)
    finally:
        bell.close()
    slug, key, number = receipts[0].slug, receipts[0].entry_key, receipts[-1].last
    changed = any(receipt.last >= receipt.first for receipt in receipts)
    address = f"{call.house.readers_address}/{slug}/" + (f"e/{key}/" if key else "")
    facts: dict[str, object] = {
        "story": slug,
        "entry": key or None,
        "number": number,
        "position": f"{read.epoch()}-{number}",
        "changed": changed,
        "repeated": receipts[0].repeated,
        "address": address,
    }
    what = f"{done} {key or slug} as number {number}" if changed else f"{key or slug} was so already"
    call.answer(facts, f"{what}: {address}")
    return 0


def carry_out_with_tables(call: Call, *commands: Command, done: str) -> int:
    """As carry_out(), with the tables opened for it."""
    with open_tables(call.house):
        return carry_out(call, *commands, done=done)
