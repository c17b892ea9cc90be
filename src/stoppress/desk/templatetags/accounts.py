"""Roles in words, and what somebody may do, for templates about accounts."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.translation import gettext_lazy as _

from stoppress.desk.roles import Action, may

register = template.Library()

_ROLE_WORDS: Final = {
    "reader": _("reader of the desk"),
    "contributor": _("contributor"),
    "editor": _("editor"),
    "chief": _("chief"),
    "administrator": _("administrator"),
}


@register.filter
def role_word(role: str) -> str:
    """A role as people say it."""
    return str(_ROLE_WORDS.get(role, role))


@register.simple_tag(takes_context=True)
def may_do(context: template.Context, action: str) -> bool:
    """Whether who is logged in may do this in the house."""
    return may(context["request"].user, Action(action))
