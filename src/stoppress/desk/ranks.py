"""The roles, from least to most, and who may give which to whom. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from stoppress.base.errors import Refusal


class Role(StrEnum):
    """What a person is at the desk. Each role may do all that the ones above it in this list may.

    Compare with reaches(): as text, they would stand in the order of the alphabet.
    """

    OUTSIDE = "outside"
    """Nothing but one's own account: a guest who works in single stories, or somebody kept out of one."""
    READER = "reader"
    """A reader of the desk: sees what it works on, changes nothing."""
    CONTRIBUTOR = "contributor"
    """Writes; an editor publishes."""
    EDITOR = "editor"
    CHIEF = "chief"
    """Answers for the story: says who does what in it, and sees who did what."""
    ADMINISTRATOR = "administrator"
    """Runs the desk. For the whole house only; no role in a story takes anything from it."""

    @property
    def place(self) -> int:
        """0 for the least."""
        return list(Role).index(self)

    def reaches(self, other: Role) -> bool:
        """True when this role is that one or a higher one."""
        return self.place >= other.place


STORY_ROLES: Final = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
"""What somebody can be in a single story."""


def effective(house: Role, here: Role | None) -> Role:
    """What somebody is in a story.

    house    the role that holds wherever no other is given.
    here     the role in this story, higher or lower; None = none is given.
    """
    return house if here is None or house is Role.ADMINISTRATOR else here


def role_named(word: str, among: tuple[Role, ...] = tuple(Role)) -> Role:
    """The role that a word names.

    Raises   Refusal role-unknown.
    """
    if word in among:
        return Role(word)
    known = ", ".join(among)
    raise Refusal("role-unknown", f"“{word[:40]}” is no role here. Take one of {known}.", field="role")


def check_giving(by: Role, was: Role, to: Role) -> None:
    """Whether somebody may be moved from one role to another.

    by       what the person is who does it: in the story for a role in a story, in the house for one in the house.
    Raises   Refusal role-above-yours: nobody gives more than they have, nor takes from somebody above them.
    """
    above = next((role for role in (was, to) if not by.reaches(role)), None)
    if above:
        raise Refusal(
            "role-above-yours",
            f"You are {by} here; {above} is above that. Ask somebody of that role, or an administrator.",
            field="role",
        )
