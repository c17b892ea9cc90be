"""stoppress perform [FILE…]

The part of `demo` that tells: the shipped stories, or captures from files. `demo` starts it beside the house's other
processes; it ends when all is told.
"""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import DEMO_LINK_VALID_S
from stoppress.ops.call import Call
from stoppress.ops.lifeline import Lifeline
from stoppress.ops.tables import open_tables
from stoppress.project import wiring

if TYPE_CHECKING:
    from stoppress.story.write import Door

EDITOR = "demo"
"""The user of the demo; comes in by links only."""


class Going(Protocol):
    """A story on its way."""

    @property
    def is_over(self) -> bool:
        """True when all is told."""

    def step(self) -> object:
        """Tell what comes next. A Refusal ends the step, not the story."""


def arguments(parser: ArgumentParser) -> None:
    performing_arguments(parser)


def performing_arguments(parser: ArgumentParser) -> None:
    """What `perform` shares with `demo`."""
    parser.add_argument("file", nargs="*", type=Path, metavar="FILE", help="text files to replay instead")
    parser.add_argument("--interval", type=float, default=6.0, metavar="SECONDS", help="between updates (default: 6)")


def run(call: Call) -> int:
    if not 0.05 <= call.options.interval <= 3_600:
        raise Refusal("usage", "--interval is between 0.05 and 3600 seconds.", field="interval")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    lifeline = Lifeline(call.options.lifeline)
    with open_tables(call.house):
        from stoppress.story.write import Door

        bell = wiring.bell(call.house)
        try:
            going = list((_files if call.options.file else _shipped)(call, Door(bell)))
            lifeline.ready(link=_login_link(call))
            _tell(call, going, stop)
        finally:
            bell.close()
    return 0


def _shipped(call: Call, door: Door) -> Iterator[Going]:
    from stoppress.media.pictures import keep
    from stoppress.ops.demo import perform, script
    from stoppress.ops.demo.reading import shipped_story

    folder = call.house.data / "media"

    for name in (script.STORM, script.BLACKOUT):
        story = shipped_story(name)
        call.say(f"Telling “{story.headline}” …")
        yield perform.begin(story, door, lambda picture: keep(picture, folder), say=call.say)


def _files(call: Call, door: Door) -> Iterator[Going]:
    from stoppress.ops.captures import read_capture, sentences
    from stoppress.ops.replay import Replay

    found = [read_capture(path) for path in call.options.file]
    for read in found:
        for sentence in sentences(read):
            call.say(sentence)
        replay = Replay(read.telling, door)
        call.say(f"  The first {replay.begin()} updates are told; the others follow.")
        yield replay


def _tell(call: Call, going: list[Going], stop: threading.Event) -> None:
    """One update after the other, the stories in turn."""
    while going := [story for story in going if not story.is_over]:
        for story in going:
            if stop.wait(call.options.interval):
                return
            try:
                story.step()
            except Refusal as refusal:
                call.say(f"The demo was refused an update: {refusal.message}")
    call.say("The demo is told to its end. The pages stay until Ctrl-C.")


def _login_link(call: Call) -> str:
    from stoppress.desk import accounts

    if EDITOR not in accounts.user_names():
        accounts.create_user(EDITOR, None)
    return call.house.desk_address + accounts.make_login_link(EDITOR, DEMO_LINK_VALID_S)
