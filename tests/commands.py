"""Random commands against a story, as hypothesis strategies: some are refused, most are not. Used by the law tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Author, Content, Head, KeyPoint, Source
from stoppress.story.words import Amendment, Hand, Kind, Status

START = datetime(2026, 11, 22, 6, tzinfo=UTC)
KEYS = [f"entry{digit}{digit}{digit}" for digit in "0123456789"]
"""A small pool, so that commands often meet an update that is there."""

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
keys = st.sampled_from(KEYS)

contents = st.builds(
    Content,
    kind=st.sampled_from(Kind),
    headline=words,
    body=words.map(text_document),
    key_event=st.booleans(),
    authors=st.lists(st.builds(Author, words, words), max_size=2).map(tuple),
    sources=st.lists(st.builds(Source, words, words, st.sampled_from(Hand)), max_size=2).map(tuple),
    status=st.sampled_from(Status),
    event_time=st.none() | st.just(START - timedelta(hours=2)),
    language=st.sampled_from(["", "ar", "de"]),
)
heads = st.builds(
    Head,
    headline=words.map(lambda text: f"Story {text}"),
    standfirst=words,
    authors=st.lists(st.builds(Author, words), max_size=2).map(tuple),
    zone=st.sampled_from(["UTC", "Europe/Kyiv"]),
)
points = st.lists(st.builds(KeyPoint, words, st.lists(keys, max_size=2).map(tuple)), max_size=3).map(tuple)

_who = {"slug": st.just("storm"), "actor": st.sampled_from(["ada", "ben"])}

commands = st.one_of(
    st.builds(c.PublishEntry, key=keys, content=contents, under=st.just("") | keys, time_unknown=st.booleans(), **_who),
    st.builds(c.PublishEntry, key=keys, content=contents, **_who),
    st.builds(
        c.AmendEntry,
        key=keys,
        content=contents,
        amendment=st.sampled_from(Amendment),
        note=words,
        based_on=st.none() | st.integers(1, 3),
        **_who,
    ),
    st.builds(c.WithdrawEntry, key=keys, reason=words, **_who),
    st.builds(c.PinEntry, key=keys, **_who),
    st.builds(c.UnpinEntry, key=keys, **_who),
    st.builds(c.MoveEntry, key=keys, under=st.just("") | keys, **_who),
    st.builds(c.SetKeyPoints, points=points, **_who),
    st.builds(c.EditStory, head=heads, **_who),
    st.builds(c.PauseStory, **_who),
    st.builds(c.CloseStory, note=words, **_who),
    st.builds(c.ReopenStory, **_who),
    st.builds(c.RedactEntry, key=keys, basis=words, **_who),
)
