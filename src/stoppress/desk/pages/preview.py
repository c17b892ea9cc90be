"""An update as readers see it: printed by the press's own template, so that it can't differ."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from stoppress.press.render import entry_html
from stoppress.story.content import Content, checked_content
from stoppress.story.state import EntryState, StoryState


def preview(story: StoryState, entry: EntryState) -> SafeString:
    """The update, its links leading to the readers' address: here they would lead to the desk."""
    html = entry_html(entry, story)
    html = html.replace('href="/', f'href="{settings.HOUSE.readers_address}/')
    # The id is the row's in the timeline. Text can't be hit by either change: in it a quotation mark is &quot;.
    return mark_safe(html.replace(f' id="e-{entry.key}"', "", 1))  # noqa: S308  the press escapes and sanitises


def preview_of_new(story: StoryState, key: str, content: Content, now: datetime) -> SafeString:
    """An update that is not published yet, as it would be now.

    Raises   Refusal, as the door would.
    """
    entry = EntryState(key=key, content=checked_content(content), rank=0, published_at=now, number=0)
    return preview(story, entry)
