"""stoppress open SLUG --headline TEXT

SLUG becomes the story's address: small letters, digits and hyphens. It never changes.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.ops.call import Call
from stoppress.ops.composing import authors_from
from stoppress.ops.doing import actor, carry_out_with_tables, command_id, doing_arguments
from stoppress.story.commands import OpenStory
from stoppress.story.content import Head


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the story's address")
    parser.add_argument("--headline", required=True, help="the headline")
    parser.add_argument("--standfirst", default="", help="a sentence or two below the headline")
    parser.add_argument("--topic", default="", help="a word above the headline")
    parser.add_argument("--author", action="append", default=[], metavar="'NAME; ROLE'", help="may be repeated")
    parser.add_argument("--language", default="en", metavar="TAG", help="en, ar, pt-BR (default: en)")
    parser.add_argument("--zone", default="UTC", metavar="ZONE", help="time zone, like Asia/Amman (default: UTC)")
    doing_arguments(parser)


def run(call: Call) -> int:
    options = call.options
    head = Head(
        headline=options.headline,
        standfirst=options.standfirst,
        topic=options.topic,
        authors=authors_from(options.author),
        language=options.language,
        zone=options.zone,
    )
    command = OpenStory(slug=options.slug, actor=actor(call), head=head, command_id=command_id(call))
    return carry_out_with_tables(call, command, done="Opened")
