"""Who asks: a token in the header Authorization. Asked before anything of a request is read.

The session's cookie is no way in: so no other site can make a browser send something, and what a program may do is
what its token says, not what somebody's login happens to allow.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest
from ninja.security import HttpBearer

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.desk.api.counting import REQUESTS
from stoppress.desk.noted import note
from stoppress.desk.roles import Action, may
from stoppress.desk.rules import not_allowed
from stoppress.desk.scopes import scopes_for
from stoppress.desk.tokens import Token, token_that_was, token_user


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

    def __init__(self, action: Action, act: str, *, is_quiet: bool) -> None:
        """Guard one operation.

        act       what the trail calls it.
        is_quiet  True: it changes nothing, or is typing: no row of the trail but where the token does not allow it.
        """
        super().__init__()
        self.action = action
        self._act = act
        self._is_quiet = is_quiet

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller.

        Raises   Refusal token-not-good (401), too-often (429), scope-missing, not-allowed (403).
        """
        note(request, act=self._act, action=str(self.action))
        found = token_user(token.strip())
        if found is None:
            note_token(request, token.strip())
            raise Refusal(
                "token-not-good",
                "This token is unknown, expired or revoked. Make another at the desk, under Tokens, and send it as "
                "“Authorization: Bearer sp_…”.",
            )
        caller = Caller(user=found[1], token=found[0])
        note(request, who=caller.actor, token=caller.token.label)
        REQUESTS.count(caller.token.id)
        request.user = caller.user
        self._check(request, caller)
        note(request, written=self._is_quiet)
        return caller

    def _check(self, request: HttpRequest, caller: Caller) -> None:
        slug = request.resolver_match.kwargs.get("slug", "") if request.resolver_match else ""
        wanted = scopes_for(self.action)
        if not caller.token.scopes.intersection(wanted):
            raise Refusal(
                "scope-missing",
                f"This token may not “{self.action}”. Make one with the scope {' or '.join(wanted)}.",
            )
        if not may(caller.user, self.action, slug):
            raise not_allowed(caller.user, self.action, slug)


def note_token(request: HttpRequest, secret: str) -> None:
    """Note for the trail whose token it is, that opens no door: revoked, expired, of somebody switched off."""
    known = token_that_was(secret)
    if known is not None:
        note(request, who=known.owner, token=known.label, words=known.why_not(now_utc()))


def caller_of(request: HttpRequest) -> Caller:
    """Who asks, inside an operation."""
    caller = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    assert isinstance(caller, Caller)
    return caller
