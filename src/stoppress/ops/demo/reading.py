"""TOML → DemoStory. Pure. script.py tells what each key means; checks.py holds what must fit together."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Final, TypeVar

from stoppress.ops.demo import script
from stoppress.ops.demo.checks import checked_story
from stoppress.ops.demo.table import Table, wrong
from stoppress.story.content import Author, Source
from stoppress.story.words import Amendment, Hand, Kind, Status

Item = TypeVar("Item")

_STATUSES: Final = (Status.CLAIMED, Status.REPORTED, Status.CONFIRMED, Status.DISPUTED)
"""What a script may say of a claim; a withdrawal is an act of its own."""


def shipped_story(name: str) -> script.DemoStory:
    """A story that comes with the package, by the name of its file: script.STORM or script.BLACKOUT.

    Raises   Fault when the file is missing. Refusal script-wrong when it is not in order.
    """
    return read_story(script.shipped_script(name))


def read_story(toml: str) -> script.DemoStory:
    """Read and check a script.

    Raises   Refusal script-wrong: where, what was found, what is expected. slug-not-usable.
    """
    try:
        whole = Table("the script", tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise wrong("the script", f"this is no TOML: {error}.") from None
    story = _story(whole)
    whole.finish()
    return checked_story(story)


@dataclass(frozen=True, slots=True)
class _Cast:
    """What acts refer to by short names."""

    people: dict[str, Author]
    pictures: dict[str, script.Picture]

    def authors(self, table: Table) -> tuple[Author, ...]:
        return tuple(_known(self.people, name, table, "authors") for name in table.words("authors"))

    def drawn(self, table: Table) -> tuple[script.Picture, ...]:
        return tuple(_known(self.pictures, name, table, "pictures") for name in table.words("pictures"))


def _known(items: dict[str, Item], name: str, table: Table, key: str) -> Item:
    if name not in items:
        raise table.wrong(
            f"{key} has “{name}”, which is not defined. Take one of: {', '.join(sorted(items)) or 'none'}."
        )
    return items[name]


def _story(whole: Table) -> script.DemoStory:
    head = whole.table("story")
    if head is None:
        raise whole.wrong("[story] is missing. Add it.")
    given = _Cast(
        people={name: _author(table) for name, table in whole.named_tables("people").items()},
        pictures={name: _picture(name, table) for name, table in whole.named_tables("pictures").items()},
    )
    lead = head.text_or_none("picture")
    story = script.DemoStory(
        slug=head.text("slug"),
        headline=head.text("headline"),
        standfirst=head.text("standfirst"),
        language=head.text("language"),
        zone=head.text("zone"),
        authors=given.authors(head),
        picture=None if lead is None else _known(given.pictures, lead, head, "picture"),
        moments=MappingProxyType(whole.named_minutes("moments")),
        days_before=head.minutes("days_before"),
        clock=_clock(head),
        pictures=tuple(given.pictures.values()),
        acts=tuple(_act(table, given) for table in whole.tables("acts")),
    )
    head.finish()
    return story


def _clock(head: Table) -> time | None:
    text = head.text_or_none("clock")
    if text is None:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise head.wrong(f"clock is “{text}”; a time of day as 13:10 is expected.") from None


def _author(table: Table) -> Author:
    author = Author(table.text("name"), table.text("role"))
    table.finish()
    return author


def _picture(name: str, table: Table) -> script.Picture:
    picture = script.Picture(
        name=name, alt=table.text("alt"), caption=table.text("caption"), credit=table.text("credit")
    )
    table.finish()
    return picture


def _source(table: Table) -> Source:
    source = Source(
        name=table.text("name"),
        channel=table.text("channel"),
        hand=table.word("hand", (Hand.FIRST, Hand.SECOND)),
        url=table.text_or_none("link") or "",
    )
    table.finish()
    return source


def _quoted(table: Table | None) -> script.Quoted | None:
    if table is None:
        return None
    quoted = script.Quoted(
        author=table.text("author"),
        handle=table.text("handle"),
        text=table.text("text"),
        posted_min=table.minutes("posted", latest=0) or 0,
    )
    table.finish()
    return quoted


def _point(table: Table) -> script.Point:
    point = script.Point(table.text("text"), tuple(table.words("cites")))
    table.finish()
    return point


def _act(table: Table, given: _Cast) -> script.Act:
    read = _READERS[table.word("act", tuple(_READERS))]
    act = read(table, given)
    table.finish()
    return act


def _publish(table: Table, given: _Cast) -> script.Publish:
    return script.Publish(
        at_min=table.minutes("at"),
        name=table.text("name"),
        kind=table.word("kind", tuple(Kind)),
        headline=table.text("headline"),
        body=table.text("body"),
        authors=given.authors(table),
        key_event=table.flag("key_event"),
        status=table.word_or_none("status", _STATUSES) or Status.UNSTATED,
        sources=tuple(_source(item) for item in table.tables("sources")),
        happened_min=table.minutes("happened", latest=0),
        pictures=given.drawn(table),
        quoted=_quoted(table.table("quoted")),
    )


def _amend(table: Table, _given: _Cast) -> script.Amend:
    sources = tuple(_source(item) for item in table.tables("sources"))
    return script.Amend(
        at_min=table.minutes("at"),
        entry=table.text("entry"),
        amended_as=table.word("as", tuple(Amendment)),
        note=table.text_or_none("note") or "",
        headline=table.text_or_none("headline"),
        body=table.text_or_none("body"),
        status=table.word_or_none("status", _STATUSES),
        sources=sources or None,
    )


def _withdraw(table: Table, _given: _Cast) -> script.Withdraw:
    return script.Withdraw(at_min=table.minutes("at"), entry=table.text("entry"), reason=table.text("reason"))


def _pin(table: Table, _given: _Cast) -> script.Pin:
    return script.Pin(at_min=table.minutes("at"), entry=table.text("entry"))


def _unpin(table: Table, _given: _Cast) -> script.Unpin:
    return script.Unpin(at_min=table.minutes("at"), entry=table.text("entry"))


def _key_points(table: Table, _given: _Cast) -> script.SetKeyPoints:
    points = tuple(_point(item) for item in table.tables("points"))
    return script.SetKeyPoints(at_min=table.minutes("at"), points=points)


def _edit_story(table: Table, _given: _Cast) -> script.EditStory:
    return script.EditStory(
        at_min=table.minutes("at"),
        headline=table.text_or_none("headline"),
        standfirst=table.text_or_none("standfirst"),
    )


def _pause(table: Table, _given: _Cast) -> script.Pause:
    return script.Pause(at_min=table.minutes("at"))


def _reopen(table: Table, _given: _Cast) -> script.Reopen:
    return script.Reopen(at_min=table.minutes("at"))


def _close(table: Table, _given: _Cast) -> script.Close:
    return script.Close(at_min=table.minutes("at"), note=table.text("note"))


_READERS: Final[dict[str, Callable[[Table, _Cast], script.Act]]] = {
    "publish": _publish,
    "amend": _amend,
    "withdraw": _withdraw,
    "pin": _pin,
    "unpin": _unpin,
    "key_points": _key_points,
    "edit_story": _edit_story,
    "pause": _pause,
    "reopen": _reopen,
    "close": _close,
}
