"""stoppress close SLUG

The story is over. Its page stays; corrections and withdrawals may still come.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.ops.call import Call
from stoppress.ops.doing import actor, carry_out_with_tables, command_id, doing_arguments
from stoppress.story.commands import CloseStory


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the story")
    parser.add_argument("--note", default="", help="last words for readers: where it goes on, for instance")
    doing_arguments(parser)


def run(call: Call) -> int:
    command = CloseStory(slug=call.options.slug, actor=actor(call), note=call.options.note, command_id=command_id(call))
    return carry_out_with_tables(call, command, done="Closed")
