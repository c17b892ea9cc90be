"""Invitations: an administrator asks somebody in, with a role and until a day; a link that makes one account, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.accounts import INVITATION_DAYS_MAX, INVITATIONS_KEPT_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.models import Invitation
from stoppress.desk.ranks import Role, role_named

_OPEN: Final = {"used_at": None}


def make_invitation(by: User | None, role: str, days: int, email: str = "", clock: Clock = now_utc) -> str:
    """Ask somebody in.

    by       who does it; None = the command line.
    role     in the house; one of ranks.Role.
    days     1 … INVITATION_DAYS_MAX.
    email    "" or the address by which an OpenID provider may vouch for them instead of the link.
    Returns  the path, to be put behind the desk's address. It is nowhere stored.
    Raises   Refusal role-unknown, days-not-usable, email-not-usable.
    """
    _check(role, days, email)
    token, now = secrets.token_urlsafe(32), clock()
    with transaction.atomic():
        newest = Invitation.objects.order_by("-pk").values_list("pk", flat=True)
        Invitation.objects.filter(pk__in=list(newest[INVITATIONS_KEPT_MAX - 1 :])).delete()
        Invitation.objects.create(
            token_hash=_hash(token),
            role=role,
            email=email.strip().lower(),
            invited_by=by,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    return reverse("desk:invitation", args=[token])


def open_invitations(clock: Clock = now_utc) -> list[Invitation]:
    """Those that can still be used, the newest first."""
    kept = Invitation.objects.filter(expires_at__gt=clock(), **_OPEN).select_related("invited_by")
    return list(kept.order_by("-pk"))


def invitation_of(token: str, clock: Clock = now_utc) -> Invitation | None:
    """The invitation of a link; None when it is unknown, used, withdrawn or too old."""
    return Invitation.objects.filter(token_hash=_hash(token), expires_at__gt=clock(), **_OPEN).first()


def invitation_for(email: str, clock: Clock = now_utc) -> Invitation | None:
    """The newest open invitation for an address that was verified; None when there is none."""
    kept = Invitation.objects.filter(email=email.strip().lower(), expires_at__gt=clock(), **_OPEN)
    return kept.order_by("-pk").first() if email.strip() else None


def withdraw_invitation(number: int) -> None:
    """Take an invitation back.

    Raises   Refusal invitation-not-usable: it was used meanwhile, or is gone.
    """
    gone, _ = Invitation.objects.filter(pk=number, **_OPEN).delete()
    if not gone:
        raise _not_usable()


def accept(
    invitation: Invitation, name: str, password: str | None, clock: Clock = now_utc, *, proven_email: str = ""
) -> User:
    """Make the account that an invitation is for. Of several who try at once, one gets it.

    name     as create_user() takes it.
    password None = comes in by a passkey, a link or OpenID Connect.
    proven_email  the address that a provider has vouched for; "" = nobody has, and none is written into the account:
             whoever has the link could claim another's, and wait for them in it.
    Raises   Refusal invitation-not-usable, and those of create_user(); then the invitation stays open.
    """
    with transaction.atomic():
        # The update is the lock: only one request changes used_at from nothing.
        now = clock()
        if Invitation.objects.filter(pk=invitation.pk, expires_at__gt=now, **_OPEN).update(used_at=now) != 1:
            raise _not_usable()
        by = invitation.invited_by
        user = create_user(name, password, Role(invitation.role), by.get_username() if by else "")
        if proven_email:
            user.email = proven_email
            user.save(update_fields=["email"])
        Invitation.objects.filter(pk=invitation.pk).update(used_by=user)
    return user


def _check(role: str, days: int, email: str) -> None:
    role_named(role)
    if not 1 <= days <= INVITATION_DAYS_MAX:
        raise Refusal(
            "days-not-usable",
            f"An invitation can't be open for {days} days; 1 to {INVITATION_DAYS_MAX} are possible.",
            field="days",
        )
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            raise Refusal(
                "email-not-usable", "This is no e-mail address. Correct it or leave it empty.", field="email"
            ) from None


def _not_usable() -> Refusal:
    return Refusal("invitation-not-usable", "This invitation was used, withdrawn, or is too old. Ask for a new one.")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
