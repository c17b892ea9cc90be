"""Stories: as they are shown, as they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from ninja import Schema
from pydantic import Field

from stoppress.desk.api.shapes.picture import PictureAsked, PictureNamed, picture_asked, picture_named
from stoppress.desk.api.shapes.said import (
    Person,
    Text,
    TextAsked,
    authors_asked,
    document_asked,
    people,
    text_of,
)
from stoppress.desk.api.shapes.strict import Asked, Words
from stoppress.desk.forms.story import head_picture, related_link
from stoppress.desk.pages.points import Doubt, Flag
from stoppress.media.pictures import KeptPicture
from stoppress.story.content import Head, KeyPoint
from stoppress.story.state import StoryState
from stoppress.story.words import StoryStatus


class LinkSaid(Asked):
    """A link beside the story."""

    title: Words = Field("", description="Left out, the address stands for it.")
    url: Words


class Settings(Schema):
    """The words above the updates."""

    headline: str
    standfirst: str
    topic: str
    summary: Text
    authors: list[Person]
    language: str
    zone: str
    picture: PictureNamed | None
    links: list[LinkSaid]
    source_line: str


class KeyPointSaid(Asked):
    """One sentence, and the keys of the updates that support it."""

    text: Words
    cites: list[Words] = Field([], max_length=100)


class PointFlag(Schema):
    """A reason to look at a key point again."""

    doubt: Doubt = Field(
        description="cites-withdrawn; cited-corrected: since the key points were last set, or found right; "
        "unsupported: no cited update stands, or none is cited."
    )
    key: str | None = Field(description="The cited update; null = unsupported.")
    at: datetime | None = Field(description="When it was withdrawn or corrected; null = unsupported.")


class KeyPointShown(Schema):
    """One key point, with what speaks against it."""

    text: str
    cites: list[str]
    flags: list[PointFlag]


class KeyPoints(Schema):
    """The key points, in their order."""

    points: list[KeyPointShown]


class Story(Schema):
    """A story without its updates."""

    slug: str
    address: str = Field(description="Where readers find it.")
    state: StoryStatus
    number: int = Field(description="The last fact of its log; with the epoch, its position.")
    opened_at: datetime | None = Field(description="null: imported, nobody knows when.")
    updated_at: datetime | None = Field(description="null: imported without times, and nothing happened to it since.")
    closed_at: datetime | None
    closing_note: str
    pinned: str | None = Field(description="The key of the pinned update.")
    settings: Settings
    key_points: list[KeyPointSaid]


class Stories(Schema):
    """One page of stories, the last changed first."""

    items: list[Story]
    next: str | None = Field(description="The cursor of the next page; null = this was the last.")


class SettingsAsked(Asked):
    """What shall change above the updates; what is left out stays."""

    headline: Words = ""
    standfirst: Words = ""
    topic: Words = ""
    summary: TextAsked = Field(default_factory=TextAsked)
    authors: list[Person] = Field([], max_length=100)
    language: Words = "en"
    zone: Words = "UTC"
    picture: PictureAsked | None = Field(None, description="Uploaded before; null = none.")
    links: list[LinkSaid] = Field([], max_length=100, description="Beside the story, in their order.")
    source_line: Words = ""


class NewStory(SettingsAsked):
    """A story to open. It is live at once."""

    slug: Words = Field("", description="Its address, for good; left out, it is made from the headline.")
    headline: Words


class KeyPointsAsked(Asked):
    """All key points, in their order; they replace those that stand."""

    points: list[KeyPointSaid] = Field(max_length=100)


class ClosingAsked(Asked):
    """How a story ends."""

    note: Words = Field("", description="Shown to readers.")


class ClosingProposed(Schema):
    """A closing note for an editor to change."""

    note: str = Field(description="Of as many of the newest key events as fit; may be empty.")
    made_of: list[str] = Field(description="The keys of the newest key events, newest first.")


def story_shown(story: StoryState) -> Story:
    """A story as it stands."""
    return Story(
        slug=story.slug,
        address=f"{settings.HOUSE.readers_address}/{story.slug}/",
        state=story.status,
        number=story.number,
        opened_at=None if story.opened_time_unknown else story.opened_at,
        updated_at=None if story.updated_time_unknown else story.updated_at,
        closed_at=None if story.updated_time_unknown else story.closed_at,
        closing_note=story.closing_note,
        pinned=story.pinned or None,
        settings=settings_shown(story.head),
        key_points=points_said(story.key_points),
    )


def settings_shown(head: Head) -> Settings:
    """The words above the updates as they stand."""
    return Settings(
        headline=head.headline,
        standfirst=head.standfirst,
        topic=head.topic,
        summary=text_of(head.summary),
        authors=people(head.authors),
        language=head.language,
        zone=head.zone,
        picture=picture_named(head.picture),
        links=[LinkSaid(title=link.title, url=link.url) for link in head.links],
        source_line=head.source_line,
    )


def points_said(points: tuple[KeyPoint, ...]) -> list[KeyPointSaid]:
    """The key points as they stand."""
    return [KeyPointSaid(text=point.text, cites=list(point.cites)) for point in points]


def points_shown(points: tuple[KeyPoint, ...], flags: list[tuple[Flag, ...]]) -> KeyPoints:
    """The key points as they stand, each with its flags."""
    return KeyPoints(
        points=[
            KeyPointShown(
                text=point.text,
                cites=list(point.cites),
                flags=[PointFlag(doubt=flag.doubt, key=flag.key or None, at=flag.at) for flag in against],
            )
            for point, against in zip(points, flags, strict=True)
        ]
    )


def points_asked(asked: KeyPointsAsked) -> tuple[KeyPoint, ...]:
    """The key points that are asked for."""
    return tuple(KeyPoint(point.text, tuple(point.cites)) for point in asked.points)


def head_asked(asked: SettingsAsked, before: Head, picture: KeptPicture | None) -> Head:
    """The head that is asked for; fields that were left out are those of `before`.

    picture  what is kept under asked.picture.asset.
    Raises   Refusal, those of document_asked() and forms.picture.figure_from().
    """
    given = asked.model_fields_set
    plain = ("headline", "standfirst", "topic", "language", "zone", "source_line")
    changed: dict[str, Any] = {name: getattr(asked, name) for name in plain if name in given}
    if "picture" in given:
        changed["picture"] = head_picture(picture_asked(asked.picture), before.picture, picture)
    if "links" in given:
        changed["links"] = tuple(related_link(link.title, link.url) for link in asked.links)
    if "authors" in given:
        changed["authors"] = authors_asked(asked.authors)
    if "summary" in given:
        changed["summary"] = document_asked(asked.summary, before.summary)
    return replace(before, **changed)
