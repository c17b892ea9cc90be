"""An update as readers would see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from stoppress.desk.words import KINDS, STATUSES
from stoppress.story.body.html import Labels, body_html
from stoppress.story.content import Content, checked_content
from stoppress.story.state import StoryState
from stoppress.story.words import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What desk/_preview.html shows."""

    kind_label: str
    status_label: str
    content: Content
    body: SafeString
    at: datetime | None
    language: str


def preview(story: StoryState, content: Content, at: datetime | None) -> Preview:
    """The content as the door would take it.

    Raises   Refusal, as the door would.
    """
    content = checked_content(content)
    # body_html() writes only what its allow-list names, and passes the sanitiser.
    body = mark_safe(body_html(content.body, Labels()))  # noqa: S308
    return Preview(
        kind_label="" if content.kind is Kind.REPORT else str(KINDS[content.kind]),
        status_label=str(STATUSES[content.status]) if content.status else "",
        content=content,
        body=body,
        at=at,
        language=content.language or story.head.language,
    )
