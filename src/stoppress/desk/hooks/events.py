"""What happened, as programs are told: one event for each fact, with the update as it stands when it is told.

As it stands, not as it stood: what was withdrawn while a receiver was down is not told any more.
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.conf import settings

from stoppress.base.clock import iso
from stoppress.base.limits.api import HOOK_BODY_BYTES_MAX
from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.body.html import body_html
from stoppress.story.body.plain import plain_text
from stoppress.story.state import EntryState, StoryState

EVENTS: Final[dict[type, str]] = {
    f.StoryOpened: "story.opened",
    f.StoryEdited: "story.edited",
    f.KeyPointsSet: "story.key_points_set",
    f.StoryPaused: "story.paused",
    f.StoryClosed: "story.closed",
    f.StoryReopened: "story.reopened",
    f.EntryPublished: "update.published",
    f.EntryAmended: "update.amended",
    f.EntryWithdrawn: "update.withdrawn",
    f.EntryPinned: "update.pinned",
    f.EntryUnpinned: "update.unpinned",
    f.EntryMoved: "update.moved",
    f.Redacted: "update.redacted",
}

PING: Final = "ping"
"""The event of a test; every webhook takes it."""


def event_of(what: f.What) -> str:
    """What an event is called."""
    return EVENTS[type(what)]


def message_body(slug: str, fact: f.Fact) -> bytes:
    """What a receiver is sent of a fact: JSON with type, timestamp (of the fact) and data."""
    what = fact.what
    story, key = read.story(slug), f.entry_key(what)
    entry = read.entry(slug, key) if key else None
    data: dict[str, Any] = {
        "story": slug,
        "number": fact.number,
        "position": f"{read.epoch()}-{fact.number}",
        "address": f"{settings.HOUSE.readers_address}/{slug}/" + (f"e/{key}/" if key else ""),
        "state": story.status.value if story else None,
        "headline": story.head.headline if story else None,
        "update": _told(entry, story) if entry else None,
    }
    if isinstance(what, f.EntryAmended):
        public = entry is not None and entry.is_public
        data["amendment"] = {"type": what.amendment.value, "note": what.note if public else ""}
    body = _message(fact, data)
    if len(body) > HOOK_BODY_BYTES_MAX and data["update"]:
        data["update"] |= {"html": None, "plain": None}
        body = _message(fact, data)
    return body


def ping_body(hook: int, at: str) -> bytes:
    """What a receiver is sent for a test."""
    return json.dumps({"type": PING, "timestamp": at, "data": {"hook": hook}}, separators=(",", ":")).encode()


def _told(entry: EntryState, story: StoryState | None) -> dict[str, Any]:
    known: dict[str, Any] = {
        "key": entry.key,
        "revision": entry.revision,
        "published_at": iso(entry.published_at) if entry.published_at else None,
        "pinned": story is not None and story.pinned == entry.key,
    }
    if entry.withdrawal:
        return known | {"withdrawn": {"at": iso(entry.withdrawal.at), "reason": entry.withdrawal.reason}}
    content = entry.content
    return known | {
        "withdrawn": None,
        "kind": content.kind.value,
        "key_event": content.key_event,
        "status": content.status.value,
        "headline": content.headline,
        "html": body_html(content.body),
        "plain": plain_text(content.body),
    }


def _message(fact: f.Fact, data: dict[str, Any]) -> bytes:
    told = {"type": event_of(fact.what), "timestamp": iso(fact.at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
