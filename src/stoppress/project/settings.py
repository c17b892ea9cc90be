"""Django's settings, made from ours (base/settings.py). Only desk, press and the command line load Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.utils.functional import SimpleLazyObject

from stoppress.base.limits.desk import FORM_BYTES_MAX, PASSWORD_CHARS_MIN, SESSION_AGE_S
from stoppress.base.settings import Settings, settings_from
from stoppress.desk.static_folder import DESK_FOLDER, static_address
from stoppress.project import coming_in, wiring
from stoppress.project.secret import older_secrets_in, secret_in

if TYPE_CHECKING:
    from stoppress.audience.contract import Audience
    from stoppress.story.write import Door

HOUSE: Settings = settings_from(os.environ)
"""Our settings, for the parts above."""

# Lazy, so that tools which only look at the settings write nothing.
SECRET_KEY = SimpleLazyObject(lambda: secret_in(HOUSE.data))
SECRET_KEY_FALLBACKS = older_secrets_in(HOUSE.data)
DEBUG = False
ALLOWED_HOSTS = [
    urlsplit(HOUSE.desk_address).hostname or "",
    HOUSE.desk_host,
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = ["://".join(urlsplit(HOUSE.desk_address)[:2])]

INSTALLED_APPS = [
    "stoppress.story.apps.StoryConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    *coming_in.allauth_apps(HOUSE),
    "stoppress.desk.apps.DeskConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "stoppress.desk.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stoppress.desk.session_ages.SessionAgesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stoppress.desk.trail_middleware.TrailMiddleware",
    "stoppress.desk.rules.RulesMiddleware",
    "stoppress.desk.second_factor.SecondFactorMiddleware",
    "stoppress.desk.views.errors.RefusalsMiddleware",
]
ROOT_URLCONF = "stoppress.project.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "stoppress.desk.site.site",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(HOUSE.data.absolute() / "desk.db"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what is acknowledged is on disk. secure_delete: redacted words are overwritten.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=20000;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cookies know hosts, not ports: the port in the name keeps two desks on one machine apart.
_SECURE = HOUSE.desk_address.startswith("https://")
_COOKIE = f"__Host-desk-{HOUSE.desk_port}" if _SECURE else f"desk-{HOUSE.desk_port}"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_COOKIE}-session", f"{_COOKIE}-forms"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Lax, not Strict: a link to a story from a newsroom's chat must open logged in. Nothing is changed by GET.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_SECURE = f"{_COOKIE}-language", _SECURE
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_AGE_S
CSRF_FAILURE_VIEW = "stoppress.desk.views.errors.forgery"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = FORM_BYTES_MAX
LOGIN_URL, LOGIN_REDIRECT_URL = "desk:login", "desk:stories"

# ACCOUNT_…, MFA_…, SOCIALACCOUNT_…: all of them in coming_in.py.
globals().update(coming_in.allauth_settings(HOUSE))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_CHARS_MIN},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [DESK_FOLDER / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The name of the folder changes with what is in it, so that browsers may keep it for ever.
STATIC_URL = static_address()

AUDIENCE: Audience = cast("Audience", SimpleLazyObject(lambda: wiring.audience(HOUSE)))
"""How many readers there are, as the reader processes tell."""

DOOR: Door = cast("Door", SimpleLazyObject(lambda: wiring.door(HOUSE)))
"""The one door for change (story/write.py), for the desk; opened at first use."""
