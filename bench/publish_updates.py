"""Publishes through the door, as the desk does. Reads a number a line. argv: data folder, slug."""

from __future__ import annotations

import os
import sys
import time


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

    settings.DOOR.carry_out(c.PauseStory(slug=sys.argv[2], actor="bench"))  # opens the database before the first stamp
    for line in sys.stdin:
        text = f"@T{int(line)},{time.monotonic_ns()};" + "x" * 1000
        content = Content(headline="Measured", body=text_document(text))
        settings.DOOR.carry_out(c.PublishEntry(slug=sys.argv[2], actor="bench", key=new_entry_key(), content=content))


if __name__ == "__main__":
    main()
