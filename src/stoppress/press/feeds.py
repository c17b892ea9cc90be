"""Feeds of updates: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1. Items are pieces, the frames around them shells. Pure.

An item keeps its identifier for ever. What is withdrawn leaves RSS and JSON Feed and becomes a tombstone in Atom
(RFC 6721). A correction stands at the top of the item's content, since many feed readers show only that.

A time that nobody knows is left out. Atom alone demands one: <updated>, "the most recent instant in time when an entry
or feed was modified in a way the publisher considers significant". There it is the one at which the story came here.
"""

from __future__ import annotations

from html import escape
from typing import Any

from stoppress.base.html import for_elsewhere
from stoppress.press import labels
from stoppress.press.contexts import MARKS, EntryContext, FrontContext, FrontStory, House, StoryContext
from stoppress.press.public_json import json_in_page, json_line
from stoppress.press.times import Moment, rfc822

_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="{language}">\n'
    "<id>{url}</id>\n<title>{title}</title>\n<subtitle>{about}</subtitle>\n<updated>{updated}</updated>\n"
    '<link rel="alternate" type="text/html" href="{url}"/>\n'
    '<link rel="self" type="application/atom+xml" href="{url}feed.atom"/>\n{atom_hub}'
    "<author><name>{house}</name></author>\n<generator>Stop Press</generator>\n{items}</feed>\n"
)
_RSS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
    "<title>{title}</title>\n<link>{url}</link>\n<description>{about}</description>\n<language>{language}</language>\n"
    "{updated}<generator>Stop Press</generator>\n"
    '<atom:link rel="self" type="application/rss+xml" href="{url}feed.rss"/>\n{rss_hub}{items}</channel></rss>\n'
)


def atom_item(entry: EntryContext, story: StoryContext) -> str:
    """One update as an Atom entry, or as the tombstone of one.

    An update of unknown time says no <published>; <updated>, which Atom demands (RFC 4287, 4.1.2), is then the time at
    which the story came to this house.
    """
    if entry.withdrawal:
        return (
            f'<at:deleted-entry ref="{entry.identifier}" when="{entry.withdrawal.at.iso}">'
            f"<at:comment>{_x(_withdrawn_words(entry))}</at:comment></at:deleted-entry>\n"
        )
    published = f"<published>{entry.published.iso}</published>" if entry.published else ""
    authors = "".join(f"<author><name>{_x(person.name)}</name></author>" for person in entry.authors)
    return (
        f'<entry xml:lang="{_x(entry.language)}"><id>{entry.identifier}</id><title>{_x(entry.title)}</title>'
        f'<link rel="alternate" type="text/html" href="{_x(entry.url)}"/>{published}'
        f"<updated>{(entry.modified or story.opened).iso}</updated>{authors}"
        f'<category term="{entry.kind}"/><content type="html">{_x(item_html(entry))}</content></entry>\n'
    )


def rss_item(entry: EntryContext) -> str:
    """One update as an RSS item; "" when it is withdrawn."""
    if entry.withdrawal:
        return ""
    published = f"<pubDate>{rfc822(entry.published)}</pubDate>" if entry.published else ""
    updated = f"<atom:updated>{entry.modified.iso}</atom:updated>" if entry.modified else ""
    creators = "".join(f"<dc:creator>{_x(person.name)}</dc:creator>" for person in entry.authors)
    return (
        f"<item><title>{_x(entry.title)}</title><link>{_x(entry.url)}</link>"
        f'<guid isPermaLink="false">{entry.identifier}</guid>{published}{updated}{creators}'
        f"<category>{entry.kind}</category><description>{_x(item_html(entry))}</description></item>\n"
    )


def json_item(entry: EntryContext) -> str:
    """One update as an item of a JSON Feed; "" when it is withdrawn."""
    if entry.withdrawal:
        return ""
    item: dict[str, Any] = {
        "id": entry.identifier,
        "url": entry.url,
        "title": entry.title,
        "content_html": item_html(entry),
        "language": entry.language,
        "tags": [entry.kind, "key-event"] if entry.key_event else [entry.kind],
    }
    if entry.published:
        item["date_published"] = entry.published.iso
    if entry.modified:
        item["date_modified"] = entry.modified.iso
    if entry.authors:
        item["authors"] = [{"name": person.name} for person in entry.authors]
    if entry.picture:
        item["image"] = entry.picture
    return json_line(item)


def item_html(entry: EntryContext) -> str:
    """What a feed reader shows: changes first, the text, the sources. Safe as it stands; all addresses absolute."""
    changes = "".join(
        f"<p><strong>{_x(change.words_in_full)}</strong> {_x(change.note)}</p>" for change in reversed(entry.changes)
    )
    sources = "; ".join(
        f'<a href="{_x(source.url)}" rel="nofollow">{_x(source.words)}</a>' if source.url else _x(source.words)
        for source in entry.sources
    )
    line = f"<p>{_x(entry.sources_label)}: {sources}</p>" if sources else ""
    if not sources and entry.status_word:
        line = f"<p>{_x(entry.status_word)}</p>"
    body = for_elsewhere(entry.body, entry.url) if '="/' in entry.body or '="#' in entry.body else entry.body
    return f"{changes}{body}{line}"


