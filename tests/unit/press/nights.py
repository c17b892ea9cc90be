"""Lively nights, as hypothesis strategies: few updates, often amended, cited, pinned, moved and taken back.

Every text that an update ever had holds a word of its own, so that it can be looked for afterwards.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from hypothesis import strategies as st

from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Author, KeyPoint, Source
from stoppress.story.words import Amendment
from tests.commands import contents, heads, words

KEYS = ("aaaaaa", "bbbbbb", "cccccc", "dddddd")

_keys = st.sampled_from(KEYS)
_who = {"slug": st.just("storm"), "actor": st.just("ada")}
_reasons = words.map(lambda text: f"Because {text}")
_points = st.lists(
    st.builds(KeyPoint, words.map(lambda text: f"Point {text}"), st.lists(_keys, max_size=2).map(tuple)), max_size=2
).map(tuple)

_publish = st.builds(
    c.PublishEntry, key=_keys, content=contents, under=st.just("") | _keys, time_unknown=st.booleans(), **_who
)
_amend = st.builds(
    c.AmendEntry, key=_keys, content=contents, amendment=st.sampled_from(Amendment), note=_reasons, **_who
)
_take_back = st.one_of(
    st.builds(c.WithdrawEntry, key=_keys, reason=_reasons, **_who),
    st.builds(c.RedactEntry, key=_keys, basis=_reasons, **_who),
)
_above = st.one_of(
    st.builds(c.PinEntry, key=_keys, **_who),
    st.builds(c.UnpinEntry, key=_keys, **_who),
    st.builds(c.SetKeyPoints, points=_points, **_who),
    st.builds(c.EditStory, head=heads, **_who),
    st.builds(c.PauseStory, **_who),
    st.builds(c.CloseStory, note=words, **_who),
    st.builds(c.ReopenStory, **_who),
)
_move = st.builds(c.MoveEntry, key=_keys, under=st.just("") | _keys, **_who)

_commands = st.one_of(_publish, _amend, _above, _above, _move, _take_back)
nights = st.tuples(
    st.lists(_publish, min_size=2, max_size=6),
    st.lists(st.lists(_commands, min_size=1, max_size=6), min_size=1, max_size=8),
).map(lambda night: [night[0], *night[1]])
"""Commands in groups; the press prints after each group."""

NUMBERS = count(1)


def told_apart(command: c.Command) -> tuple[c.Command, str]:
    """The command with a word of its own wherever an update says something, and that word; "" for other commands."""
    if not isinstance(command, c.PublishEntry | c.AmendEntry):
        return command, ""
    word = f"unheard{next(NUMBERS)}x"
    content = replace(
        command.content,
        headline=f"{command.content.headline} {word}",
        body=text_document(f"Body {word}"),
        authors=(Author(f"Author {word}", f"role {word}"),),
        sources=(Source(f"Source {word}", f"channel {word}", url=f"https://{word}.example/"),),
    )
    if isinstance(command, c.AmendEntry):
        return replace(command, content=content, note=f"Note {word}"), word
    return replace(command, content=content), word
