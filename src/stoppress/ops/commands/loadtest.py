"""stoppress loadtest URL

URL is the address of a story, such as http://127.0.0.1:8000/storm/. Lets readers come, follow the story's stream, be
cut and come back, and counts what each of them got. With --data, the data folder of that same server, it publishes
updates into the story: open one for the test. Without, it only listens, and counts milliseconds from the first reader
who has an update. On one machine, the readers take about as much CPU as the server; a server alone does better.
"""

from __future__ import annotations

import resource
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.loadtest import (
    LOADTEST_READERS_MAX,
    LOADTEST_READERS_PER_S_MAX,
    LOADTEST_S_MAX,
    LOADTEST_UPDATES_PER_S_MAX,
)
from stoppress.ops.call import Call

if TYPE_CHECKING:
    from stoppress.ops.loadtest.run import Report
    from stoppress.ops.loadtest.target import Target

_FILES_APART: Final = 64
"""Open files of this process that are no readers."""

_BOUNDS: Final[dict[str, tuple[float, float]]] = {
    "readers": (1, LOADTEST_READERS_MAX),
    "connect_rate": (1, LOADTEST_READERS_PER_S_MAX),
    "publish_rate": (0.01, LOADTEST_UPDATES_PER_S_MAX),
    "cut_rate": (0, LOADTEST_READERS_PER_S_MAX),
    "duration": (1, LOADTEST_S_MAX),
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the address of a story")
    parser.add_argument("--readers", type=int, default=1_000, metavar="N", help="readers (default: 1000)")
    parser.add_argument("--connect-rate", type=float, default=500, metavar="N", help="come a second (default: 500)")
    parser.add_argument("--publish-rate", type=float, default=1, metavar="N", help="updates a second (default: 1)")
    parser.add_argument("--cut-rate", type=float, default=0, metavar="N", help="readers cut a second (default: 0)")
    parser.add_argument("--duration", type=float, default=30, metavar="S", help="seconds (default: 30)")
    parser.add_argument("--plot", metavar="FILE", default="loadtest.svg", help="draw it there (default: loadtest.svg)")
    parser.add_argument("--i-own-this-server", action="store_true", help="ask a server that is not this machine")


def run(call: Call) -> int:
    from stoppress.ops.loadtest.plot import drawing
    from stoppress.ops.loadtest.target import target_from
    from stoppress.ops.loadtest.telling import facts_of, sentences_of

    _check_bounds(call.options)
    target = target_from(call.options.url, may_be_elsewhere=call.options.i_own_this_server)
    _make_room(call.options.readers)
    report = _loaded(call, target)
    title = f"{call.options.readers} readers of {target.authority}/{target.slug}/"
    Path(call.options.plot).write_text(drawing(report.outcome, title), encoding="utf-8")
    call.answer({**facts_of(report), "readers": call.options.readers, "plot": call.options.plot}, *sentences_of(report))
    call.say(f"Drawn in {call.options.plot}.")
    return 0


def _loaded(call: Call, target: Target) -> Report:
    from stoppress.ops.loadtest.publishing import Publishing
    from stoppress.ops.loadtest.run import Plan, load

    options = call.options
    plan = Plan(
        readers=options.readers,
        connect_per_s=options.connect_rate,
        cut_per_s=options.cut_rate,
        duration_s=options.duration,
    )
    if options.data is None:
        call.say("No --data: nothing is published by this test; it only listens.")
        return load(target, plan, None, call.say)
    from stoppress.ops.tables import open_tables

    most = max(1, int(options.publish_rate * options.duration))
    with open_tables(call.house):
        publishing = Publishing(call.house, target.slug, per_s=options.publish_rate, most=most)
        return load(target, plan, publishing, call.say)


def _check_bounds(options: Namespace) -> None:
    for name, (least, most) in _BOUNDS.items():
        if not least <= getattr(options, name) <= most:
            option = "--" + name.replace("_", "-")
            raise Refusal(
                "out-of-bounds", f"{option} is {getattr(options, name):g}; {least:g} to {most:g} can be.", field=option
            )


def _make_room(readers: int) -> None:
    """Let this process open so many connections."""
    needed = readers + _FILES_APART
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        if hard != resource.RLIM_INFINITY and hard < needed:
            raise Refusal(
                "too-few-files", f"{readers} readers need {needed} open files; {hard} are allowed. See `ulimit -n`."
            )
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
