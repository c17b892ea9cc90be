"""stoppress export SLUG

The whole public story as JSON, from the log: what /SLUG/story.json gives, without a running server.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from stoppress.base.errors import Refusal
from stoppress.ops.call import Call
from stoppress.ops.tables import open_tables


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the story")
    parser.add_argument("--output", type=Path, metavar="FILE", help="the file to write (default: standard output)")


def run(call: Call) -> int:
    slug, output = call.options.slug, call.options.output
    with open_tables(call.house):
        from stoppress.archive.export import story_json
        from stoppress.press.assets import house_of

        pieces = story_json(slug, house_of(call.house))
        if output is None:
            for piece in pieces:
                sys.stdout.write(piece)
            return 0
        part = output.with_name(f"{output.name}.part")
        try:
            with part.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
            part.replace(output)
        except OSError as error:
            raise Refusal("file-not-writable", f"{output} can't be written: {error.strerror}.") from None
        finally:
            part.unlink(missing_ok=True)
    call.answer({"story": slug, "file": str(output), "bytes": output.stat().st_size}, f"Wrote {output}.")
    return 0
