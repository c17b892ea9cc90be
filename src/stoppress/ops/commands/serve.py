"""stoppress serve

Starts readers' pages, desk and press as processes of their own, starts those again that die, and stops all with it.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.base.settings import Settings
from stoppress.ops.call import Call
from stoppress.ops.folder import held, made_folder
from stoppress.ops.house import house_with
from stoppress.ops.ports import free_port
from stoppress.ops.supervisor import Note, Plan, Supervisor, of_ours


def arguments(parser: ArgumentParser) -> None:
    serving_arguments(parser)


def run(call: Call) -> int:
    house = ports_checked(call.house)
    with held(made_folder(house.data), "serve"):
        supervisor = Supervisor(plans(house), lambda notes: _welcome(call, house, notes), drain_s=house.drain_s)
        return supervisor.run()


def serving_arguments(parser: ArgumentParser) -> None:
    """What `serve` and `demo` share."""
    parser.add_argument("--reader-port", type=int, metavar="PORT", help="port of the readers' pages (default: 8000)")
    parser.add_argument("--desk-port", type=int, metavar="PORT", help="port of the desk (default: 8001)")
    parser.add_argument("--reader-processes", type=int, metavar="N", help="readers' processes (default: 1)")


def ports_checked(house: Settings) -> Settings:
    """The house with ports that can be had now; 0 becomes a free one, for our processes too.

    Raises   Refusal port-taken, address-not-usable.
    """
    return house_with(
        reader_port=free_port(house.reader_host, house.reader_port, "READER"),
        desk_port=free_port(house.desk_host, house.desk_port, "DESK"),
    )


def plans(house: Settings) -> list[Plan]:
    """The processes of a house, readers first: they can answer from what is printed while the others start."""
    return [*[of_ours("reader")] * house.reader_processes, of_ours("press"), of_ours("desk")]


def addresses(house: Settings) -> list[str]:
    """Where to find us, a line each."""
    return [f"  Readers  {house.readers_address}/", f"  Desk     {house.desk_address}/"]


def _welcome(call: Call, house: Settings, notes: dict[str, Note]) -> None:
    call.answer({}, "", "Stop Press is running. Ctrl-C stops it.", *addresses(house), f"  Data     {house.data}", "")
    desk = notes["desk"]
    if not desk.get("users") or not desk.get("stories"):
        call.answer({}, *first_steps(call, users=bool(desk.get("users")), stories=bool(desk.get("stories"))))


def first_steps(call: Call, *, users: bool, stories: bool) -> list[str]:
    """What to do in a house that has no user or no story yet."""
    steps = [
        (f'{call.to_type("open my-story")} --headline "What happens"', "opens the first story"),
        (call.to_type('publish my-story "First words"'), "publishes the first update"),
    ][: 0 if stories else 2]
    if not users:
        steps.insert(0, (call.to_type("user add NAME"), "makes the first user, with a link to log in at the desk"))
    lines = [line for command, purpose in steps for line in (f"  {command}", f"      {purpose}")]
    found = "There is no user yet." if stories else "There is no story yet." if users else "There is nothing here yet."
    return [f"{found} Next, in another terminal:", *lines, ""]
