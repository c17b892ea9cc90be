"""What stands above the updates: settings and key points, each with a version of its own.

Their versions are apart from the story's number, so that an update which comes in between makes no conflict.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from stoppress.base.clock import now_utc
from stoppress.desk.api.declare import Operations, answered
from stoppress.desk.api.etags import etag, seen_version, unchanged
from stoppress.desk.api.operations.commanding import asked_by, carried_out, done_answer
from stoppress.desk.api.problems import Stale
from stoppress.desk.api.shapes.done import Done
from stoppress.desk.api.shapes.picture import kept_for
from stoppress.desk.api.shapes.story import (
    KeyPoints,
    KeyPointsAsked,
    Settings,
    SettingsAsked,
    head_asked,
    points_asked,
    points_shown,
    settings_shown,
)
from stoppress.desk.forms.story import fingerprint
from stoppress.desk.pages.found import found_story
from stoppress.desk.pages.points import Flag, flags_now
from stoppress.desk.roles import Action
from stoppress.desk.summarising import set_points
from stoppress.story import commands as c
from stoppress.story.state import StoryState

heads = Operations("Above the updates")


@heads.question("/stories/{slug}/settings", Action.SEE_STORY, Settings, etag=True)
def read_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Read headline, standfirst, topic, authors, language, zone, picture and links."""
    head = found_story(slug).head
    return _shown(request, settings_shown(head), fingerprint(head))


@heads.deed("PATCH", "/stories/{slug}/settings", Action.EDIT_STORY, Done, act="settings", if_match=True)
def change_settings(request: HttpRequest, slug: str, body: SettingsAsked) -> HttpResponse:
    """Change what stands above the updates. What is left out stays."""
    head = found_story(slug).head
    _check_version(request, fingerprint(head), settings_shown(head))
    asked = head_asked(body, head, kept_for(body.picture))
    return carried_out(request, c.EditStory(slug=slug, head=asked, **asked_by(request)))


@heads.question("/stories/{slug}/key-points", Action.SEE_STORY, KeyPoints, etag=True)
def read_key_points(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the key points, each with what speaks against it: updates it cites that were withdrawn or corrected."""
    story = found_story(slug)
    flags = flags_now(story)
    return _shown(request, points_shown(story.key_points, flags), _points_version(story, flags))


@heads.deed("PUT", "/stories/{slug}/key-points", Action.SUMMARISE, Done, act="key-points", if_match=True)
def set_key_points(request: HttpRequest, slug: str, body: KeyPointsAsked) -> HttpResponse:
    """Set all key points, in their order. Set as they stand, with the newest ETag, they are found right:
    `cited-corrected` goes, until the next correction.
    """
    looked_at, story = now_utc(), found_story(slug)
    flags, seen = flags_now(story), seen_version(request)
    version = _points_version(story, flags)
    if seen.partition(".")[0] != fingerprint(story.key_points):
        raise _stale(points_shown(story.key_points, flags), version)
    command = c.SetKeyPoints(slug=slug, points=points_asked(body), **asked_by(request))
    receipt = set_points(command, settings.DOOR, looked_at if seen == version else None)
    return done_answer(request, receipt, words=False)


def _shown(request: HttpRequest, shown: Schema, version: str) -> HttpResponse:
    return unchanged(request, version) or answered(shown, version=version)


def _check_version(request: HttpRequest, now: str, current: Schema) -> None:
    """Raises Refusal if-match-missing, Stale."""
    if seen_version(request) != now:
        raise _stale(current, now)


def _stale(current: Schema, version: str) -> Stale:
    return Stale(
        "Somebody changed this meanwhile. Compare with `current`, and send it again with its ETag.",
        current.model_dump(mode="json"),
        etag(version),
    )


def _points_version(story: StoryState, flags: list[tuple[Flag, ...]]) -> str:
    """The points, then what speaks against them: a new flag is news for who reads, and no conflict for who writes."""
    return f"{fingerprint(story.key_points)}.{fingerprint(flags)}"
