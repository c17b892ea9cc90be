"""Django's settings about coming in: what django-allauth does here, and what it does not. Made from ours."""

from __future__ import annotations

from typing import Any, Final

from stoppress.base.limits.accounts import (
    CODE_PERIODS_TOLERATED,
    CONFIRMED_FOR_S,
    FACTOR_TRIES_PER_WINDOW_MAX,
    LOGIN_STEP_S,
    OIDC_ANSWER_S_MAX,
    RECOVERY_CODES,
)
from stoppress.base.limits.desk import LOGIN_TRIES_PER_ADDRESS_MAX, LOGIN_TRIES_WINDOW_S
from stoppress.base.settings import Settings
from stoppress.desk.oidc_providers import providers_of

# "allauth" itself is left out: its templates would be pages of another look. Ours stand in desk/templates.
_APPS: Final = ("allauth.account", "allauth.mfa", "allauth.usersessions", "allauth.socialaccount")
_OIDC_APP: Final = "allauth.socialaccount.providers.openid_connect"


def allauth_apps(house: Settings) -> tuple[str, ...]:
    """The apps of django-allauth. That for OpenID providers has no tables, and loads an HTTP client at each start."""
    return (*_APPS, _OIDC_APP) if providers_of(house) else _APPS


def allauth_settings(house: Settings) -> dict[str, Any]:
    """All settings of django-allauth, by name."""
    window = f"{LOGIN_TRIES_WINDOW_S}s"
    return {
        "ACCOUNT_ADAPTER": "stoppress.desk.entrance.account.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": False,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": CONFIRMED_FOR_S,
        "ACCOUNT_LOGIN_TIMEOUT": LOGIN_STEP_S,
        "ACCOUNT_RATE_LIMITS": {
            "login": None,
            "login_failed": f"{FACTOR_TRIES_PER_WINDOW_MAX}/{window}/key",
            "reauthenticate": f"{LOGIN_TRIES_PER_ADDRESS_MAX}/{window}/user",
        },
        "MFA_ADAPTER": "stoppress.desk.entrance.factors.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_TOLERANCE": CODE_PERIODS_TOLERATED,
        "MFA_RECOVERY_CODE_COUNT": RECOVERY_CODES,
        "MFA_RATE_LIMITS": {"webauthn_login": f"{LOGIN_TRIES_PER_ADDRESS_MAX}/{window}/ip"},
        "MFA_FORMS": {
            "authenticate": "stoppress.desk.entrance.factors.CodeForm",
            "reauthenticate": "stoppress.desk.entrance.factors.ConfirmCodeForm",
            "add_webauthn": "stoppress.desk.entrance.factors.AddPasskeyForm",
            "edit_webauthn": "stoppress.desk.entrance.factors.NamePasskeyForm",
        },
        "SOCIALACCOUNT_ADAPTER": "stoppress.desk.entrance.oidc.OidcAdapter",
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": OIDC_ANSWER_S_MAX,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": oidc_apps(house)}},
    }


def oidc_apps(house: Settings) -> list[dict[str, Any]]:
    """The OpenID providers as allauth wants them described; [] when none is set.

    Raises   Refusal setting-wrong.
    """
    return [
        {
            "provider_id": provider.id,
            "name": provider.label,
            "client_id": provider.client_id,
            "secret": provider.client_secret,
            "settings": {"server_url": provider.issuer.rstrip("/")},
        }
        for provider in providers_of(house)
    ]
