"""From states to what templates are given. Pure; the one gate at which withdrawn words are taken out.

entry_context() gives nothing of a withdrawn update but its place, its times and the reason. All renderings are made
from its answer, so none of them can hold a withdrawn word.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from stoppress.base.limits.orientation import LABEL_CHARS
from stoppress.base.pictures import picture_name, stored_widths
from stoppress.base.text import shortened
from stoppress.media.card import Card
from stoppress.press import labels
from stoppress.press.cards import entry_card, story_card
from stoppress.press.contexts import (
    ChangeLine,
    Cite,
    EntryContext,
    HeadContext,
    House,
    Html,
    Link,
    OutlineLine,
    Person,
    Pinned,
    Point,
    SourceLine,
    StoryContext,
)
from stoppress.press.phrases import direction
from stoppress.press.times import Moment, moment
from stoppress.story.body.document import Node
from stoppress.story.body.html import body_html
from stoppress.story.body.plain import plain_text
from stoppress.story.content import BLANK, Author, KeyPoint, Source
from stoppress.story.state import EntryState, StoryState
from stoppress.story.words import Amendment, Status

TITLE_CHARS: Final = 110
"""Characters of a title made of first words; search engines and cards cut there."""

EXCERPT_CHARS: Final = 280
"""Characters of first words in cards, descriptions and the pin."""

_IDENTIFIERS: Final = uuid.UUID("7d0c1f5e-2a53-5c1d-9f0e-53746f705072")
"""Name space of the identifiers in feeds."""


def story_context(story: StoryState, house: House) -> StoryContext:
    """What pages say about a story."""
    head, language = story.head, story.head.language
    path = f"/{story.slug}/"
    context = StoryContext(
        slug=story.slug,
        path=path,
        url=house.address + path,
        identifier=uuid.uuid5(_IDENTIFIERS, story.slug).urn,
        headline=head.headline,
        standfirst=head.standfirst,
        topic=head.topic,
        title=f"{head.headline} | {house.name}",
        description=shortened(head.standfirst or plain_text(head.summary) or head.headline, EXCERPT_CHARS),
        language=language,
        direction=direction(language),
        zone=head.zone,
        zone_note=labels.zone_note(head.zone, language),
        state=story.status.value,
        state_word=labels.state_word(story.status, language),
        authors=_people(head.authors, language),
        opened=moment(story.opened_at, head.zone, language),
        opened_known=not story.opened_time_unknown,
        updated=moment(story.updated_at, head.zone, language),
        updated_known=not story.updated_time_unknown,
        closed=moment(story.closed_at, head.zone, language) if story.closed_at else None,
        picture=_picture_url(head.picture, house) if head.picture else "",
        number=story.number,
        words=labels.words_in(language),
    )
    card = story_card(context, house, _card_picture(head.picture))
    return replace(context, card=context.url + card.name)


def entry_context(entry: EntryState, story: StoryState, house: House) -> EntryContext:
    """What readers may know of an update; see the top of this file for withdrawn ones."""
    entry = shown(entry)
    content, zone, ours = entry.content, story.head.zone, story.head.language
    language = content.language or ours
    headline, text = content.headline, plain_text(content.body)
    path = f"/{story.slug}/e/{entry.key}/"
    published = moment(entry.published_at, zone, ours) if entry.published_at else None
    changes, withdrawal = _changes(entry, published, story), _withdrawal(entry, published, story)
    last_change = withdrawal or (changes[-1] if changes else None)
    title = _title(entry, text, ours)
    context = EntryContext(
        key=entry.key,
        rank=entry.rank,
        revision=entry.revision,
        path=path,
        url=house.address + path,
        identifier=uuid.uuid5(_IDENTIFIERS, f"{story.slug}/{entry.key}").urn,
        classes=_classes(entry),
        kind=content.kind.value,
        kind_word=labels.kind_word(content.kind, ours),
        key_event=content.key_event,
        published=published,
        modified=last_change.at if last_change else published,
        happened=_happened(content.event_time, published, story),
        headline=headline,
        title=title,
        label=shortened(title, LABEL_CHARS),
        day=published.weekday if published else "",
        body=Html(body_html(content.body, labels.body_labels(ours, house.players)) if content.body.content else ""),
        text=text,
        excerpt=shortened(" ".join(text.replace("• ", " ").split()), EXCERPT_CHARS),
        language=language,
        direction=direction(language),
        foreign=language != ours,
        authors=_people(content.authors, ours),
        byline=labels.byline([person.words for person in _people(content.authors, ours)], ours),
        sources=_sources(content.sources, ours),
        sources_label=labels.status_word(content.status, ours) or labels.sources_label(len(content.sources), ours),
        status=content.status.value,
        status_word=labels.status_word(content.status, ours),
        changes=changes,
        withdrawal=withdrawal,
        picture=_first_picture(content.body, house),
        words=labels.words_in(ours),
    )
    return replace(context, card=context.url + _entry_card(context, entry, story, house).name)


def card_of_story(story: StoryState, house: House) -> Card:
    """What the share card of a story says."""
    return story_card(story_context(story, house), house, _card_picture(story.head.picture))


def card_of_entry(entry: EntryState, story: StoryState, house: House) -> Card:
    """What the share card of an update says."""
    return _entry_card(entry_context(entry, story, house), shown(entry), story, house)


def _entry_card(context: EntryContext, shown: EntryState, story: StoryState, house: House) -> Card:
    language = story.head.language
    picture = next((name for node in shown.content.body.content if (name := _card_picture(node))), "")
    return entry_card(context, house, language, direction(language), picture)


def _card_picture(node: Node | None) -> str:
    """File name of the copy of a figure that a share card shows; "" for none."""
    if node is None or node.kind != "figure" or not node.words("asset"):
        return ""
    widths = stored_widths(node.count("width"))
    return picture_name(node.words("asset"), widths[min(1, len(widths) - 1)], "jpg")


def outline_line(entry: EntryState, context: EntryContext, story: StoryState) -> OutlineLine:
    """A key event in the outline. context: what entry_context() gave for it."""
    language, when = story.head.language, ""
    if context.published:
        began = moment(story.opened_at, story.head.zone, language)
        at, same_day = context.published, context.published.day == began.day and not story.opened_time_unknown
        when = at.clock if same_day else labels.day_and_time(at.date, at.clock, language)
    corrected = any(change.amendment is Amendment.CORRECTION for change in entry.changes)
    return OutlineLine(context, when, context.words.corrected if corrected else "")


def shown(entry: EntryState) -> EntryState:
    """The update without what nobody may see: a withdrawn one has no words, and no notes that quote them."""
    return entry if entry.is_public else replace(entry, content=BLANK, changes=())


def head_context(
    story: StoryState, supports: Mapping[str, EntryState], house: House, *, pin_hidden: bool = False
) -> HeadContext:
    """What stands above the updates.

    supports    the updates that key points cite, and the pinned one, by key; there is no link to one that is missing.
    pin_hidden  True: leave the pinned update out, since it was withdrawn later.
    """
    head, language = story.head, story.head.language
    pinned = supports.get(story.pinned)
    return HeadContext(
        story=story_context(story, house),
        summary=Html(body_html(head.summary, labels.body_labels(language, house.players))),
        picture=_head_picture(head.picture, language) if head.picture else Html(""),
        byline=labels.byline([person.words for person in _people(head.authors, language)], language),
        points=tuple(_point(point, story, supports) for point in story.key_points),
        pinned_key=story.pinned,
        pinned=_pinned(pinned, story, house) if pinned and pinned.is_public and not pin_hidden else None,
        closing_note=story.closing_note,
        links=tuple(Link(link.title or link.url, link.url) for link in head.links),
        source_line=head.source_line,
    )


def _point(point: KeyPoint, story: StoryState, supports: Mapping[str, EntryState]) -> Point:
    return Point(point.text, point.cites, tuple(_cite(supports[key], story) for key in point.cites if key in supports))


def _cite(entry: EntryState, story: StoryState) -> Cite:
    """No word of the update itself: key points stay when what they cite is withdrawn."""
    language, words = story.head.language, labels.words_in(story.head.language)
    at = moment(entry.published_at, story.head.zone, language) if entry.published_at else None
    label = labels.cite_label(at.full if at else words.time_unknown, language)
    corrected = any(change.amendment is Amendment.CORRECTION for change in entry.changes)
    note = words.withdrawn if not entry.is_public else words.corrected if corrected else ""
    return Cite(entry.key, f"/{story.slug}/e/{entry.key}/", at, label, note)


def _pinned(entry: EntryState, story: StoryState, house: House) -> Pinned:
    context = entry_context(entry, story, house)
    excerpt = context.excerpt if context.headline else ""
    return Pinned(context.key, context.path, context.kind_word, context.title, excerpt, context.published)


def _happened(at: datetime | None, published: Moment | None, story: StoryState) -> Moment | None:
    """When it happened, where that is not the minute in which it was published."""
    happened = moment(at, story.head.zone, story.head.language) if at else None
    return None if happened and published and happened.full == published.full else happened


def _classes(entry: EntryState) -> str:
    if not entry.is_public:
        return "entry withdrawn"
    classes = ["entry", f"kind-{entry.content.kind.value}"]
    if entry.content.key_event:
        classes.append("key-event")
    if entry.content.status is not Status.UNSTATED:
        classes.append(f"status-{entry.content.status.value}")
    return " ".join(classes)


def _title(entry: EntryState, text: str, language: str) -> str:
    if not entry.is_public:
        return labels.withdrawn_title(language)
    return entry.content.headline or shortened(" ".join(text.split()), TITLE_CHARS) or labels.untitled(language)


def _changes(entry: EntryState, published: Moment | None, story: StoryState) -> tuple[ChangeLine, ...]:
    return tuple(
        _change_line(change.amendment.value, change.at, change.note, published, story) for change in entry.changes
    )


def _withdrawal(entry: EntryState, published: Moment | None, story: StoryState) -> ChangeLine | None:
    if entry.withdrawal is None:
        return None
    kind = "redacted" if entry.redacted else "withdrawn"
    return _change_line(kind, entry.withdrawal.at, entry.withdrawal.reason, published, story)


def _change_line(kind: str, when: datetime, note: str, published: Moment | None, story: StoryState) -> ChangeLine:
    language = story.head.language
    at = moment(when, story.head.zone, language)
    before, after = labels.change_pattern(kind, language)
    same_day = published is not None and published.day == at.day
    return ChangeLine(
        kind, at, at.clock if same_day else labels.day_and_time(at.date, at.clock, language), before, after, note
    )


def _sources(sources: tuple[Source, ...], language: str) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(
            labels.source_words(source.name, source.channel, source.hand, language) or source.url,
            source.name,
            source.channel,
            source.hand.value,
            source.url,
        )
        for source in sources
        if source.name or source.channel or source.hand or source.url
    )


def _people(authors: tuple[Author, ...], language: str) -> tuple[Person, ...]:
    return tuple(
        Person(author.name, author.role, labels.named_with_role(author.name, author.role, language))
        for author in authors
    )


def _head_picture(picture: Node, language: str) -> Html:
    """The story's picture, loaded at once since it is seen first; one that is missing says so."""
    html = body_html(Node("doc", (picture,)), labels.body_labels(language))
    # In text a quotation mark is written &quot;, so this can only be the attribute.
    return Html(html.replace(' loading="lazy"', ' loading="eager"', 1))


def _first_picture(body: Node, house: House) -> str:
    return next((url for node in body.content if (url := _picture_url(node, house))), "")


def _picture_url(node: Node, house: House) -> str:
    """Absolute address of a figure's largest copy; "" for what is no figure or has no picture."""
    if node.kind != "figure" or not node.words("asset"):
        return ""
    name = picture_name(node.words("asset"), stored_widths(node.count("width"))[-1], "jpg")
    return f"{house.address}/media/{name}"
