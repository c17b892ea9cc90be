"""What the share cards of a story and of its updates say, and where they stand. Pure; media/drawing.py draws them.

They are made of contexts, so a withdrawn update's card can hold none of its words. An update's card says nothing of
its story, else a new headline above would change the cards of all updates below.
"""

from __future__ import annotations

from stoppress.base.text import shortened
from stoppress.media.card import Card, Tone
from stoppress.press.contexts import EntryContext, House, StoryContext

BELOW_CHARS = 180
"""Characters of the sentence below a title: three lines."""


def story_card(story: StoryContext, house: House, picture: str = "") -> Card:
    """The card of a story's page.

    picture  file name of one of our own JPEG copies, "" = none.
    """
    tones: dict[str, Tone] = {"live": "now", "closed": "gone"}
    return Card(
        house=house.name,
        label=" · ".join(filter(None, (story.state_word, story.topic))),
        tone=tones.get(story.state, "plain"),
        title=story.headline,
        below=shortened(story.standfirst, BELOW_CHARS),
        foot=story.opened.day if story.opened_known else "",
        language=story.language,
        direction=story.direction,
        picture=picture,
    )


def entry_card(entry: EntryContext, house: House, story_language: str, story_direction: str, picture: str = "") -> Card:
    """The card of an update; of a withdrawn one only that it was withdrawn, and when it stood there."""
    words = entry.words
    corrected = words.corrected.capitalize() if any(change.kind == "correction" for change in entry.changes) else ""
    says = (words.withdrawn.capitalize(),) if entry.withdrawal else (entry.kind_word, entry.status_word, corrected)
    language, direction = (
        (entry.language, entry.direction)
        if entry.foreign and not entry.withdrawal
        else (story_language, story_direction)
    )
    return Card(
        house=house.name,
        label=" · ".join(filter(None, says)),
        tone=_tone(entry, corrected=bool(corrected)),
        title=entry.title,
        below=shortened(entry.excerpt, BELOW_CHARS) if entry.headline else "",
        foot=entry.published.full if entry.published else words.time_unknown,
        language=language,
        direction=direction,
        picture="" if entry.withdrawal else picture,
    )


def _tone(entry: EntryContext, *, corrected: bool) -> Tone:
    if entry.withdrawal:
        return "gone"
    if corrected:
        return "changed"
    return "now" if entry.kind == "breaking" else "plain"
