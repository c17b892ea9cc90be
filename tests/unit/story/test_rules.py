"""What may follow what: one refusal or fact a test. Ada edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stoppress.base.errors import Refusal
from stoppress.story import commands as c
from stoppress.story import facts as f
from stoppress.story.body.build import text_document
from stoppress.story.content import Content, Head, KeyPoint, Source
from stoppress.story.rules import RANK_STEP, decide
from stoppress.story.state import EntryState, StoryState, Withdrawal
from stoppress.story.words import Amendment, StoryStatus

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WHO = {"slug": "storm", "actor": "ada"}
SAID = Content(headline="The bridge is closed", body=text_document("Wind of 120 km/h."))


def entry(key: str, rank: int, **more: object) -> EntryState:
    return EntryState(key=key, content=SAID, rank=rank, published_at=NOON, number=2, **more)


def story(*entries: EntryState, **more: object) -> StoryState:
    state = StoryState(
        slug="storm",
        number=9,
        head=Head(headline="A storm"),
        status=StoryStatus.LIVE,
        opened_at=NOON,
        updated_at=NOON,
        top_rank=max((one.rank for one in entries), default=0),
        entries={one.key: one for one in entries},
    )
    return replace(state, **more)


def refusal(state: StoryState | None, command: c.Command) -> str:
    with pytest.raises(Refusal) as refused:
        decide(state, command, NOON)
    return refused.value.code


FIRST, SECOND = entry("first1", RANK_STEP), entry("second", 2 * RANK_STEP)
GONE = entry("gone12", 3 * RANK_STEP, withdrawal=Withdrawal("Not so.", NOON))


def test_an_update_goes_on_top() -> None:
    facts = decide(story(FIRST), c.PublishEntry(key="newone", content=SAID, **WHO), NOON)

    assert facts == (f.EntryPublished(key="newone", content=SAID, rank=2 * RANK_STEP, published_at=NOON),)


def test_an_update_below_another_lies_between_it_and_the_next() -> None:
    (fact,) = decide(story(FIRST, SECOND), c.PublishEntry(key="newone", content=SAID, under="second", **WHO), NOON)

    assert isinstance(fact, f.EntryPublished)
    assert FIRST.rank < fact.rank < SECOND.rank


def test_a_full_gap_between_two_updates_is_refused() -> None:
    state = story(FIRST, replace(SECOND, rank=RANK_STEP + 1))

    assert refusal(state, c.PublishEntry(key="newone", content=SAID, under="second", **WHO)) == "place-not-usable"


def test_an_unknown_time_stays_unknown() -> None:
    (fact,) = decide(story(), c.PublishEntry(key="newone", content=SAID, time_unknown=True, **WHO), NOON)

    assert isinstance(fact, f.EntryPublished)
    assert fact.published_at is None


def test_pinning_what_is_pinned_changes_nothing() -> None:
    assert decide(story(FIRST, pinned="first1"), c.PinEntry(key="first1", **WHO), NOON) == ()


def test_a_withdrawn_update_can_not_be_withdrawn_twice_and_that_is_no_error() -> None:
    assert decide(story(GONE), c.WithdrawEntry(key="gone12", reason="Again.", **WHO), NOON) == ()


@pytest.mark.parametrize(
    ("code", "state", "command"),
    [
        ("story-unknown", None, c.PauseStory(**WHO)),
        ("story-exists", story(), c.OpenStory(head=Head(headline="Again"), **WHO)),
        ("slug-not-usable", None, c.OpenStory(head=Head(headline="A"), slug="Über uns", actor="ada")),
        ("slug-not-usable", None, c.OpenStory(head=Head(headline="A"), slug="static", actor="ada")),
        ("headline-missing", None, c.OpenStory(head=Head(headline=" \u200b\t".replace("\u200b", "")), **WHO)),
        ("zone-unknown", None, c.OpenStory(head=Head(headline="A", zone="Mars/Olympus"), **WHO)),
        ("zone-unknown", None, c.OpenStory(head=Head(headline="A", zone="../../etc/passwd"), **WHO)),
        ("language-unknown", None, c.OpenStory(head=Head(headline="A", language='en"><script>'), **WHO)),
        ("story-closed", story(status=StoryStatus.CLOSED), c.PublishEntry(key="newone", content=SAID, **WHO)),
        ("nothing-said", story(), c.PublishEntry(key="newone", content=Content(headline="\x00\x01 "), **WHO)),
        ("key-not-usable", story(), c.PublishEntry(key="../../x", content=SAID, **WHO)),
        ("entry-exists", story(FIRST), c.PublishEntry(key="first1", content=SAID, **WHO)),
        ("time-not-usable", story(), c.PublishEntry(key="newone", content=SAID, at=NOON + timedelta(hours=1), **WHO)),
        ("time-not-usable", story(), c.PublishEntry(key="newone", content=SAID, at=datetime(2026, 1, 1), **WHO)),  # noqa: DTZ001
        ("too-long", story(), c.PublishEntry(key="newone", content=Content(headline="x" * 301), **WHO)),
        (
            "link-not-safe",
            story(),
            c.PublishEntry(
                key="newone", content=replace(SAID, sources=(Source("X", url="javascript:alert(1)"),)), **WHO
            ),
        ),
        ("entry-unknown", story(FIRST), c.AmendEntry(key="absent", content=SAID, amendment=Amendment.TYPO, **WHO)),
        ("entry-withdrawn", story(GONE), c.AmendEntry(key="gone12", content=SAID, amendment=Amendment.TYPO, **WHO)),
        ("nothing-changed", story(FIRST), c.AmendEntry(key="first1", content=SAID, amendment=Amendment.TYPO, **WHO)),
        (
            "note-missing",
            story(FIRST),
            c.AmendEntry(key="first1", content=Content(headline="B"), amendment=Amendment.CORRECTION, **WHO),
        ),
        (
            "revision-stale",
            story(replace(FIRST, revision=2)),
            c.AmendEntry(key="first1", content=Content(headline="B"), amendment=Amendment.TYPO, based_on=1, **WHO),
        ),
        ("reason-missing", story(FIRST), c.WithdrawEntry(key="first1", reason=" ", **WHO)),
        ("entry-withdrawn", story(GONE), c.PinEntry(key="gone12", **WHO)),
        ("place-not-usable", story(FIRST), c.MoveEntry(key="first1", under="first1", **WHO)),
        ("entry-unknown", story(FIRST), c.SetKeyPoints(points=(KeyPoint("A", ("absent",)),), **WHO)),
        ("entry-withdrawn", story(GONE), c.SetKeyPoints(points=(KeyPoint("A", ("gone12",)),), **WHO)),
        ("too-many", story(), c.SetKeyPoints(points=tuple(KeyPoint(f"point {n}") for n in range(21)), **WHO)),
        ("reason-missing", story(FIRST), c.RedactEntry(key="first1", basis="", **WHO)),
    ],
)
def test_what_can_not_be_done_is_refused_with_its_code(code: str, state: StoryState | None, command: c.Command) -> None:
    assert refusal(state, command) == code
