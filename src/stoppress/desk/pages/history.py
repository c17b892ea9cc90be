"""The history of one update: who did what when, and what it said before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from stoppress.desk.forms.times import clock_text
from stoppress.desk.forms.typed import number_from
from stoppress.desk.forms.update import UpdateTyped
from stoppress.desk.pages.difference import Stretch, difference
from stoppress.desk.words import AMENDMENTS, HANDS, KINDS, STATUSES
from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.body.to_markdown import to_markdown
from stoppress.story.content import Content
from stoppress.story.state import EntryState


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an update's content that changed."""

    name: str
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One fact about an update, newest first on the page."""

    number: int
    at: datetime
    actor: str
    label: str
    note: str
    revision: int | None
    """The revision that came of it; None for moves and pins."""
    parts: list[Part]


def acts(slug: str, key: str, zone: str) -> list[Act]:
    """What happened to an update, newest first. Times inside are on the clock of the zone."""
    found: list[Act] = []
    before: Content | None = None
    revision = 0
    for fact in read.history(slug, key):
        label, note = _told(fact.what)
        content = fact.what.content if isinstance(fact.what, f.EntryPublished | f.EntryAmended) else None
        revision += content is not None
        found.append(
            Act(
                number=fact.number,
                at=fact.at,
                actor=fact.actor,
                label=label,
                note=note,
                revision=revision if content else None,
                parts=changed_parts(before, content, zone) if content and before else [],
            )
        )
        before = content or before
    return found[::-1]


def content_of_revision(slug: str, key: str, revision: int) -> Content | None:
    """What an update said in one revision, 1 = as published; None when it has no such revision."""
    said = [
        fact.what.content
        for fact in read.history(slug, key)
        if isinstance(fact.what, f.EntryPublished | f.EntryAmended)
    ]
    return said[revision - 1] if 1 <= revision <= len(said) else None


def edited_content(slug: str, entry: EntryState, typed: UpdateTyped) -> Content:
    """The content to which the part lines of a typed amendment refer.

    Raises   Refusal number-not-readable.
    """
    revision = number_from(typed.parts_of or typed.based_on, "based_on")
    if revision is None or revision == entry.revision:
        return entry.content
    return content_of_revision(slug, entry.key, revision) or entry.content


def changed_parts(before: Content, after: Content, zone: str) -> list[Part]:
    """The parts that differ, in the order of the form."""
    old, new = _parts(before, zone), _parts(after, zone)
    return [Part(name, difference(old[name], text)) for name, text in new.items() if text != old[name]]


def _told(what: f.What) -> tuple[str, str]:
    match what:
        case f.EntryPublished():
            return _("Published"), ""
        case f.EntryAmended(amendment=amendment, note=note):
            return str(AMENDMENTS[amendment]), note
        case f.EntryWithdrawn(reason=reason):
            return _("Withdrawn"), reason
        case f.EntryPinned():
            return _("Pinned"), ""
        case f.EntryUnpinned():
            return _("Unpinned"), ""
        case f.EntryMoved():
            return _("Moved"), ""
        case f.Redacted(basis=basis):
            return _("Redacted"), basis
    return type(what).__name__, ""


def _parts(content: Content, zone: str) -> dict[str, str]:
    sources = (
        " · ".join(filter(None, (one.name, one.channel, str(HANDS[one.hand]) if one.hand else "", one.url)))
        for one in content.sources
    )
    return {
        _("Kind"): str(KINDS[content.kind]),
        _("Headline"): content.headline,
        _("Text"): to_markdown(content.body),
        _("Key event"): _("yes") if content.key_event else _("no"),
        _("Status"): str(STATUSES[content.status]),
        _("Sources"): "\n".join(sources),
        _("Event time"): clock_text(content.event_time, zone).replace("T", " "),
        _("Authors"): "\n".join(" · ".join(filter(None, (one.name, one.role))) for one in content.authors),
        _("Language"): content.language,
    }
