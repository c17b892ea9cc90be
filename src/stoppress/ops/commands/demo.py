"""stoppress demo [FILE…]

Without FILE: an invented storm, half told, that goes on by itself, and a closed story in Arabic. With FILE: live pages
saved as text, told again in their order. Nothing is kept unless --data names a folder.
"""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path

from stoppress.base.errors import Refusal
from stoppress.base.settings import Settings
from stoppress.ops.call import Call
from stoppress.ops.captures import read_capture
from stoppress.ops.commands.perform import performing_arguments
from stoppress.ops.commands.serve import addresses, plans, ports_checked, serving_arguments
from stoppress.ops.folder import held, made_folder
from stoppress.ops.house import house_with
from stoppress.ops.ports import free_port
from stoppress.ops.supervisor import Note, Supervisor, of_ours


def arguments(parser: ArgumentParser) -> None:
    performing_arguments(parser)
    serving_arguments(parser)


def run(call: Call) -> int:
    for path in call.options.file:
        read_capture(path)  # what can't be read is refused before anything is started
    with ExitStack() as stack:
        if call.options.data is None:
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="stoppress-demo-", ignore_cleanup_errors=True)
            )
            house_with(data=folder)
        house = ports_checked(_with_ports_that_are_free(call, house_with()))
        call.say("Stop Press sets the stage …")
        stack.enter_context(held(made_folder(house.data), "serve"))
        words = [str(Path(path).absolute()) for path in call.options.file]
        performer = of_ours("perform", *words, "--interval", str(call.options.interval), lasting=False)
        supervisor = Supervisor(
            [*plans(house), performer], lambda notes: _welcome(call, house, notes), drain_s=house.drain_s
        )
        return supervisor.run()


def _with_ports_that_are_free(call: Call, house: Settings) -> Settings:
    """A demo moves aside for whoever has its port, unless the port was asked for."""
    usual = Settings()
    moved: dict[str, int] = {}
    for setting, host in (("reader_port", house.reader_host), ("desk_port", house.desk_host)):
        port = getattr(house, setting)
        if getattr(call.options, setting) is None and port == getattr(usual, setting):
            try:
                free_port(host, port, setting.partition("_")[0].upper())
            except Refusal:
                moved[setting] = 0
    return house_with(**moved)


def _welcome(call: Call, house: Settings, notes: dict[str, Note]) -> None:
    call.answer(
        {},
        "",
        "The demo is running. Ctrl-C ends it.",
        *addresses(house),
        f"  Log in   {notes['perform']['link']}",
        "           (the link works once)",
        "",
    )
