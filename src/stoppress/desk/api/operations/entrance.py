"""Who may come in: invitations, sessions, and whether everybody needs a second factor.

What would let a token come in as a person is not here: login links, passwords, passkeys, factors that are taken away.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from stoppress.base.errors import Fault
from stoppress.base.limits.accounts import INVITATION_DAYS_USUAL
from stoppress.desk.accounts import user_named
from stoppress.desk.api.bearer import caller_of
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.factors import is_second_factor_required, require_second_factor
from stoppress.desk.invitations import invitation_of, make_invitation, open_invitations, withdraw_invitation
from stoppress.desk.models import Invitation
from stoppress.desk.noted import note
from stoppress.desk.ranks import Role
from stoppress.desk.roles import Action
from stoppress.desk.sessions import end_sessions

entrance = Operations("Who comes in")


class Invited(Schema):
    """An invitation that can still be used."""

    id: int
    role: Role = Field(description="In the house.")
    email: str = Field(description="Who comes by OpenID Connect with this address, verified, needs no link.")
    invited_by: str
    created_at: datetime
    expires_at: datetime


class InvitedByLink(Invited):
    """An invitation that was just made."""

    link: str = Field(description="Shown once, here. Whoever has it makes one account, once.")


class InvitationsOpen(Schema):
    """All invitations that can still be used, the newest first; there are 1,000 at most."""

    items: list[Invited]


class InvitationAsked(Asked):
    """Somebody to ask in."""

    role: Words = Field(json_schema_extra={"enum": [*Role]})
    days: int = Field(INVITATION_DAYS_USUAL, description="For how long it can be used.")
    email: Words = ""


class Policy(Asked):
    """What is asked of everybody."""

    required: bool = Field(description="true: whoever has no second factor sees nothing but their account.")


@entrance.question("/invitations", Action.SET_PEOPLE, InvitationsOpen, act="entrance")
def list_invitations(request: HttpRequest) -> HttpResponse:
    """List the invitations that can still be used."""
    del request
    return answered(InvitationsOpen(items=[Invited(**_known(one)) for one in open_invitations()]))


@entrance.deed("POST", "/invitations", Action.SET_PEOPLE, InvitedByLink, act="entrance", status=201)
def invite(request: HttpRequest, body: InvitationAsked) -> HttpResponse:
    """Ask somebody in. The link that makes the account is shown once, here."""
    note(request, words=body.role)
    path = make_invitation(caller_of(request).user, body.role, body.days, body.email)
    made = invitation_of(path.rstrip("/").rpartition("/")[2])
    if made is None:
        raise Fault("the invitation that was just made is not there")
    return answered(InvitedByLink(**_known(made), link=settings.HOUSE.desk_address + path), 201)


@entrance.deed("DELETE", "/invitations/{invitation}", Action.SET_PEOPLE, None, act="withdraw-invitation", status=204)
def take_invitation_back(request: HttpRequest, invitation: int) -> HttpResponse:
    """Take an invitation back: its link opens nothing any more."""
    del request
    withdraw_invitation(invitation)
    return HttpResponse(status=204)


@entrance.deed("POST", "/people/{name}/end-sessions", Action.SET_PEOPLE, None, act="entrant", status=204)
def end_persons_sessions(request: HttpRequest, name: str) -> HttpResponse:
    """End all of somebody's sessions. Their tokens go on: switch the person off to end both."""
    note(request, about=name, words="end-sessions")
    end_sessions(user_named(name))
    return HttpResponse(status=204)


@entrance.question("/second-factor", Action.SET_PEOPLE, Policy, act="policy")
def read_policy(request: HttpRequest) -> HttpResponse:
    """Read whether everybody needs a second factor."""
    del request
    return answered(Policy(required=is_second_factor_required()))


@entrance.deed("PUT", "/second-factor", Action.SET_PEOPLE, Policy, act="policy")
def set_policy(request: HttpRequest, body: Policy) -> HttpResponse:
    """Ask a second factor of everybody from their next request on, or leave it to each. Tokens go on."""
    note(request, words="required" if body.required else "free")
    require_second_factor(body.required)
    return answered(body)


def _known(one: Invitation) -> dict[str, Any]:
    return {
        "id": one.pk,
        "role": one.role,
        "email": one.email,
        "invited_by": one.invited_by.get_username() if one.invited_by else "",
        "created_at": one.created_at,
        "expires_at": one.expires_at,
    }
