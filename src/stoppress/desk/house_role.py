"""The role that somebody gets with an invitation or from an OpenID provider."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User

ROLE_NAMES: Final = ("reader", "contributor", "editor", "chief", "administrator")
"""The roles of the house, from least to most."""


def give_house_role(user: User, role: str) -> None:
    """Make somebody this in the whole house.

    Until roles decide anything (roles.py), it is kept with the invitation only.
    """
    del user, role
