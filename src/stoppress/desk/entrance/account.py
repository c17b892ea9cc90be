"""What django-allauth asks about accounts: nobody signs up, nothing is mailed, sessions begin as sessions.py says."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stoppress.base.errors import Refusal
from stoppress.desk.login_failures import client_address
from stoppress.desk.sessions import open_session
from stoppress.desk.views.onward import is_path_here

_UNKNOWN_ADDRESS: Final = "0.0.0.0"  # noqa: S104 (no socket is bound to it)


class AccountAdapter(DefaultAccountAdapter):
    """The house's answers to allauth's questions about accounts."""

    error_messages = {  # noqa: RUF012 (as allauth declares it)
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("This is not your password. Type it again."),
        "incorrect_code": _("This code is wrong, or was used already. Wait for the next one and type that."),
        "too_many_login_attempts": _("Too many tries. Wait a quarter of an hour."),
        "rate_limited": _("Too many tries. Wait a quarter of an hour."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited (invitations.py)."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the server found, behind the proxies that the setting trusts and no others."""
        return client_address(request) or _UNKNOWN_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        """Only ever a path on this desk: allauth would let every host through to which we answer."""
        return is_path_here(url)

    def get_login_stages(self) -> list[str]:
        """After the password, or whatever else: the second factor, for those who have one."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where to go when nothing else was asked for."""
        del request
        return reverse("desk:stories")

    def login(self, request: HttpRequest, user: User) -> None:
        """The last step of every way in."""
        open_session(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Who may not come in any more is told what everybody is told whose login is wrong."""
        del request, user
        raise Refusal("login-wrong", "Name and password don't fit together. Try again, or ask for a login link.")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages themselves show what is so now."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail server."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail server."""
