"""Django's settings, made from ours (base/settings.py). Only desk, press and the command line load Django."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.utils.functional import SimpleLazyObject

from stoppress.base.settings import Settings, settings_from
from stoppress.project import wiring
from stoppress.project.secret import secret_in

if TYPE_CHECKING:
    from stoppress.story.write import Door

HOUSE: Settings = settings_from(os.environ)
"""Our settings, for the parts above."""

# Lazy, so that tools which only look at the settings write nothing.
SECRET_KEY = SimpleLazyObject(lambda: secret_in(HOUSE.data))
DEBUG = False
ALLOWED_HOSTS = [
    urlsplit(HOUSE.desk_address).hostname or "",
    HOUSE.desk_host,
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [HOUSE.desk_address]

INSTALLED_APPS = [
    "stoppress.story.apps.StoryConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "stoppress.project.urls"

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

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS: list[Path] = []
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

DOOR: Door = cast("Door", SimpleLazyObject(lambda: wiring.door(HOUSE)))
"""The one door for change (story/write.py), for the desk; opened at first use."""
