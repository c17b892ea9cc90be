"""stoppress withdraw SLUG ENTRY --reason TEXT

Its words leave every page and feed; its place, its time and the reason stay.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.ops.call import Call
from stoppress.ops.doing import actor, carry_out_with_tables, command_id, doing_arguments
from stoppress.story.commands import WithdrawEntry


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the story")
    parser.add_argument("entry", metavar="ENTRY", help="the update's key, as in its address")
    parser.add_argument("--reason", required=True, help="why; for readers")
    doing_arguments(parser)


def run(call: Call) -> int:
    options = call.options
    command = WithdrawEntry(
        slug=options.slug, actor=actor(call), key=options.entry, reason=options.reason, command_id=command_id(call)
    )
    return carry_out_with_tables(call, command, done="Withdrew")
