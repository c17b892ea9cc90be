"""Who a token is. Tokens are made and revoked by people at the desk, or on the command line: never by a token."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from stoppress.desk.api.bearer import caller_of
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.roles import Action
from stoppress.desk.scopes import Scope

account = Operations("Token")


class Myself(Schema):
    """The token that asks."""

    user: str
    name: str
    scopes: list[Scope]
    expires_at: datetime


@account.question("/token", Action.SEE_DESK, Myself)
def read_token(request: HttpRequest) -> HttpResponse:
    """Read whom this token acts for, what it may be used for, and until when."""
    caller = caller_of(request)
    return answered(
        Myself(
            user=caller.actor,
            name=caller.token.name,
            scopes=sorted(caller.token.scopes),
            expires_at=caller.token.expires_at,
        )
    )
