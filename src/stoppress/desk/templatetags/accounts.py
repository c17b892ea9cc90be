"""Roles in words, and what somebody may do, for templates about accounts."""

from __future__ import annotations

from django import template

from stoppress.desk.ranks import Role
from stoppress.desk.role_words import ROLES
from stoppress.desk.roles import Action, may

register = template.Library()


@register.filter
def role_word(role: str) -> str:
    """A role as people say it."""
    return str(ROLES[Role(role)])


@register.simple_tag(takes_context=True)
def may_do(context: template.Context, action: str) -> bool:
    """Whether who is logged in may do this in the house."""
    return may(context["request"].user, Action(action))
