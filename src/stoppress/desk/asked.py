"""What every posted form says besides its own fields: who asks, and under which id."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest

from stoppress.base.keys import new_command_id


def actor(request: HttpRequest) -> str:
    """The user's name, for the log."""
    return request.user.get_username()


def person(request: HttpRequest) -> User:
    """The user; behind a rule that lets nobody else in (rules.py)."""
    assert isinstance(request.user, User)
    return request.user


def command_id(request: HttpRequest) -> str:
    """The id that was made with the form; a new one for programs that sent none."""
    return request.POST.get("command_id") or new_command_id()
