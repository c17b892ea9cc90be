"""Roles in words, for templates about accounts."""

from __future__ import annotations

from django import template

from stoppress.desk.ranks import Role
from stoppress.desk.role_words import ROLES

register = template.Library()


@register.filter
def role_word(role: str) -> str:
    """A role as people say it."""
    return str(ROLES[Role(role)])
