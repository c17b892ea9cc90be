"""Updates: listed, read, published, amended, withdrawn, and where they stand."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from stoppress.base.clock import now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.api import API_PAGE_USUAL
from stoppress.base.limits.workspace import WITHDRAW_TOGETHER_MAX
from stoppress.desk.api.cursors import cursor_at, cursor_number
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.etags import etag, seen_version, unchanged
from stoppress.desk.api.operations.commanding import (
    asked_by,
    carried_out,
    done_answer,
    key_for,
    published,
    update_version,
)
from stoppress.desk.api.operations.stories import Cursor, Limit
from stoppress.desk.api.problems import Stale
from stoppress.desk.api.shapes.done import Done
from stoppress.desk.api.shapes.picture import kept_for
from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.api.shapes.update import (
    AmendmentAsked,
    NewUpdate,
    Update,
    Updates,
    content_asked,
    update_shown,
)
from stoppress.desk.forms.typed import word_from
from stoppress.desk.pages.found import found_entry, found_story
from stoppress.desk.pages.history import content_of_revision
from stoppress.desk.pages.preview import page_of_amended, page_of_new
from stoppress.desk.roles import Action
from stoppress.desk.withdrawals import Withdrawals, withdraw_many
from stoppress.story import commands as c
from stoppress.story import read
from stoppress.story.content import Content
from stoppress.story.state import EntryState
from stoppress.story.words import Amendment

updates = Operations("Updates")


class Preview(Schema):
    """An update as readers would see it."""

    html: str


class WithdrawalAsked(Asked):
    """Why an update is taken back."""

    reason: Words = Field(description="One sentence; readers see it.")


class WithdrawalsAsked(WithdrawalAsked):
    """Which updates are taken back, and why."""

    keys: list[Words] = Field(min_length=1, max_length=WITHDRAW_TOGETHER_MAX)


class PlaceAsked(Asked):
    """Where an update shall stand."""

    under: Words = Field("", description="The key of the update directly above it; left out, the top.")


@updates.question("/stories/{slug}/updates", Action.SEE_STORY, Updates)
def list_updates(request: HttpRequest, slug: str, limit: Limit = API_PAGE_USUAL, cursor: Cursor = None) -> HttpResponse:
    """List a story's updates in their order, the top first. Withdrawn ones keep their place and say nothing."""
    del request
    story = found_story(slug)
    found = read.entries(slug, limit=limit + 1, below=cursor_number("u", cursor))
    shown = [update_shown(story, entry) for entry in found[:limit]]
    more = cursor_at("u", found[limit - 1].rank) if len(found) > limit else None
    return answered(Updates(items=shown, next=more))


@updates.deed("POST", "/stories/{slug}/updates", Action.PUBLISH, Done, act="publish", status=201, etag=True)
def publish_update(request: HttpRequest, slug: str, body: NewUpdate) -> HttpResponse:
    """Publish an update. It is on disk when this is answered, and on readers' screens a moment later."""
    found_story(slug)
    command = c.PublishEntry(
        slug=slug,
        key=key_for(request, body.key),
        content=content_asked(body, kept_for(body.picture)),
        under=body.under,
        at=body.published_at,
        **asked_by(request),
    )
    return published(request, command, 201, pin=body.pin)


@updates.question("/stories/{slug}/preview", Action.DRAFT, Preview, act="preview", method="POST")
def preview_update(request: HttpRequest, slug: str, body: NewUpdate) -> HttpResponse:
    """See an update as readers would. Changes nothing."""
    story = found_story(slug)
    html = page_of_new(story, key_for(request, ""), content_asked(body, kept_for(body.picture)), now_utc())
    return answered(Preview(html=html))


