"""Tokens with which programs come in: made, listed, revoked, asked. For pages, API and command line.

A token is 256 random bits behind `sp_`, shown once. It is found by the hash of the whole of it, so that nothing is
compared letter by letter, and who reads the database has no token.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_TOKEN_DAYS_MAX, API_TOKEN_SEEN_S, API_TOKENS_PER_USER_MAX
from stoppress.base.limits.words import NAME_CHARS_MAX
from stoppress.base.text import clean_line
from stoppress.desk.models import ApiToken
from stoppress.desk.scopes import Scope, scopes_from

TOKEN_PATTERN: Final = re.compile(r"sp_[A-Za-z0-9_-]{43}")
_HINT_CHARS: Final = 7
_LABEL_CHARS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it may be shown; its secret is nowhere."""

    id: int
    hint: str
    """Its first characters."""
    name: str
    owner: str
    scopes: frozenset[Scope]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    """Within the last API_TOKEN_SEEN_S seconds, not to the second."""
    revoked_at: datetime | None

    @property
    def label(self) -> str:
        """What the trail calls it: what it is for, and by what it is told from others of that name."""
        return f"{self.name[:_LABEL_CHARS]} ({self.hint}…)"

    def why_not(self, now: datetime) -> str:
        """Why it opens no door: "revoked", "expired"; "" = it does, or its user is switched off."""
        if self.revoked_at is not None:
            return "revoked"
        return "" if now < self.expires_at else "expired"

    def is_good(self, now: datetime) -> bool:
        """True while it opens the door."""
        return not self.why_not(now)


def make_token(user: User, name: str, scopes: Iterable[str], days: int, clock: Clock = now_utc) -> tuple[Token, str]:
    """Make a token for a user.

    name     what it is for, 1 … NAME_CHARS_MAX characters.
    scopes   words of Scope, at least one.
    days     1 … API_TOKEN_DAYS_MAX.
    Returns  the token, and its secret, which is not kept.
    Raises   Refusal name-missing, too-long, scope-unknown, scopes-missing, time-not-usable, too-many.
    """
    name, granted, now = _name(name), scopes_from(scopes), clock()
    if not 1 <= days <= API_TOKEN_DAYS_MAX:
        raise Refusal(
            "time-not-usable",
            f"A token can't be valid for {days} days; 1 to {API_TOKEN_DAYS_MAX} are possible.",
            field="days",
        )
    secret = f"sp_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        if ApiToken.objects.filter(user=user, revoked_at=None, expires_at__gt=now).count() >= API_TOKENS_PER_USER_MAX:
            raise Refusal(
                "too-many",
                f"{user.get_username()} has {API_TOKENS_PER_USER_MAX} tokens, the most possible. Revoke one first.",
            )
        row = ApiToken.objects.create(
            token_hash=_hash(secret),
            hint=secret[:_HINT_CHARS],
            user=user,
            name=name,
            scopes=" ".join(sorted(granted)),
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
    return _token(row), secret


def tokens_of(user: User, limit: int = 2 * API_TOKENS_PER_USER_MAX) -> list[Token]:
    """A user's tokens, those that are good first, then the newest first."""
    rows = ApiToken.objects.select_related("user").filter(user=user).order_by("-made_at", "-pk")[:limit]
    found = [_token(row) for row in rows]
    now = now_utc()
    return sorted(found, key=lambda token: not token.is_good(now))


def revoke_token(user: User, token: int, clock: Clock = now_utc) -> Token:
    """End one of a user's tokens at once, for good. Revoked again, it stays as it was.

    Raises   Refusal token-unknown: there is none of this number, or it is somebody else's.
    """
    row = ApiToken.objects.select_related("user").filter(user=user, pk=token).first()
    if row is None:
        raise Refusal("token-unknown", "There is no such token. Look at the list again.", field="token")
    ApiToken.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=clock())
    row.refresh_from_db(fields=["revoked_at"])
    return _token(row)


def token_user(secret: str, clock: Clock = now_utc) -> tuple[Token, User] | None:
    """The token of this secret and the user for whom it acts, and note that it was used.

    Returns  None when it is unknown, expired or revoked, or its user may not come in any more.
    """
    if not TOKEN_PATTERN.fullmatch(secret):
        return None
    now = clock()
    row = ApiToken.objects.select_related("user").filter(token_hash=_hash(secret)).first()
    if row is None or not row.user.is_active:
        return None
    token = _token(row)
    if not token.is_good(now):
        return None
    seen = now - timedelta(seconds=API_TOKEN_SEEN_S)
    if token.used_at is None or token.used_at < seen:
        ApiToken.objects.filter(Q(used_at=None) | Q(used_at__lt=seen), pk=row.pk).update(used_at=now)
    return token, row.user


def token_that_was(secret: str) -> Token | None:
    """The token of this secret, also one that opens no door any more: to say whose it was. None when there is none."""
    row = ApiToken.objects.select_related("user").filter(token_hash=_hash(secret)).first()
    return _token(row) if row else None


def _token(row: ApiToken) -> Token:
    return Token(
        id=row.pk,
        hint=row.hint,
        name=row.name,
        owner=row.user.get_username(),
        # A scope that a newer version knew grants nothing here.
        scopes=frozenset(Scope(word) for word in row.scopes.split() if word in set(Scope)),
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _name(name: str) -> str:
    name = clean_line(name)
    if not name:
        raise Refusal("name-missing", "Say what it is for, so that you know it again.", field="name")
    if len(name) > NAME_CHARS_MAX:
        raise Refusal(
            "too-long", f"The name has {len(name)} characters; at most {NAME_CHARS_MAX} fit. Shorten it.", field="name"
        )
    return name


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
