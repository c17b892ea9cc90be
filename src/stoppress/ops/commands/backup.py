"""stoppress backup FILE

Works while the server runs. FILE holds desk.db and the pictures; keep it where the server's disk is not.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from stoppress.ops.backup import write_backup
from stoppress.ops.call import Call
from stoppress.ops.folder import in_use


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write; it must not be there yet")


def run(call: Call) -> int:
    target = call.options.file
    with in_use(call.house.data):
        made = write_backup(call.house.data, target)
    facts = {"file": str(target), "files": made.files, "bytes": made.bytes}
    call.answer(facts, f"{target}: {made.bytes:,} bytes, files: {made.files}. Copy it to another machine.")
    return 0
