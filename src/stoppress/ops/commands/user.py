"""stoppress user add|link|role|forget|off|on|list [NAME] [ROLE]

`add` asks for a password, never takes one as an argument; an empty one makes a user who comes in by links only. It
and `link` print a link that logs in once. `role` gives a role, in the house or with --story in one story; `off` keeps
somebody out from this moment on, `on` lets them in again.
"""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING, Final

from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import LOGIN_LINK_MINUTES_USUAL
from stoppress.ops.call import Call
from stoppress.ops.tables import open_tables

if TYPE_CHECKING:
    from stoppress.desk.people import Person

_ROLES: Final = ("outside", "reader", "contributor", "editor", "chief", "administrator")
_AS_IN_THE_HOUSE: Final = "house"


def arguments(parser: ArgumentParser) -> None:
    acts = ["add", "link", "role", "forget", "off", "on", "list"]
    parser.add_argument("action", choices=acts, metavar="|".join(acts), help="what to do")
    parser.add_argument("name", nargs="?", metavar="NAME", help="the user's name")
    parser.add_argument("given", nargs="?", metavar="ROLE", help=f"for role: {', '.join(_ROLES)}")
    parser.add_argument(
        "--role", choices=_ROLES, help="for add (default: administrator for the first user, then editor)"
    )
    parser.add_argument("--story", metavar="SLUG", help="for role: in this story only; ROLE may be “house”, as there")
    parser.add_argument(
        "--minutes",
        type=int,
        default=LOGIN_LINK_MINUTES_USUAL,
        metavar="N",
        help=f"how long the link may be used (default: {LOGIN_LINK_MINUTES_USUAL})",
    )


def run(call: Call) -> int:
    action, name, given = call.options.action, call.options.name, call.options.given
    if action != "list" and not name:
        raise Refusal("usage", f"Whom? Call {call.to_type(f'user {action} NAME')}.", field="name")
    if (action == "role") != bool(given):
        usual = f"user role {name} ROLE" if action == "role" else f"user {action} {name or ''}".rstrip()
        raise Refusal("usage", f"Call {call.to_type(usual)}; ROLE is one of {', '.join(_ROLES)}.", field="role")
    with open_tables(call.house):
        if action == "list":
            _list(call)
        elif action == "role":
            _role(call, name, given)
        elif action == "forget":
            _forget(call, name)
        elif action in {"on", "off"}:
            _switch(call, name, on=action == "on")
        else:
            _link(call, name, _add(call, name) if action == "add" else "")
    return 0


def _add(call: Call, name: str) -> str:
    """Make the user. Returns the sentence that says so."""
    from stoppress.desk import accounts
    from stoppress.desk.people import COMMAND_LINE
    from stoppress.desk.ranks import Role

    first = not accounts.user_names()
    role = Role(call.options.role) if call.options.role else accounts.role_of_newcomer()
    accounts.create_user(name, _asked_password(call), role, COMMAND_LINE.name)
    why = ", as the first user is" if first and not call.options.role else ""
    change = call.to_type(f"user role {name} ROLE")
    return f"Made the user {name}, {role}{why} ({change} changes that). "


def _link(call: Call, name: str, made: str) -> None:
    from stoppress.desk import accounts

    link = call.house.desk_address + accounts.make_login_link(name, call.options.minutes * 60)
    call.answer(
        {"user": name, "link": link, "minutes": call.options.minutes},
        f"{made}This link logs {name} in once, within {call.options.minutes} minutes:",
        link,
    )


def _role(call: Call, name: str, given: str) -> None:
    from stoppress.desk import people

    slug = call.options.story
    if slug:
        role = people.set_story_role(people.COMMAND_LINE, name, slug, "" if given == _AS_IN_THE_HOUSE else given)
        call.answer({"user": name, "story": slug, "role": role}, f"{name} is {role} in {slug} from now on.")
        return
    was = people.set_house_role(people.COMMAND_LINE, name, given)
    call.answer({"user": name, "role": given, "was": was}, f"{name} is {given} from now on; was {was}.")


def _switch(call: Call, name: str, *, on: bool) -> None:
    from stoppress.desk import people

    people.switch(people.COMMAND_LINE, name, on=on)
    said = "may come in again." if on else "can't come in any more; open sessions and unused links are ended."
    call.answer({"user": name, "active": on}, f"{name} {said}")


def _list(call: Call) -> None:
    from stoppress.desk.people import people

    found = people()
    call.answer(
        {"users": [person.name for person in found], "people": [_facts(person) for person in found]},
        *(map(_line, found) if found else [f"Nobody yet. {call.to_type('user add NAME')} makes the first."]),
    )


def _facts(person: Person) -> dict[str, object]:
    standing = person.standing
    return {"name": person.name, "role": standing.house, "active": person.active, "stories": dict(standing.stories)}


def _line(person: Person) -> str:
    parts = [
        person.name,
        person.standing.house,
        *(f"{role} in {slug}" for slug, role in person.standing.stories.items()),
    ]
    return ", ".join(parts if person.active else [*parts, "switched off"])


def _forget(call: Call, name: str) -> None:
    """Take somebody's second factors away, and end their sessions."""
    from stoppress.desk.accounts import user_named
    from stoppress.desk.factors import forget_factors
    from stoppress.desk.sessions import end_sessions

    user = user_named(name)
    count, ended = forget_factors(user), end_sessions(user)
    call.answer(
        {"user": name, "factors": count, "sessions": ended},
        f"{name} has no second factor any more ({count} taken away, {ended} sessions ended).",
    )


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
