"""The addresses under django-allauth's own names: its views, each with its rule, on the pages of this desk.

What is not here is not there: no sign-up, no e-mail addresses, no password by mail, no social connections' page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.module_loading import import_string

from stoppress.desk.roles import Action
from stoppress.desk.rules import needs, public
from stoppress.desk.views import account, login, oidc, passkey

View = Callable[..., HttpResponse]


def _own(view: str) -> View:
    """A view of allauth for whoever is logged in, about themselves."""
    return needs(Action.SET_OWN_ACCOUNT)(_apart(view))


def _open(view: str) -> View:
    """A view of allauth on the way in."""
    return public(_apart(view))


def _apart(view: str) -> View:
    """A function of our own around a view, so that the rule is written on ours.

    view     its name below "allauth.". It is loaded when it is asked for: with what it takes to look at passkeys.
    """

    def ours(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        theirs: View = import_string(f"allauth.{view}")
        try:
            return theirs(request, *args, **kwargs)
        except (Http404, PermissionDenied):
            # The key is gone, or there is nothing to confirm with: the account's page shows what there is.
            return redirect("desk:account")

    return ours


urlpatterns = [
    path("login/", login.login, name="account_login"),
    path("logout/", login.logout, name="account_logout"),
    path("second-factor/", _open("mfa.base.views.authenticate"), name="mfa_authenticate"),
    path("passkey/", passkey.passkey_login, name="mfa_login_webauthn"),
    path("account/", account.account, name="mfa_index"),
    path("account/", account.account, name="mfa_list_webauthn"),
    path("account/", account.account, name="socialaccount_connections"),
    path("account/confirm/", _own("account.views.reauthenticate"), name="account_reauthenticate"),
    path("account/confirm/code/", _own("mfa.base.views.reauthenticate"), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        _own("mfa.webauthn.views.reauthenticate_webauthn"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/app/", _own("mfa.totp.views.activate_totp"), name="mfa_activate_totp"),
    path("account/app/remove/", _own("mfa.totp.views.deactivate_totp"), name="mfa_deactivate_totp"),
    path("account/codes/", _own("mfa.recovery_codes.views.view_recovery_codes"), name="mfa_view_recovery_codes"),
    path(
        "account/codes/new/",
        _own("mfa.recovery_codes.views.generate_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/codes/file/",
        _own("mfa.recovery_codes.views.download_recovery_codes"),
        name="mfa_download_recovery_codes",
    ),
    path("account/passkeys/add/", _own("mfa.webauthn.views.add_webauthn"), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", _own("mfa.webauthn.views.edit_webauthn"), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", _own("mfa.webauthn.views.remove_webauthn"), name="mfa_remove_webauthn"),
    path("oidc/<str:provider_id>/", oidc.go_to_provider, name="openid_connect_login"),
    path("oidc/<str:provider_id>/back/", oidc.back_from_provider, name="openid_connect_callback"),
]
