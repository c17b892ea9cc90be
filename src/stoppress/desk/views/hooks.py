"""Webhooks: who is told what happens, how that goes, and what to do where it does not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_PAGE_USUAL
from stoppress.base.limits.desk import STORIES_LISTED_MAX
from stoppress.desk.answers import refused
from stoppress.desk.asked import person
from stoppress.desk.forms.programs import HookTyped, hook_typed
from stoppress.desk.forms.typed import Typed, number_from
from stoppress.desk.hooks import deeds
from stoppress.desk.hooks.words import EVENTS_MEAN, STATES
from stoppress.desk.roles import Action
from stoppress.desk.rules import needs
from stoppress.story import read


@needs(Action.SET_HOOKS)
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: HttpRequest) -> HttpResponse:
    """The list and the form."""
    typed = HookTyped()
    if request.method != "POST":
        return _list(request, typed)
    try:
        typed = hook_typed(Typed(dict(request.POST.lists())))
        hook, secret = deeds.add_hook(person(request), typed.name, typed.url, typed.events, typed.story)
    except Refusal as refusal:
        return refused(request, refusal, lambda no, status: _list(request, typed, no, status))
    return _one(request, hook.id, secret=secret)


@needs(Action.SET_HOOKS)
@require_safe
def hook(request: HttpRequest, hook: int) -> HttpResponse:
    """One webhook and its last deliveries."""
    return _one(request, hook)


@needs(Action.SET_HOOKS)
@require_POST
def ping(request: HttpRequest, hook: int) -> HttpResponse:
    """Send a test, and show what came of it."""
    del request
    deeds.ping_hook(hook)
    return _back(hook)


@needs(Action.SET_HOOKS)
@require_POST
def pause(request: HttpRequest, hook: int) -> HttpResponse:
    """Tell it nothing for a while."""
    del request
    deeds.pause_hook(hook)
    return _back(hook)


@needs(Action.SET_HOOKS)
@require_POST
def resume(request: HttpRequest, hook: int) -> HttpResponse:
    """Go on where it stopped, now."""
    del request
    deeds.resume_hook(hook)
    return _back(hook)


@needs(Action.SET_HOOKS)
@require_POST
def new_secret(request: HttpRequest, hook: int) -> HttpResponse:
    """Change its secret, and show the new one, this once."""
    return _one(request, hook, secret=deeds.change_secret(hook)[1])


@needs(Action.SET_HOOKS)
@require_POST
def remove(request: HttpRequest, hook: int) -> HttpResponse:
    """Remove it."""
    del request
    deeds.remove_hook(hook)
    return HttpResponseRedirect(reverse("desk:hooks"), status=303)


def _back(hook: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:hook", args=[hook]), status=303)


def _list(request: HttpRequest, form: HookTyped, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "hooks": [(hook, STATES[hook.state]) for hook in deeds.hooks()],
        "events": EVENTS_MEAN.items(),
        "stories": read.stories(STORIES_LISTED_MAX),
    }
    return render(request, "desk/hooks.html", context, status=status)


def _one(request: HttpRequest, hook: int, *, secret: str = "") -> HttpResponse:
    shown = deeds.hook_shown(hook)
    below = number_from(request.GET.get("below", ""), "below")
    found = deeds.deliveries(hook, API_PAGE_USUAL + 1, below)
    context = {
        "hook": shown,
        "state_label": STATES[shown.state],
        "secret": secret,
        "deliveries": found[:API_PAGE_USUAL],
        "older": found[API_PAGE_USUAL - 1].id if len(found) > API_PAGE_USUAL else None,
    }
    return render(request, "desk/hook.html", context)
