"""stoppress amend SLUG ENTRY [TEXT] --as typo|update|correction

What is not given stays as it is. A correction needs --note, which says what was wrong; readers see it.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.base.errors import Refusal
from stoppress.ops.call import Call
from stoppress.ops.composing import content_arguments, content_from
from stoppress.ops.doing import actor, carry_out, command_id, doing_arguments
from stoppress.ops.tables import open_tables
from stoppress.story.commands import AmendEntry
from stoppress.story.state import EntryState
from stoppress.story.words import Amendment


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the story")
    parser.add_argument("entry", metavar="ENTRY", help="the update's key, as in its address")
    content_arguments(parser)
    parser.add_argument("--as", dest="amendment", required=True, metavar="WHY", help="typo, update or correction")
    parser.add_argument("--note", default="", help="what changed, or what was wrong; for readers")
    parser.add_argument("--based-on", type=int, metavar="N", help="refuse if the update is not at revision N any more")
    doing_arguments(parser)


def run(call: Call) -> int:
    options = call.options
    with open_tables(call.house):
        from stoppress.story import read

        before = read.entry(options.slug, options.entry)
        command = AmendEntry(
            slug=options.slug,
            actor=actor(call),
            key=options.entry,
            # What the door refuses, it refuses better than we could: an unknown update has no words to keep.
            content=content_from(options, before.content) if before else content_from(options),
            amendment=_amendment(options.amendment),
            note=options.note,
            based_on=_based_on(call, before),
            command_id=command_id(call),
        )
        return carry_out(call, command, done="Amended")


def _based_on(call: Call, before: EntryState | None) -> int | None:
    """Else two amendments in one moment would lose one's words. A repeat by --command-id must stay the same command."""
    if call.options.based_on is not None or call.options.command_id or before is None:
        return call.options.based_on  # type: ignore[no-any-return]
    return before.revision


def _amendment(text: str) -> Amendment:
    try:
        return Amendment(text)
    except ValueError:
        raise Refusal(
            "word-unknown", f"--as is “{text[:40]}”; one of {', '.join(Amendment)} is expected.", field="as"
        ) from None
