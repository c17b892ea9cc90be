"""Who is what: read for the pages of people, and changed. Each change and its row of the trail are one transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from stoppress.base.errors import Refusal
from stoppress.base.limits.people import PEOPLE_SHOWN_MAX, STORY_ROLES_PER_PERSON_MAX
from stoppress.desk.accounts import user_named
from stoppress.desk.models import LoginLink, RoleRow
from stoppress.desk.pages.found import found_story
from stoppress.desk.ranks import STORY_ROLES, Role, check_giving, effective, role_named
from stoppress.desk.sessions import end_sessions
from stoppress.desk.standing import HOUSE, Standing, standing_from
from stoppress.desk.trail import Act, write_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who changes it."""

    name: str
    role: Role
    """What this person is: in the story for a role in a story, else in the house."""
    address_mark: str = ""
    token: str = ""
    """The token by which a program does it in this name; "" = by hand."""


COMMAND_LINE: Final = Actor(name="(command line)", role=Role.ADMINISTRATOR)
"""Whoever may write into the data folder may do everything. No user can have this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One user of the desk."""

    id: int
    name: str
    active: bool
    last_login: datetime | None
    standing: Standing = field(default_factory=Standing)


def people(limit: int = PEOPLE_SHOWN_MAX, after: str = "") -> list[Person]:
    """Users by name, with all their roles: two queries.

    after    only those whose names come after this one.
    """
    users = list(User.objects.filter(username__gt=after).order_by("username")[:limit])
    rows: dict[int, list[RoleRow]] = defaultdict(list)
    for row in RoleRow.objects.filter(user__in=users).order_by("story"):
        rows[row.user_id].append(row)
    return [
        Person(
            id=user.pk,
            name=user.get_username(),
            active=user.is_active,
            last_login=user.last_login,
            standing=standing_from(rows[user.pk]),
        )
        for user in users
    ]


def set_house_role(by: Actor, name: str, word: str) -> Role:
    """Give somebody a role in the house.

    word     one of ranks.Role.
    Returns  the role they had before.
    Raises   Refusal role-unknown, user-unknown, role-above-yours, administrator-last.
    """
    role = role_named(word)
    with transaction.atomic():
        user = user_named(name)
        was = _role(user, HOUSE) or Role.OUTSIDE
        check_giving(by.role, was, role)
        if was is Role.ADMINISTRATOR and role is not was:
            _check_another_administrator(user)
        RoleRow.objects.update_or_create(user=user, story=HOUSE, defaults={"role": role})
        _write(by, "house-role", user, f"{was} → {role}")
    return was


def set_story_role(by: Actor, name: str, slug: str, word: str) -> Role:
    """Give somebody a role in one story, higher or lower than the one in the house.

    word     one of ranks.STORY_ROLES; "" = as in the house.
    Returns  the role that they have in the story from now on.
    Raises   Refusal role-unknown, user-unknown, story-unknown, role-above-yours, administrator-everywhere, too-many.
    """
    role = role_named(word, STORY_ROLES) if word else None
    found_story(slug)
    with transaction.atomic():
        user = user_named(name)
        house, here = _role(user, HOUSE) or Role.OUTSIDE, _role(user, slug)
        if house is Role.ADMINISTRATOR:
            raise Refusal(
                "administrator-everywhere",
                f"{user.get_username()} is an administrator, and so one in every story. Change the role in the house.",
                field="name",
            )
        was, now = effective(house, here), effective(house, role)
        check_giving(by.role, was, now)
        _set(user, slug, role)
        _write(by, "story-role" if role else "story-role-ended", user, f"{was} → {now}", slug)
    return now


def switch(by: Actor, name: str, *, on: bool) -> None:
    """Let somebody in again, or no more: their sessions and unused links end at once, and don't come back.

    Raises   Refusal user-unknown, role-above-yours, administrator-last.
    """
    with transaction.atomic():
        user = user_named(name)
        role = _role(user, HOUSE) or Role.OUTSIDE
        check_giving(by.role, role, role)
        if not on and role is Role.ADMINISTRATOR:
            _check_another_administrator(user)
        user.is_active = on
        user.save(update_fields=["is_active"])
        if not on:
            end_sessions(user)
            LoginLink.objects.filter(user=user).delete()
        _write(by, "switched", user, "on" if on else "off")


def _role(user: User, story: str) -> Role | None:
    row = RoleRow.objects.filter(user=user, story=story).first()
    return Role(row.role) if row else None


def _set(user: User, slug: str, role: Role | None) -> None:
    if role is None:
        RoleRow.objects.filter(user=user, story=slug).delete()
        return
    RoleRow.objects.update_or_create(user=user, story=slug, defaults={"role": role})
    if RoleRow.objects.filter(user=user).exclude(story=HOUSE).count() > STORY_ROLES_PER_PERSON_MAX:
        raise Refusal(
            "too-many",
            f"{user.get_username()} has roles of their own in {STORY_ROLES_PER_PERSON_MAX} stories; more are not kept. "
            "Take some away, or give another role in the house.",
            field="name",
        )


def _check_another_administrator(user: User) -> None:
    """Raises   Refusal administrator-last, when nobody else could let people in."""
    # Locks the rows where the database can: two administrators who demote each other at once must not both succeed.
    rows = RoleRow.objects.select_for_update().filter(story=HOUSE, role=Role.ADMINISTRATOR, user__is_active=True)
    if all(row.user_id == user.pk for row in rows):
        raise Refusal(
            "administrator-last",
            f"{user.get_username()} is the last administrator who can come in. Make somebody else one first.",
            field="name",
        )


def _write(by: Actor, act: str, user: User, words: str, slug: str = "") -> None:
    write_down(
        Act(
            act=act,
            who=by.name,
            token=by.token,
            about=user.get_username(),
            words=words,
            story=slug,
            address=by.address_mark,
        )
    )