def story_feeds(story: StoryContext, house: House) -> tuple[str, str, str]:
    """The frames of a story's Atom, RSS and JSON Feed, with the mark ENTRIES where the items go."""
    title, items = labels.updates_of(story.headline, story.language), MARKS.entries
    values = {
        "language": _x(story.language),
        "url": _x(story.url),
        "title": _x(title),
        "about": _x(story.description),
        "house": _x(house.name),
        "items": items,
        **_hub_links(house),
    }
    feed = _json_feed(title, story.description, story.url, story.language, house)
    return (
        _ATOM.format(updated=story.updated.iso, **values),
        _RSS.format(updated=_built(story.updated) if story.updated_known else "", **values),
        f'{json_in_page(feed)[:-1]},"items":[{items}]}}\n',
    )


def front_feeds(front: FrontContext) -> tuple[str, str, str]:
    """The house's feeds of stories: Atom, RSS and JSON Feed, complete."""
    house, stories = front.house, (*front.live, *front.closed)
    newest = max((item.story.updated.iso for item in stories), default="1970-01-01T00:00:00Z")
    known = [item.story.updated for item in stories if item.story.updated_known]
    values = {
        "language": _x(house.language),
        "url": _x(f"{house.address}/"),
        "title": _x(house.name),
        "about": _x(front.description),
        "house": _x(house.name),
        **_hub_links(house),
    }
    feed = _json_feed(house.name, front.description, f"{house.address}/", house.language, house)
    feed["items"] = [_story_item(item) for item in stories]
    return (
        _ATOM.format(updated=newest, items="".join(_story_atom(item.story) for item in stories), **values),
        _RSS.format(
            updated=_built(max(known, key=lambda at: at.iso)) if known else "",
            items="".join(_story_rss(item.story) for item in stories),
            **values,
        ),
        json_line(feed),
    )


def _built(at: Moment) -> str:
    return f"<lastBuildDate>{rfc822(at)}</lastBuildDate>\n"


def _story_atom(story: StoryContext) -> str:
    published = f"<published>{story.opened.iso}</published>" if story.opened_known else ""
    return (
        f'<entry xml:lang="{_x(story.language)}"><id>{_x(story.identifier)}</id><title>{_x(story.headline)}</title>'
        f'<link rel="alternate" type="text/html" href="{_x(story.url)}"/>{published}'
        f"<updated>{story.updated.iso}</updated><summary>{_x(story.description)}</summary></entry>\n"
    )


def _story_rss(story: StoryContext) -> str:
    published = f"<pubDate>{rfc822(story.opened)}</pubDate>" if story.opened_known else ""
    updated = f"<atom:updated>{story.updated.iso}</atom:updated>" if story.updated_known else ""
    return (
        f"<item><title>{_x(story.headline)}</title><link>{_x(story.url)}</link>"
        f'<guid isPermaLink="false">{_x(story.identifier)}</guid>{published}{updated}'
        f"<description>{_x(_x(story.description))}</description></item>\n"
    )


def _story_item(item: FrontStory) -> dict[str, Any]:
    story = item.story
    return {
        "id": story.identifier,
        "url": story.url,
        "title": story.headline,
        "content_text": story.description,
        "language": story.language,
        **({"date_published": story.opened.iso} if story.opened_known else {}),
        **({"date_modified": story.updated.iso} if story.updated_known else {}),
        "tags": [story.state],
    }


def _hub_links(house: House) -> dict[str, str]:
    """The WebSub hub as XML feeds name it; nothing where the house has none."""
    hub = _x(house.hub)
    return {
        "atom_hub": f'<link rel="hub" href="{hub}"/>\n' if hub else "",
        "rss_hub": f'<atom:link rel="hub" href="{hub}"/>\n' if hub else "",
    }


def _json_feed(title: str, about: str, url: str, language: str, house: House) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": about,
        "home_page_url": url,
        "feed_url": f"{url}feed.json",
        "language": language,
        "authors": [{"name": house.name, "url": f"{house.address}/"}],
        **({"hubs": [{"type": "WebSub", "url": house.hub}]} if house.hub else {}),
    }


def _withdrawn_words(entry: EntryContext) -> str:
    assert entry.withdrawal
    return f"{entry.withdrawal.words_in_full} {entry.withdrawal.note}".strip()


def _x(text: str) -> str:
    """Text for XML and for attributes in quotation marks."""
    return escape(text)
