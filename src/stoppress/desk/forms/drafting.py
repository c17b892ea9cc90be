"""A posted composer as what was typed into a draft."""

from __future__ import annotations

from django.http import HttpRequest

from stoppress.desk.drafting.saving import Typing, fields_typed
from stoppress.desk.drafting.shelf import Fields
from stoppress.desk.forms.pictures import fields_of_pictures
from stoppress.desk.forms.typed import Typed, number_from
from stoppress.desk.forms.update import UpdateTyped


def typing(request: HttpRequest, slug: str, key: str = "") -> Typing:
    """What the form says, and what its page knew. Forms of programs may name no draft: draft_id "".

    key      the update's key, where it is known better than by the form.

    Raises   Refusal number-not-readable.
    """
    posted = dict(request.POST.lists())
    form = Typed(posted)
    fields = fields_typed(posted)
    amends = form.text("amends")
    return Typing(
        slug=slug,
        draft_id=form.text("draft"),
        entry_key=key or amends or form.text("key"),
        fields=fields,
        amends=bool(amends),
        based_on=number_from(form.text("based_on"), "based_on"),
        version=number_from(form.text("draft_version"), "draft_version") or 0,
        writer=form.text("draft_writer"),
        turn=number_from(form.text("draft_turn"), "draft_turn") or 0,
    )


def fields_of(typed: UpdateTyped) -> Fields:
    """A form as it would be posted: what update_typed() reads back."""
    fields = {
        "command_id": [typed.command_id],
        "key": [typed.key],
        "kind": [typed.kind],
        "headline": [typed.headline],
        "body": [typed.body],
        "body_document": [typed.body_document] if typed.body_document else [],
        "pin": ["on"] if typed.pin else [],
        "key_event": ["on"] if typed.key_event else [],
        "author_name": [one.name for one in typed.authors],
        "author_role": [one.role for one in typed.authors],
        "source_name": [one.name for one in typed.sources],
        "source_channel": [one.channel for one in typed.sources],
        "source_hand": [one.hand for one in typed.sources],
        "source_url": [one.url for one in typed.sources],
        "status": [typed.status],
        "event_time": [typed.event_time],
        "language": [typed.language],
        **fields_of_pictures(typed.pictures),
        "amendment": [typed.amendment],
        "note": [typed.note],
    }
    return {name: values for name, values in fields.items() if values}