@updates.question("/stories/{slug}/updates/{key}", Action.SEE_STORY, Update, act="update", etag=True)
def read_update(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Read one update as it stands."""
    story, entry = found_story(slug), found_entry(slug, key)
    version = update_version(entry.revision, entry.number)
    return unchanged(request, version) or answered(update_shown(story, entry), version=version)


@updates.deed("PATCH", "/stories/{slug}/updates/{key}", Action.AMEND, Done, act="amend", etag=True, if_match=True)
def amend_update(request: HttpRequest, slug: str, key: str, body: AmendmentAsked) -> HttpResponse:
    """Change what an update says, as a typo, an update or a correction.

    Fields that are left out stay as they were in the revision that If-Match names.
    """
    found_story(slug)
    entry = found_entry(slug, key)
    based_on, before = _seen(entry, slug, seen_version(request))
    command = c.AmendEntry(
        slug=slug,
        key=key,
        content=content_asked(body, kept_for(body.picture), before),
        amendment=word_from(Amendment, body.amendment, "amendment"),
        note=body.note,
        based_on=based_on,
        **asked_by(request),
    )
    try:
        return published(request, command)
    except Refusal as refusal:
        if refusal.code == "revision-stale":
            raise _stale(slug, key) from None
        raise


@updates.question("/stories/{slug}/updates/{key}/preview", Action.DRAFT, Preview, act="amend-preview", method="POST")
def preview_amendment(request: HttpRequest, slug: str, key: str, body: AmendmentAsked) -> HttpResponse:
    """See an update as readers would after an amendment. Changes nothing; what is left out is as it stands now."""
    del request
    story, entry = found_story(slug), found_entry(slug, key)
    content = content_asked(body, kept_for(body.picture), entry.content)
    amendment = word_from(Amendment, body.amendment, "amendment")
    return answered(Preview(html=page_of_amended(story, entry, content, amendment, body.note, now_utc())))


@updates.deed("POST", "/stories/{slug}/updates/{key}/withdraw", Action.WITHDRAW, Done, act="withdraw")
def withdraw_update(request: HttpRequest, slug: str, key: str, body: WithdrawalAsked) -> HttpResponse:
    """Take an update back, with the reason that readers see."""
    return carried_out(request, c.WithdrawEntry(slug=slug, key=key, reason=body.reason, **asked_by(request)))


@updates.deed("POST", "/stories/{slug}/withdraw", Action.WITHDRAW_MANY, Done, act="withdraw-many")
def withdraw_updates(request: HttpRequest, slug: str, body: WithdrawalsAsked) -> HttpResponse:
    """Take several updates back with one reason: all of them, or none."""
    asked = Withdrawals(slug=slug, keys=tuple(body.keys), reason=body.reason, **asked_by(request))
    return done_answer(request, withdraw_many(asked, settings.DOOR), words=False)


@updates.deed("POST", "/stories/{slug}/updates/{key}/pin", Action.PLACE, Done, act="pin")
def pin_update(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Pin an update above the others; the one pinned before is not pinned any more."""
    return carried_out(request, c.PinEntry(slug=slug, key=key, **asked_by(request)))


@updates.deed("POST", "/stories/{slug}/updates/{key}/unpin", Action.PLACE, Done, act="unpin")
def unpin_update(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Unpin an update."""
    return carried_out(request, c.UnpinEntry(slug=slug, key=key, **asked_by(request)))


@updates.deed("POST", "/stories/{slug}/updates/{key}/move", Action.PLACE, Done, act="move")
def move_update(request: HttpRequest, slug: str, key: str, body: PlaceAsked) -> HttpResponse:
    """Give an update another place: below another one, or at the top."""
    return carried_out(request, c.MoveEntry(slug=slug, key=key, under=body.under, **asked_by(request)))


def _seen(entry: EntryState, slug: str, version: str) -> tuple[int, Content]:
    """The revision that If-Match names, and what the update said in it.

    Raises   Stale: it never had that revision.
    """
    revision = version.partition(".")[0]
    number = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else 0
    if number == entry.revision:
        return number, entry.content
    content = content_of_revision(slug, entry.key, number)
    if content is None:
        raise _stale(slug, entry.key)
    return number, content


def _stale(slug: str, key: str) -> Stale:
    story, entry = found_story(slug), found_entry(slug, key)
    return Stale(
        f"Meanwhile it is at revision {entry.revision}. Compare with `current`, and send it again with its ETag.",
        update_shown(story, entry).model_dump(mode="json"),
        etag(update_version(entry.revision, entry.number)),
    )
