"""stoppress user add|link|forget|list [NAME]

`add` asks for a password, never takes one as an argument; an empty one makes a user who comes in by links only. It
and `link` print a link that logs in once. `forget` takes the second factors of somebody who lost them away.
"""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser

from stoppress.base.errors import Refusal
from stoppress.base.limits.press import LOGIN_LINK_MINUTES_USUAL
from stoppress.ops.call import Call
from stoppress.ops.tables import open_tables


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["add", "link", "forget", "list"], metavar="add|link|forget|list", help="what to do"
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="the user's name")
    parser.add_argument(
        "--minutes",
        type=int,
        default=LOGIN_LINK_MINUTES_USUAL,
        metavar="N",
        help=f"how long the link may be used (default: {LOGIN_LINK_MINUTES_USUAL})",
    )


def run(call: Call) -> int:
    action, name = call.options.action, call.options.name
    if action != "list" and not name:
        raise Refusal("usage", f"Whom? Call {call.to_type(f'user {action} NAME')}.", field="name")
    with open_tables(call.house):
        from stoppress.desk import accounts

        if action == "list":
            names = accounts.user_names()
            call.answer({"users": names}, *(names or [f"Nobody yet. {call.to_type('user add NAME')} makes the first."]))
            return 0
        if action == "forget":
            return _forget(call, name)
        if action == "add":
            accounts.create_user(name, _asked_password(call))
        link = call.house.desk_address + accounts.make_login_link(name, call.options.minutes * 60)
    made = f"Made the user {name}. " if action == "add" else ""
    call.answer(
        {"user": name, "link": link, "minutes": call.options.minutes},
        f"{made}This link logs {name} in once, within {call.options.minutes} minutes:",
        link,
    )
    return 0


def _forget(call: Call, name: str) -> int:
    """Take somebody's second factors away, and end their sessions."""
    from stoppress.desk.accounts import user_named
    from stoppress.desk.factors import forget_factors
    from stoppress.desk.own_sessions import end_sessions

    user = user_named(name)
    count, ended = forget_factors(user), end_sessions(user)
    call.answer(
        {"user": name, "factors": count, "sessions": ended},
        f"{name} has no second factor any more ({count} taken away, {ended} sessions ended).",
    )
    return 0


def _asked_password(call: Call) -> str | None:
    """The password typed twice; None when it is empty, or nobody is there to type."""
    if not sys.stdin.isatty():
        call.say("No terminal to ask for a password: this user comes in by links only.")
        return None
    first = getpass.getpass("Password (empty: by links only): ")
    if not first:
        return None
    if getpass.getpass("The same again: ") != first:
        raise Refusal("password-differs", "The two passwords differ. Call it again.", field="password")
    return first
