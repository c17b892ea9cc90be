"""stoppress publish SLUG [TEXT]

TEXT is Markdown. It is durable when this returns, and on readers' screens a moment later if the server runs.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.base.keys import command_id_after
from stoppress.ops.call import Call
from stoppress.ops.composing import content_arguments, content_from
from stoppress.ops.doing import actor, carry_out_with_tables, command_id, doing_arguments, entry_key
from stoppress.story.commands import Command, PinEntry, PublishEntry


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the story")
    content_arguments(parser)
    parser.add_argument("--pin", action="store_true", help="pin it above the others")
    doing_arguments(parser)


def run(call: Call) -> int:
    slug, by, key, asked = call.options.slug, actor(call), entry_key(call), command_id(call)
    commands: list[Command] = [
        PublishEntry(slug=slug, actor=by, key=key, content=content_from(call.options), command_id=asked)
    ]
    if call.options.pin:
        commands.append(PinEntry(slug=slug, actor=by, key=key, command_id=command_id_after(asked)))
    return carry_out_with_tables(call, *commands, done="Published")
