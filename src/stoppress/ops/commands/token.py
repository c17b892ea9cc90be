"""stoppress token add|list|revoke NAME

Tokens with which programs call the desk's API in the name of a user. `add` prints the token, once; `list` shows what it
may do and when it was last used; `revoke` ends it at once.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from stoppress.base.clock import iso, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_TOKEN_DAYS_USUAL
from stoppress.ops.call import Call
from stoppress.ops.tables import open_tables

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=["add", "list", "revoke"], metavar="add|list|revoke", help="what to do")
    parser.add_argument("name", metavar="NAME", help="the user for whom it acts")
    parser.add_argument("--for", dest="purpose", metavar="TEXT", help="add: what it is for")
    parser.add_argument(
        "--scope",
        action="append",
        metavar="SCOPE",
        help="add: read, draft, publish, settings, people or hooks; may be repeated (default: read)",
    )
    parser.add_argument(
        "--days",
        type=int,
        default=API_TOKEN_DAYS_USUAL,
        metavar="N",
        help=f"add: how long it is valid (default: {API_TOKEN_DAYS_USUAL})",
    )
    parser.add_argument("--id", type=int, metavar="N", help="revoke: its number, as `list` shows it")


def run(call: Call) -> int:
    with open_tables(call.house):
        from stoppress.desk.accounts import user_named

        {"add": _add, "list": _list, "revoke": _revoke}[call.options.action](call, user_named(call.options.name))
    return 0


def _add(call: Call, user: User) -> None:
    from stoppress.desk.tokens import make_token

    options = call.options
    token, secret = make_token(user, options.purpose or "command line", options.scope or ["read"], options.days)
    call.answer(
        {"id": token.id, "token": secret, "scopes": sorted(token.scopes), "expires_at": iso(token.expires_at)},
        f"A token for {token.owner}, valid until {token.expires_at:%Y-%m-%d}, for: {', '.join(sorted(token.scopes))}. "
        "It is shown this once:",
        secret,
    )


def _list(call: Call, user: User) -> None:
    from stoppress.desk.tokens import tokens_of

    now, found = now_utc(), tokens_of(user)
    call.answer(
        {
            "tokens": [
                {
                    "id": token.id,
                    "name": token.name,
                    "hint": token.hint,
                    "scopes": sorted(token.scopes),
                    "expires_at": iso(token.expires_at),
                    "used_at": iso(token.used_at) if token.used_at else None,
                    "good": token.is_good(now),
                }
                for token in found
            ]
        },
        *(
            f"{token.id:>4}  {token.hint}…  {token.name}  ({', '.join(sorted(token.scopes))})  "
            + (f"valid until {token.expires_at:%Y-%m-%d}" if token.is_good(now) else "revoked or expired")
            + (f", last used {token.used_at:%Y-%m-%d %H:%M}" if token.used_at else ", never used")
            for token in found
        ),
        *([] if found else ["No token."]),
    )


def _revoke(call: Call, user: User) -> None:
    from stoppress.desk.tokens import revoke_token

    if call.options.id is None:
        shown = call.to_type(f"token list {call.options.name}")
        raise Refusal("usage", f"Which one? Give --id N; `{shown}` shows the numbers.", field="id")
    token = revoke_token(user, call.options.id)
    call.answer({"id": token.id, "revoked": True}, f"Revoked {token.hint}… ({token.name}).")
