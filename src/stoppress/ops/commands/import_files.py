"""stoppress import FILE…

Each file is a live page saved as text. All are read before the first is stored, and each is stored whole or not at
all. The same file again changes nothing.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from stoppress.base.errors import Refusal
from stoppress.ops.call import Call
from stoppress.ops.captures import Read, account, read_capture, sentences
from stoppress.ops.tables import open_tables
from stoppress.project import wiring


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", type=Path, metavar="FILE", help="a text file")
    parser.add_argument(
        "--slug", default="", help="the story's address (default: made from the headline); one file only"
    )
    parser.add_argument("--zone", default="", help="time zone of times that name none, like Europe/Kyiv")
    parser.add_argument("--lines", action="store_true", help="say of every line what became of it")
    parser.add_argument("--dry-run", action="store_true", help="only read and report; store nothing")


def run(call: Call) -> int:
    options = call.options
    if options.slug and len(options.file) > 1:
        raise Refusal("usage", "--slug is for one file; call it once for each.", field="slug")
    found = [read_capture(path, slug=options.slug, zone=options.zone) for path in options.file]
    stored = [False] * len(found)
    if not options.dry_run:
        with open_tables(call.house):
            stored = [_stored(call, read) for read in found]
    facts, lines = [], []
    for read, is_new in zip(found, stored, strict=True):
        address = f"{call.house.readers_address}/{read.telling.slug}/"
        fates = [
            {"line": fate.number, "taken": fate.taken, "as": fate.role, "text": fate.text}
            for fate in read.capture.report.fates
        ]
        facts.append(
            {**account(read), "stored": is_new, "address": address, **({"lines": fates} if options.lines else {})}
        )
        lines += sentences(read)
        if options.lines:
            lines += [
                f"  {fate['line']:>5} {'+' if fate['taken'] else '-'} {fate['as']:14} {fate['text']}" for fate in fates
            ]
        if not options.dry_run:
            lines.append(f"  {'Imported' if is_new else 'It was imported before; nothing changed'}: {address}")
    call.answer({"imports": facts}, *lines)
    return 0


def _stored(call: Call, read: Read) -> bool:
    """Tell the story to the house. Returns False when this file was imported before."""
    from stoppress.story.write import Door

    bell = wiring.bell(call.house)
    try:
        return not Door(bell).carry_out_all(read.telling.commands)[0].repeated
    except Refusal as refusal:
        if refusal.code == "command-id-reused":  # an older Stop Press read the same file in another way
            return False
        if refusal.code == "story-exists":
            raise Refusal(
                "story-exists",
                f"There is a story “{read.telling.slug}” already, from another source. Give this one another address "
                "with --slug.",
                field="slug",
            ) from None
        raise
    finally:
        bell.close()
