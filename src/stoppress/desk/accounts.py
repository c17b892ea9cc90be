"""Who may come in: users, and links that log one of them in once. For the command line and the login pages."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from stoppress.base.clock import Clock, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import (
    LOGIN_LINK_VALID_S_MAX,
    LOGIN_LINKS_MAX,
    PASSWORD_CHARS_MAX,
    PASSWORD_CHARS_MIN,
    USER_NAME_CHARS_MAX,
)
from stoppress.desk.models import LoginLink, RoleRow
from stoppress.desk.ranks import Role
from stoppress.desk.standing import HOUSE
from stoppress.desk.trail import Act, write_down


def create_user(name: str, password: str | None, role: Role | None = None, made_by: str = "") -> User:
    """Make a user of the desk.

    name     1 … USER_NAME_CHARS_MAX letters, digits and @ . + - _; any script.
    password PASSWORD_CHARS_MIN … PASSWORD_CHARS_MAX characters; None = comes in by a login link only.
    role     in the house; None = role_of_newcomer().
    made_by  who did it, for the trail.
    Raises   Refusal user-name-not-usable, user-exists, password-not-usable.
    """
    user = User(username=User.normalize_username(name))
    try:
        User.username_validator(user.username)
    except ValidationError:
        user.username = ""
    if not 1 <= len(user.username) <= USER_NAME_CHARS_MAX:
        raise Refusal(
            "user-name-not-usable",
            f"“{name[:40]}” can't be a user's name. Take 1 to {USER_NAME_CHARS_MAX} letters, digits and @ . + - _.",
            field="name",
        )
    set_password(user, password)
    try:
        with transaction.atomic():
            role = role or role_of_newcomer()
            user.save(force_insert=True)
            RoleRow.objects.create(user=user, story=HOUSE, role=role)
            write_down(Act(act="user-made", who=made_by, about=user.username, words=role))
    except IntegrityError:
        raise Refusal(
            "user-exists",
            f"There is a user “{name}” already. Choose another name, or make a login link for this one.",
            field="name",
        ) from None
    return user


def role_of_newcomer() -> Role:
    """The role of a user for whom none is named: the very first runs the desk, the others are editors."""
    return Role.EDITOR if User.objects.exists() else Role.ADMINISTRATOR


def set_password(user: User, password: str | None) -> None:
    """Give a user a password, unsaved; None = none that could be typed.

    Raises   Refusal password-not-usable.
    """
    if password is not None:
        try:
            if len(password) > PASSWORD_CHARS_MAX:
                raise ValidationError(f"It has more than {PASSWORD_CHARS_MAX} characters.")
            validate_password(password, user)
        except ValidationError as error:
            raise Refusal(
                "password-not-usable",
                f"This password can't be used. {' '.join(error.messages)} Take a long one of several words, at least "
                f"{PASSWORD_CHARS_MIN} characters.",
                field="password",
            ) from None
    user.set_password(password)


def user_names() -> list[str]:
    """All users, by name."""
    return list(User.objects.order_by("username").values_list("username", flat=True))


def user_named(name: str) -> User:
    """The user of this name.

    Raises   Refusal user-unknown.
    """
    user = User.objects.filter(username=User.normalize_username(name)).first()
    if user is None:
        raise Refusal(
            "user-unknown", f"There is no user “{name[:40]}”. Make one first, or correct the name.", field="name"
        )
    return user


def make_login_link(user: User | str, valid_s: int, clock: Clock = now_utc) -> str:
    """Make a link that logs a user in once.

    user     or the user's name.
    valid_s  seconds, 1 … LOGIN_LINK_VALID_S_MAX.
    Returns  the path, to be put behind the desk's address. It is nowhere stored: who loses it makes another.
    Raises   Refusal user-unknown, time-not-usable.
    """
    if not 1 <= valid_s <= LOGIN_LINK_VALID_S_MAX:
        raise Refusal(
            "time-not-usable",
            f"A login link can't be valid for {valid_s} s; 1 to {LOGIN_LINK_VALID_S_MAX} s are possible.",
            field="valid_s",
        )
    found = user_named(user) if isinstance(user, str) else user
    token, now = secrets.token_urlsafe(32), clock()
    with transaction.atomic():
        LoginLink.objects.filter(expires_at__lt=now).delete()
        newest = LoginLink.objects.order_by("-expires_at").values_list("pk", flat=True)
        LoginLink.objects.filter(pk__in=list(newest[LOGIN_LINKS_MAX - 1 :])).delete()
        LoginLink.objects.create(token_hash=_hash(token), user=found, expires_at=now + timedelta(seconds=valid_s))
    return reverse("desk:login-link", args=[token])


def login_link_user(token: str, clock: Clock = now_utc) -> User | None:
    """Whom a link would log in; None when it is unknown, spent, expired, or the user may not come in any more."""
    link = (
        LoginLink.objects.select_related("user").filter(pk=_hash(token), used_at=None, expires_at__gt=clock()).first()
    )
    return link.user if link and link.user.is_active else None


def spend_login_link(token: str, clock: Clock = now_utc) -> User | None:
    """Spend a link. Of several who try at once, one gets the user; None for the others, and as login_link_user()."""
    user = login_link_user(token, clock)
    # The update is the lock: only one request changes used_at from nothing.
    spent = LoginLink.objects.filter(pk=_hash(token), used_at=None).update(used_at=clock())
    return user if spent == 1 else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
