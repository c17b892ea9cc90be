"""Publishes through the door, as the desk does. Reads a number a line. argv: folder, slug, file for the door's ms."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Until standard input ends."""
    os.environ["STOPPRESS_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "stoppress.project.settings"
    import django

    django.setup()
    from django.conf import settings

    from stoppress.base.keys import new_entry_key
    from stoppress.story import commands as c
    from stoppress.story.body.build import text_document
    from stoppress.story.content import Content

    # The first update after a start opens databases and compiles templates; it is not counted.
    first = Content(headline="Not measured", body=text_document("Before it begins."))
    settings.DOOR.carry_out(c.PublishEntry(slug=sys.argv[2], actor="bench", key=new_entry_key(), content=first))
    time.sleep(1)
    with Path(sys.argv[3]).open("a") as took:
        for line in sys.stdin:
            begun_ns = time.monotonic_ns()
            content = Content(headline="Measured", body=text_document(f"@T{int(line)},{begun_ns};" + "x" * 1000))
            publish = c.PublishEntry(slug=sys.argv[2], actor="bench", key=new_entry_key(), content=content)
            settings.DOOR.carry_out(publish)
            took.write(f"{(time.monotonic_ns() - begun_ns) / 1e6:.3f}\n")


if __name__ == "__main__":
    main()
