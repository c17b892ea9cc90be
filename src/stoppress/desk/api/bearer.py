"""Who asks: a token in the header Authorization. Asked before anything of a request is read.

The session's cookie is no way in: so no other site can make a browser send something, and what a program may do is
what its token says, not what somebody's login happens to allow.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest
from ninja.security import HttpBearer

from stoppress.base.errors import Refusal
from stoppress.desk.api.counting import REQUESTS
from stoppress.desk.noted import note
from stoppress.desk.roles import Action, may
from stoppress.desk.rules import not_allowed
from stoppress.desk.scopes import scopes_for
from stoppress.desk.tokens import Token, token_user


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and by which token."""

    user: User
    token: Token

    @property
    def actor(self) -> str:
        """The name for the log: the user's, since the token acts for them."""
        return self.user.get_username()


class BearerToken(HttpBearer):
    """The rule of one operation: a good token, whose scopes and whose user both allow the action."""

    openapi_description = "A token of the page “Tokens” or of `stoppress token add`, as in: Authorization: Bearer sp_…"

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action = action

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller.

        Raises   Refusal token-not-good (401), too-often (429), scope-missing, not-allowed (403).
        """
        found = token_user(token.strip())
        if found is None:
            raise Refusal(
                "token-not-good",
                "This token is unknown, expired or revoked. Make another at the desk, under Tokens, and send it as "
                "“Authorization: Bearer sp_…”.",
            )
        caller = Caller(user=found[1], token=found[0])
        REQUESTS.count(caller.token.id)
        request.user = caller.user
        # Typing and looking leave no row in the trail, as on the pages.
        quiet = self.action in {Action.SEE_DESK, Action.SEE_STORY, Action.DRAFT}
        note(request, act="api", who=caller.actor, action=str(self.action))
        slug = request.resolver_match.kwargs.get("slug", "") if request.resolver_match else ""
        wanted = scopes_for(self.action)
        if not caller.token.scopes.intersection(wanted):
            note(request, code="scope-missing")
            raise Refusal(
                "scope-missing",
                f"This token may not “{self.action}”. Make one with the scope {' or '.join(wanted)}.",
            )
        if not may(caller.user, self.action, slug):
            note(request, code="not-allowed")
            raise not_allowed(caller.user, self.action, slug)
        note(request, written=quiet)
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """Who asks, inside an operation."""
    caller = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    assert isinstance(caller, Caller)
    return caller
