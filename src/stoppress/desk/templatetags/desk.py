"""Refusals beside their fields, times with their zone, directions of languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from stoppress.base.clock import iso, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import PICTURES_PER_UPDATE_MAX
from stoppress.desk import refusals, roles
from stoppress.desk.forms.picture import PictureTyped
from stoppress.desk.forms.pictures import row_at_fault

register = template.Library()

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@register.simple_tag(takes_context=True)
def may(context: template.Context, action: str, slug: str = "") -> bool:
    """Whether whoever looks may do this: {% may "publish" story.slug as can_publish %}."""
    return roles.may(context["user"], roles.Action(action), slug)


@register.simple_tag(takes_context=True)
def said_no(context: template.Context, *fields: str) -> SafeString | str:
    """The refusal, as a paragraph with an id, where it is about one of these fields."""
    refusal = context.get("refusal")
    if not isinstance(refusal, Refusal) or refusal.field not in fields:
        return ""
    return format_html('<p class="refusal" id="no-{}">{}</p>', fields[0], refusals.said(refusal))


@register.simple_tag(takes_context=True)
def no(context: template.Context, *fields: str) -> SafeString | str:
    """The attributes that tie a field to its refusal."""
    refusal = context.get("refusal")
    if not isinstance(refusal, Refusal) or refusal.field not in fields:
        return ""
    return format_html(' aria-invalid="true" aria-describedby="no-{}"', fields[0])


@register.simple_tag(takes_context=True)
def at_fault(context: template.Context, pictures: Sequence[PictureTyped]) -> int:
    """The place of the picture that was refused; -1 = none was."""
    refusal = context.get("refusal")
    return row_at_fault(pictures, refusal.field) if isinstance(refusal, Refusal) else -1


@register.simple_tag
def pictures_max() -> int:
    """How many pictures one form adds to an update."""
    return PICTURES_PER_UPDATE_MAX


@register.filter
def said(refusal: Refusal) -> str:
    """A refusal in the desk's language."""
    return refusals.said(refusal)


@register.simple_tag
def clock(moment: datetime | None, form: str = "H:i") -> SafeString | str:
    """A time on the story's clock, with its exact value for machines."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return format_html('<time datetime="{}">{}</time>', iso(moment), date_format(local, form))


@register.filter
def moment(at: datetime | None) -> str:
    """An exact instant on the story's clock, with seconds; its day where it is not today."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    today = local.date() == timezone.localtime(now_utc()).date()
    return date_format(local, "H:i:s" if today else "j M H:i:s")


@register.filter
def machine(at: datetime) -> str:
    """An instant for scripts."""
    return iso(at)


@register.simple_tag
def zone_name(moment: datetime, zone: str) -> str:
    """The short name of a zone at a moment: "EET", "UTC+3"."""
    name = moment.astimezone(ZoneInfo(zone)).tzname() or zone
    return name if name[0] not in "+-" else f"UTC{name}"


@register.filter
def is_today(moment: datetime) -> bool:
    """True for a time of this day on the story's clock: its date needs no saying."""
    return timezone.localtime(moment).date() == timezone.localtime(now_utc()).date()


@register.filter
def direction(language: str) -> str:
    """ "rtl" or "ltr" for a language tag."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


@register.filter
def language_name(language: str) -> Any:
    """What a language calls itself, where we know it; else its tag."""
    try:
        return get_language_info(language)["name_local"]
    except KeyError:
        return language
