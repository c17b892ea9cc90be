"""JSON for machines: the pieces of story.json, and the one way in which the press writes JSON. Pure.

story.json is the whole public story; docs/story-json.md says what each name means. A withdrawn update keeps its key,
its place, its time and the reason. Nothing here is shown by default: what is unknown is null, what is empty is "".
"""

from __future__ import annotations

import json
from typing import Any, Final

from stoppress.press.contexts import MARKS, ChangeLine, EntryContext, HeadContext, Person
from stoppress.press.times import Moment

_UNSAFE_IN_PAGES: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def json_line(value: object) -> str:
    """JSON on one line, for streams and documents of its own."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_in_page(value: object) -> str:
    """JSON that can stand in a script element, and beside marks: no <, > or & in it."""
    return json_line(value).translate(_UNSAFE_IN_PAGES)


def entry_json(entry: EntryContext) -> str:
    """One update of story.json."""
    withdrawn = entry.withdrawal
    known: dict[str, Any] = {
        "key": entry.key,
        "rank": entry.rank,
        "url": entry.url,
        "published_at": _iso(entry.published),
        "modified_at": _iso(entry.modified),
    }
    if withdrawn:
        known["withdrawn"] = {
            "at": withdrawn.at.iso,
            "reason": withdrawn.note,
            "redacted": withdrawn.kind == "redacted",
        }
        return json_line(known)
    return json_line(known | _said(entry) | {"withdrawn": None})


def _said(entry: EntryContext) -> dict[str, Any]:
    return {
        "revision": entry.revision,
        "kind": entry.kind,
        "key_event": entry.key_event,
        "language": entry.language,
        "headline": entry.headline,
        "html": str(entry.body),
        "text": entry.text,
        "authors": _people(entry.authors),
        "sources": [
            {
                "name": source.name,
                "channel": source.channel,
                "hand": source.hand,
                "url": source.url,
                "words": source.words,
            }
            for source in entry.sources
        ],
        "status": entry.status,
        "event_time": _iso(entry.happened),
        "changes": [_change(change) for change in entry.changes],
    }


def head_json(head: HeadContext) -> dict[str, Any]:
    """The story's head, by the names of story.json."""
    story = head.story
    return {
        "slug": story.slug,
        "url": story.url,
        "state": story.state,
        "language": story.language,
        "zone": story.zone,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "topic": story.topic,
        "summary_html": str(head.summary),
        "authors": _people(story.authors),
        "picture": story.picture,
        "key_points": [{"text": point.text, "cites": list(point.cited)} for point in head.points],
        "pinned": head.pinned_key or None,
        "links": [{"title": link.title, "url": link.url} for link in head.links],
        "source_line": head.source_line,
        "opened_at": story.opened.iso if story.opened_known else None,
        "updated_at": story.updated.iso if story.updated_known else None,
        "closed_at": _iso(story.closed) if story.updated_known else None,
        "closing_note": head.closing_note,
    }


def story_json_shell(head: HeadContext) -> str:
    """story.json without its updates; the marks POSITION and ENTRIES stand where they go."""
    members = json_in_page(head_json(head))
    return f'{{"position":"{MARKS.position}",{members[1:-1]},"entries":[{MARKS.entries}]}}\n'


def _people(people: tuple[Person, ...]) -> list[dict[str, str]]:
    return [{"name": person.name, "role": person.role} for person in people]


def _change(change: ChangeLine) -> dict[str, str]:
    return {"amendment": change.kind, "at": change.at.iso, "note": change.note}


def _iso(at: Moment | None) -> str | None:
    return at.iso if at else None
