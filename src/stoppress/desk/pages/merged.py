"""An amendment that met another one: both put together, and the places where somebody must choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stoppress.desk.drafting.merging import Clash
from stoppress.desk.drafting.merging_fields import FieldClash, Fields, merge_fields
from stoppress.desk.forms.drafting import fields_of
from stoppress.desk.forms.typed import Typed, number_from
from stoppress.desk.forms.update import UpdateTyped, update_shown, update_typed
from stoppress.desk.pages.history import content_of_revision
from stoppress.story.state import EntryState

_LABELS: Final = {
    "kind": gettext_noop("Kind"),
    "headline": gettext_noop("Headline"),
    "body": gettext_noop("Text"),
    "key_event": gettext_noop("Key event"),
    "status": gettext_noop("Status"),
    "source_": gettext_noop("Sources"),
    "author_": gettext_noop("Authors"),
    "picture_": gettext_noop("Picture"),
    "event_time": gettext_noop("Event time"),
    "language": gettext_noop("Language"),
}


@dataclass(frozen=True, slots=True)
class ClashShown:
    """One place of which both made something."""

    label: str
    field: str
    """The field that "take theirs" sets; "" where several belong together, or it is one paragraph of several."""
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class MergedAmendment:
    """The form, based on what stands now; it holds mine where both wrote."""

    form: UpdateTyped
    clashes: list[ClashShown]


def merged_amendment(slug: str, entry: EntryState, mine: UpdateTyped, zone: str) -> MergedAmendment:
    """Merge what was typed with what others made of the update since the revision that it was based on."""
    revision = number_from(mine.based_on, "based_on") or 0
    base = content_of_revision(slug, entry.key, revision) or entry.content
    shown = [update_shown(entry.key, content, entry.revision, zone) for content in (base, entry.content)]
    forms = [fields_of(replace(one, amendment=mine.amendment, note=mine.note)) for one in shown]
    merged = merge_fields(forms[0], forms[1], fields_of(mine))
    form = update_typed(Typed(merged.fields))
    theirs_whole = form.body == shown[1].body.strip() and form.body != mine.body
    return MergedAmendment(
        replace(
            form,
            key=entry.key,
            command_id=mine.command_id,
            based_on=str(entry.revision),
            parts_of=str(entry.revision) if theirs_whole else mine.parts_of or mine.based_on,
            under=mine.under,
        ),
        [one for clash in merged.clashes for one in clashes_shown(clash)],
    )


def clashes_shown(clash: FieldClash) -> Iterator[ClashShown]:
    """A clash as the page shows it: a text paragraph by paragraph."""
    label = _(_LABELS.get(clash.name, clash.name))
    if not clash.pieces:
        field = clash.name if list(clash.mine) == [clash.name] else ""
        yield ClashShown(label, field, _words(clash.theirs), _words(clash.mine))
    for piece in clash.pieces:
        if isinstance(piece, Clash):
            yield ClashShown(label, "body", "\n\n".join(piece.theirs), "\n\n".join(piece.mine))


def _words(fields: Fields) -> str:
    return "\n".join(filter(None, (" · ".join(filter(None, values)) for values in fields.values())))
