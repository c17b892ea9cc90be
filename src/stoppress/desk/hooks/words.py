"""Events and states of webhooks as people at the desk read them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

STATES: Final = {"active": _("Active"), "paused": _("Paused"), "failing": _("Stopped")}

EVENTS_MEAN: Final = {
    "update.published": _("An update was published."),
    "update.amended": _("An update was changed: typo, update or correction."),
    "update.withdrawn": _("An update was taken back."),
    "update.pinned": _("An update was pinned."),
    "update.unpinned": _("An update was unpinned."),
    "update.moved": _("An update has another place."),
    "update.redacted": _("An update's words were blanked for the law."),
    "story.opened": _("A story was opened."),
    "story.edited": _("A story's headline or settings were changed."),
    "story.key_points_set": _("The key points were set."),
    "story.paused": _("A story was paused."),
    "story.closed": _("A story was closed."),
    "story.reopened": _("A story goes on."),
}
