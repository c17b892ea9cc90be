"""An update as readers see it: printed by the press's own templates, with their style, in a frame of its own.

The frame is part of the page (srcdoc), so nothing is asked for it; it runs no script, and loads from the desk alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stoppress.press.preview import entry_page
from stoppress.story.content import Content, checked_content, checked_note
from stoppress.story.state import Change, EntryState, StoryState
from stoppress.story.words import Amendment


def preview(story: StoryState, entry: EntryState) -> SafeString:
    """The frame that shows the update; its links open elsewhere, those to us at the readers' address."""
    return in_frame(entry_page(entry, story, settings.HOUSE.readers_address))


def in_frame(page: str) -> SafeString:
    """A page in a frame that may do nothing."""
    return format_html(
        '<iframe class="as-readers" title="{}" '
        'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" srcdoc="{}"></iframe>',
        _("As readers see it"),
        # Always, though the page is safe where it stands: here it stands in an attribute.
        escape(page),
    )


def preview_of_new(story: StoryState, key: str, content: Content, now: datetime) -> SafeString:
    """An update that is not published yet, as it would be now.

    Raises   Refusal, as the door would.
    """
    return in_frame(page_of_new(story, key, content, now))


def page_of_new(story: StoryState, key: str, content: Content, now: datetime) -> str:
    """The same as a page, not framed: it holds no script, and is not to be shown on the desk's own pages as it is."""
    entry = EntryState(key=key, content=checked_content(content), rank=0, published_at=now, number=0)
    return entry_page(entry, story, settings.HOUSE.readers_address)


def preview_of_amended(
    story: StoryState, entry: EntryState, content: Content, amendment: Amendment | None, note: str, now: datetime
) -> SafeString:
    """An update as it would be after an amendment of now; see page_of_amended()."""
    return in_frame(page_of_amended(story, entry, content, amendment, note, now))


def page_of_amended(
    story: StoryState, entry: EntryState, content: Content, amendment: Amendment | None, note: str, now: datetime
) -> str:
    """An update as it would be after an amendment of now, with the note that would stand in it; not framed.

    amendment  None = not chosen yet: as a typo, without a note.
    Raises     Refusal, as the door would, but for what is still missing or the same.
    """
    shown = (
        () if amendment in {None, Amendment.TYPO} else (Change(amendment or Amendment.TYPO, now, checked_note(note)),)
    )
    amended = replace(
        entry, content=checked_content(content), revision=entry.revision + 1, changes=entry.changes + shown
    )
    return entry_page(amended, story, settings.HOUSE.readers_address)
