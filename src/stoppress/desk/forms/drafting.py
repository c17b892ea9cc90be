"""A posted composer as what was typed into a draft."""

from __future__ import annotations

from django.http import HttpRequest

from stoppress.desk.drafting.saving import Typing, fields_typed
from stoppress.desk.forms.typed import Typed, number_from


def typing(request: HttpRequest, slug: str) -> Typing:
    """What the form says, and what its page knew. Forms of programs may name no draft: draft_id "".

    Raises   Refusal number-not-readable.
    """
    posted = dict(request.POST.lists())
    form = Typed(posted)
    fields = fields_typed(posted)
    amends = form.text("amends")
    return Typing(
        slug=slug,
        draft_id=form.text("draft"),
        entry_key=amends or form.text("key"),
        fields=fields,
        amends=bool(amends),
        based_on=number_from(form.text("based_on"), "based_on"),
        version=number_from(form.text("draft_version"), "draft_version") or 0,
        writer=form.text("draft_writer"),
        turn=number_from(form.text("draft_turn"), "draft_turn") or 0,
    )
