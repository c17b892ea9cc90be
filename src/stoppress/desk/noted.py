"""What a view notes on the way, for the trail: the refusal's code, the number in the log, whom it was about."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

_NOTED: Final = "_noted_for_the_trail"


def note(request: HttpRequest, **fields: Any) -> None:
    """Note fields of trail.Act; the last word on each counts. What the route and the user say needs no noting.

    written  True: the deed wrote its row itself, in its own transaction; none is added.
    """
    request.__dict__.setdefault(_NOTED, {}).update(fields)


def noted_on(request: HttpRequest) -> dict[str, Any]:
    """What was noted; a copy."""
    return dict(request.__dict__.get(_NOTED, {}))


def token_noted(request: HttpRequest) -> str:
    """The token by which a program asks, as the trail calls it; "" = it is a person."""
    return str(noted_on(request).get("token", ""))


def address_of(request: HttpRequest) -> str:
    """The network address that asks."""
    return str(request.META.get("REMOTE_ADDR", ""))
