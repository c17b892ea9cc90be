"""What the tests of second factors share: an app that computes codes, and a person who has one."""

from __future__ import annotations

import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.utils import timezone

from stoppress.desk.accounts import create_user
from tests.desk.conftest import PASSWORD

PERIOD_S = 30


def code(secret: str, periods: int = 0) -> str:
    """What the app shows now, or some periods later (earlier: less than 0)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD_S + periods))


def wrong_code(secret: str) -> str:
    """Six digits that are none of those which are good now."""
    good = {code(secret, periods) for periods in range(-3, 4)}
    return next(digits for digits in (f"{number:06}" for number in range(10)) if digits not in good)


def person_with_app(name: str = "ada") -> tuple[User, str]:
    """Somebody with a password and an app set up an hour ago; and the app's secret."""
    user, secret = create_user(name, PASSWORD), generate_totp_secret()
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": secret},
        created_at=timezone.now() - timedelta(hours=1),
    )
    return user, secret


def recovery_codes(user: User) -> list[str]:
    """Ten new ones."""
    return RecoveryCodes.activate(user).get_unused_codes()
