"""The role that an OpenID provider's claims ask for somebody: given as an administrator would give it."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User

from stoppress.base.errors import Refusal
from stoppress.desk.people import Actor, set_house_role
from stoppress.desk.ranks import Role
from stoppress.desk.standing import standing_of

PROVIDER: Final = Actor(name="(OpenID provider)", role=Role.ADMINISTRATOR)
"""Who did it, in the trail. No user can have this name."""


def give_house_role(user: User, role: Role) -> bool:
    """Make somebody this in the whole house, unless they are, or are the last administrator.

    Returns  whether they are this now.
    """
    if standing_of(user).house is role:
        return True
    try:
        set_house_role(PROVIDER, user.get_username(), role)
    except Refusal:
        # Rather a role too many than a house that nobody can run.
        return False
    return True
