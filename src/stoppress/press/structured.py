"""What search engines read: schema.org's LiveBlogPosting with its BlogPostings, as JSON-LD. Pure.

The publication time of an update never moves; dateModified does. A correction is a CorrectionComment. An update of
unknown time says none.
"""

from __future__ import annotations

from typing import Any, Final

from stoppress.base.text import shortened
from stoppress.press.contexts import MARKS, EntryContext, House, Html, Person, StoryContext
from stoppress.press.public_json import json_in_page

LINKED_BODY_CHARS: Final = 1_500
"""Characters of an update's text that are repeated for machines: nearly always all of it."""


def linked_entry(entry: EntryContext) -> str:
    """One update as BlogPosting; "" when it is withdrawn. Safe inside a script element."""
    if entry.withdrawal:
        return ""
    posting: dict[str, Any] = {
        "@type": "BlogPosting",
        "@id": entry.url,
        "url": entry.url,
        "headline": entry.title,
        "articleBody": shortened(entry.text, LINKED_BODY_CHARS) or entry.title,
        "inLanguage": entry.language,
    }
    if entry.published:
        posting["datePublished"] = entry.published.iso
    if entry.modified:
        posting["dateModified"] = entry.modified.iso
    if entry.authors:
        posting["author"] = _persons(entry.authors)
    if entry.picture:
        posting["image"] = entry.picture
    corrections = [
        {"@type": "CorrectionComment", "text": change.note, "datePublished": change.at.iso}
        for change in entry.changes
        if change.kind == "correction"
    ]
    if corrections:
        posting["correction"] = corrections
    return json_in_page(posting)


def live_blog_shell(story: StoryContext, house: House) -> Html:
    """The LiveBlogPosting of a story's page, with the mark LINKED where its updates go."""
    blog: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": story.url,
        "url": story.url,
        "headline": story.headline,
        "description": story.description,
        "inLanguage": story.language,
        **({"coverageStartTime": story.opened.iso, "datePublished": story.opened.iso} if story.opened_known else {}),
        **({"dateModified": story.updated.iso} if story.updated_known else {}),
        "author": _persons(story.authors) or [_organization(house)],
        "publisher": _organization(house),
    }
    if story.closed and story.updated_known:
        blog["coverageEndTime"] = story.closed.iso
    if story.picture:
        blog["image"] = story.picture
    return Html(f'{json_in_page(blog)[:-1]},"liveBlogUpdate":[{MARKS.linked}]}}')


def entry_shell() -> Html:
    """What is around the one BlogPosting of an update's own page."""
    return Html(f'{{"@context":"https://schema.org","@graph":[{MARKS.linked}]}}')


def _persons(people: tuple[Person, ...]) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": person.name} for person in people]


def _organization(house: House) -> dict[str, str]:
    return {"@type": "Organization", "name": house.name, "url": f"{house.address}/"}
