"""Second factors: who has one, whether everybody must, and taking a lost one away. For pages and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

from stoppress.desk.models import HousePolicy

if TYPE_CHECKING:
    from collections.abc import Iterable

_KINDS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_THE_ROW: Final = 1


def has_second_factor(user: User) -> bool:
    """Whether a login of this person asks for more than the first step: an app's code or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=_KINDS).exists())


def with_second_factor(users: Iterable[User]) -> set[int]:
    """The keys of those who have one. One query."""
    found = Authenticator.objects.filter(user_id__in=[user.pk for user in users], type__in=_KINDS)
    return set(found.values_list("user_id", flat=True))


def is_second_factor_required() -> bool:
    """Whether everybody at the desk must have one."""
    return HousePolicy.objects.filter(pk=_THE_ROW, second_factor_required=True).exists()


def require_second_factor(required: bool) -> None:
    """Ask a second factor of everybody, from their next request on, or leave it to each."""
    HousePolicy.objects.update_or_create(pk=_THE_ROW, defaults={"second_factor_required": required})


def forget_factors(user: User) -> int:
    """Take all factors and recovery codes away, for somebody who lost them. The password stays.

    Returns  how many keys and apps there were.
    """
    count: int = Authenticator.objects.filter(user_id=user.pk, type__in=_KINDS).count()
    Authenticator.objects.filter(user_id=user.pk).delete()
    return count
