"""Stories of any length in a data folder, told and printed before anything is measured. Run as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stoppress.press.loop import Press
    from stoppress.story.commands import Command, OpenStory, PublishEntry

AT_ONCE = 500
"""Updates told in one transaction."""

_WORDS = (
    "The harbour master closed the inner basin at {n} minutes past the hour, and the last two ferries turned back. "
    "Gusts of 120 km/h were measured at the mole, the weather service said; the tide will be highest before midnight. "
    "Residents of the lower town were asked to go to the school on the hill, where beds and soup are ready for 300."
)


def told(folder: Path, lengths: dict[str, int]) -> None:
    """Make stories with so many updates each, and print them on the shelf.

    folder   the data folder; made if absent.
    lengths  updates by slug.
    """
    env = {**os.environ, "STOPPRESS_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "stoppress.project.settings"}
    subprocess.run([sys.executable, "-m", "bench.stories", json.dumps(lengths)], env=env, check=True)


def main() -> None:
    """argv: the lengths as JSON; the folder is in the environment."""
    import django

    Path(os.environ["STOPPRESS_DATA"]).mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from stoppress.press.loop import Press
    from stoppress.project import wiring
    from stoppress.project.settings import HOUSE

    call_command("migrate", verbosity=0)
    for slug, length in json.loads(sys.argv[1]).items():
        commands: list[Command] = [opened(slug), *publications(slug, length)]
        for first in range(0, len(commands), AT_ONCE):
            settings.DOOR.carry_out_all(commands[first : first + AT_ONCE])
    press = Press(wiring.edition(HOUSE), wiring.bell(HOUSE), HOUSE)
    press.look_at_everything()
    for slug in json.loads(sys.argv[1]):
        _without_cards(press, slug)


def _without_cards(press: Press, slug: str) -> None:
    """Note the share cards of a story as drawn: over a night they were, and not all at the first start, as here."""
    room, standing = press._drawing, press._stories.standing(slug)  # noqa: SLF001
    assert standing
    room.printed(slug)
    place = room._place(slug, *standing)  # noqa: SLF001
    place.all = False
    room._note(standing[0], place)  # noqa: SLF001


def opened(slug: str) -> OpenStory:
    """The command that opens such a story."""
    from stoppress.story import commands as c
    from stoppress.story.content import Head

    head = Head(headline="A storm reaches the coast", standfirst="The harbour is closed and ferries stay in port.")
    return c.OpenStory(slug=slug, actor="bench", head=head)


def publications(slug: str, count: int) -> list[PublishEntry]:
    """So many updates, each a headline and three sentences; every tenth is a key event."""
    from stoppress.base.keys import new_entry_key
    from stoppress.story import commands as c
    from stoppress.story.body.build import text_document
    from stoppress.story.content import Author, Content

    return [
        c.PublishEntry(
            slug=slug,
            actor="bench",
            key=new_entry_key(),
            content=Content(
                headline=f"Update {n} from the harbour",
                body=text_document(_WORDS.format(n=n % 60)),
                key_event=n % 10 == 0,
                authors=(Author("Ada Vell", "at the harbour"),),
            ),
        )
        for n in range(count)
    ]


if __name__ == "__main__":
    main()
