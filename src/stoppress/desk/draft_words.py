"""The states of a draft as people at the desk read them, in their language."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from stoppress.desk.drafting.rules import State

DRAFT_STATES: Final = {
    State.SUBMITTED: _("Waits for approval"),
    State.SCHEDULED: _("Scheduled"),
    State.RETURNED: _("Returned"),
    State.DRAFT: _("Draft"),
    State.PUBLISHED: _("Published"),
    State.DISCARDED: _("Discarded"),
}
"""In the order of the list: what waits for somebody first."""
