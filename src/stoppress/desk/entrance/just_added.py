"""Whoever has just set up a key has shown it: the recovery codes that follow are not asked for with it again."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.models import User
from django.http import HttpRequest


def listen() -> None:
    """Begin to listen; called once, when the desk is loaded."""
    authenticator_added.connect(_shown, dispatch_uid="stoppress.desk.just_added")


def _shown(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    record_authentication(request, user, "mfa", id=authenticator.pk, type=str(authenticator.type), reauthenticated=True)
