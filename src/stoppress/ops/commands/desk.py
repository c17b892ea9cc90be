"""stoppress desk

The editors' pages and API. Another address than the readers', on purpose.
"""

from __future__ import annotations

from argparse import ArgumentParser

from stoppress.ops.call import Call
from stoppress.ops.lifeline import Lifeline
from stoppress.ops.ports import bound
from stoppress.ops.tables import open_tables


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--desk-port", type=int, metavar="PORT", help="port to answer on (default: 8001)")


def run(call: Call) -> int:
    house = call.house
    lifeline = Lifeline(call.options.lifeline)
    with open_tables(house), bound(house.desk_host, house.desk_port, "DESK") as ground:
        import uvicorn

        from stoppress.desk.accounts import user_names
        from stoppress.desk.hooks.delivery import delivering
        from stoppress.ops.desk_server import DeskServer
        from stoppress.ops.due import due_clock
        from stoppress.project import wiring
        from stoppress.story import read

        numbers = {"users": len(user_names()), "stories": len(read.numbers())}
        config = uvicorn.Config(
            "stoppress.project.asgi:application",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips=house.trusted_proxies,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
        with due_clock(), delivering(wiring.bell(house)):
            DeskServer(config, lambda: lifeline.ready(**numbers)).run(sockets=[ground])
    return 0
