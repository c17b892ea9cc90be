"""stoppress restore FILE

Stop Press must be stopped. What was there is kept beside it. Open pages notice that the history is another one and
fetch themselves anew; everybody logs in again.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from stoppress.ops.backup import restore_backup
from stoppress.ops.call import Call
from stoppress.ops.folder import held, made_folder
from stoppress.ops.tables import known_table_changes, set_up


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that `stoppress backup` wrote")


def run(call: Call) -> int:
    folder = made_folder(call.house.data)
    with held(folder, "use"):
        kept = restore_backup(folder, call.options.file, known_table_changes())
        set_up(call.house)
        from stoppress.story import read

        stories, epoch = len(read.numbers()), read.epoch()
    facts = {"file": str(call.options.file), "stories": stories, "epoch": epoch, "kept": str(kept) if kept else None}
    was = f" What was there before is kept as {kept}." if kept else ""
    call.answer(facts, f"Restored. Stories: {stories}.{was}", f"Start it again: {call.to_type('serve')}")
    return 0
