"""Webhooks: added, looked at, tried, removed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from stoppress.base.limits.api import API_PAGE_USUAL
from stoppress.desk.api.bearer import caller_of
from stoppress.desk.api.cursors import cursor_at, cursor_number
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.operations.stories import Cursor, Limit
from stoppress.desk.api.shapes.hooks import (
    Deliveries,
    Delivery,
    Hook,
    Hooks,
    HookWithSecret,
    NewHook,
    delivery_of,
    hook_of,
    hook_with_secret,
)
from stoppress.desk.hooks import deeds
from stoppress.desk.roles import Action

hooks = Operations("Webhooks")


@hooks.question("/hooks", Action.SET_HOOKS, Hooks, act="hooks")
def list_hooks(request: HttpRequest) -> HttpResponse:
    """List the webhooks."""
    del request
    return answered(Hooks(items=[hook_of(hook) for hook in deeds.hooks()]))


@hooks.deed("POST", "/hooks", Action.SET_HOOKS, HookWithSecret, act="hooks", status=201)
def add_hook(request: HttpRequest, body: NewHook) -> HttpResponse:
    """Add a webhook. It is told what happens from now on; its secret is shown once, here."""
    user = caller_of(request).user
    hook, secret = deeds.add_hook(user, body.name, body.url, body.events, body.story)
    return answered(hook_with_secret(hook, secret), 201)


@hooks.question("/hooks/{hook}", Action.SET_HOOKS, Hook, act="hook")
def read_hook(request: HttpRequest, hook: int) -> HttpResponse:
    """Read one webhook."""
    del request
    return answered(hook_of(deeds.hook_shown(hook)))


@hooks.deed("DELETE", "/hooks/{hook}", Action.SET_HOOKS, None, act="remove-hook", status=204)
def remove_hook(request: HttpRequest, hook: int) -> HttpResponse:
    """Remove a webhook. What it was not told yet is not told any more."""
    del request
    deeds.remove_hook(hook)
    return HttpResponse(status=204)


@hooks.deed("POST", "/hooks/{hook}/pause", Action.SET_HOOKS, Hook, act="pause-hook")
def pause_hook(request: HttpRequest, hook: int) -> HttpResponse:
    """Tell it nothing for a while. It keeps its place."""
    del request
    return answered(hook_of(deeds.pause_hook(hook)))


@hooks.deed("POST", "/hooks/{hook}/resume", Action.SET_HOOKS, Hook, act="resume-hook")
def resume_hook(request: HttpRequest, hook: int) -> HttpResponse:
    """Go on at its place, now: after a pause, or after it was given up."""
    del request
    return answered(hook_of(deeds.resume_hook(hook)))


@hooks.deed("POST", "/hooks/{hook}/secret", Action.SET_HOOKS, HookWithSecret, act="new-hook-secret")
def change_hook_secret(request: HttpRequest, hook: int) -> HttpResponse:
    """Give it a new secret, shown once, here. For a day messages are signed with both."""
    del request
    return answered(hook_with_secret(*deeds.change_secret(hook)))


@hooks.deed("POST", "/hooks/{hook}/ping", Action.SET_HOOKS, Delivery, act="ping-hook")
def ping_hook(request: HttpRequest, hook: int) -> HttpResponse:
    """Send it a test, and wait for what it answers."""
    del request
    return answered(delivery_of(deeds.ping_hook(hook)))


@hooks.question("/hooks/{hook}/deliveries", Action.SET_HOOKS, Deliveries)
def list_deliveries(
    request: HttpRequest, hook: int, limit: Limit = API_PAGE_USUAL, cursor: Cursor = None
) -> HttpResponse:
    """List the last attempts, the newest first."""
    del request
    found = deeds.deliveries(hook, limit + 1, cursor_number("d", cursor))
    more = cursor_at("d", found[limit - 1].id) if len(found) > limit else None
    return answered(Deliveries(items=[delivery_of(one) for one in found[:limit]], next=more))
