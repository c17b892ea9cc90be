"""How often one may guess: failed logins, counted by name, by address and by both, in a table of bounded size."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.http import HttpRequest

from stoppress.base.limits.desk import (
    LOGIN_TRIES_KEPT_MAX,
    LOGIN_TRIES_PER_ADDRESS_MAX,
    LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX,
    LOGIN_TRIES_PER_NAME_MAX,
    LOGIN_TRIES_WINDOW_S,
)
from stoppress.desk.models import LoginFailure


def client_address(request: HttpRequest) -> str:
    """Who asks: the nearest address that is not one of the trusted proxies; "" on a socket without addresses.

    The server reads X-Forwarded-For (setting trusted_proxies); here nothing of it is looked at again.
    """
    return str(request.META.get("REMOTE_ADDR") or "")


def counted_address(address: str) -> str:
    """Under what an address is counted: itself; of IPv6 its network of 64 bits, since one customer has all of it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((found, 64), strict=False))
    return str(found)


def may_try(name: str, address: str, now: datetime) -> bool:
    """True while this name, this address and both together have tries left."""
    address = counted_address(address)
    recent = LoginFailure.objects.filter(at__gt=now - timedelta(seconds=LOGIN_TRIES_WINDOW_S))
    of_name, of_address = recent.filter(name_hash=_hash(name)), recent.filter(address=address)
    return (
        of_name.filter(address=address).count() < LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX
        and of_address.count() < LOGIN_TRIES_PER_ADDRESS_MAX
        and of_name.count() < LOGIN_TRIES_PER_NAME_MAX
    )


def remember(name: str, address: str, now: datetime) -> None:
    """Count one failure, and forget those that count no more."""
    LoginFailure.objects.filter(at__lte=now - timedelta(seconds=LOGIN_TRIES_WINDOW_S)).delete()
    LoginFailure.objects.create(name_hash=_hash(name), address=counted_address(address), at=now)
    oldest_kept = LoginFailure.objects.order_by("-pk").values_list("pk", flat=True)[LOGIN_TRIES_KEPT_MAX - 1 :].first()
    if oldest_kept:
        LoginFailure.objects.filter(pk__lt=oldest_kept).delete()


def forget(name: str, address: str) -> None:
    """A right password: the mistyped ones before it count no more."""
    LoginFailure.objects.filter(name_hash=_hash(name), address=counted_address(address)).delete()


def _hash(name: str) -> str:
    return hashlib.sha256(User.normalize_username(name).casefold().encode()).hexdigest()
