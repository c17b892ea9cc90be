"""The demo on a real database: told at once, played to its end, gone on with after a restart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.keys import COMMAND_ID_PATTERN, KEY_PATTERN
from stoppress.bell.contract import Ring, Topic
from stoppress.media import pictures
from stoppress.ops.demo import perform, script
from stoppress.ops.demo.cues import ACTOR, entry_key
from stoppress.ops.demo.reading import read_story, shipped_story
from stoppress.story import commands as c
from stoppress.story import facts as f
from stoppress.story import read
from stoppress.story.body.plain import plain_text
from stoppress.story.content import Head
from stoppress.story.state import fold
from stoppress.story.words import Amendment, StoryStatus
from stoppress.story.write import Door

pytestmark = [pytest.mark.django_db, pytest.mark.long]

STARTED = datetime(2026, 11, 22, 12, tzinfo=UTC)
SMALL = """
[story]
slug = "flood"
headline = "A river rises"
standfirst = "What we know."
language = "en"
zone = "UTC"
picture = "satellite"
[pictures.satellite]
alt = "A spiral of cloud"
caption = "Seen from above"
credit = "Ben"
[[acts]]
at = -30
act = "publish"
name = "rise"
kind = "report"
headline = "It rises"
body = "Since {clock -10}.\\n\\nBy a metre."
happened = -10
pictures = ["satellite"]
quoted = { author = "Ben", handle = "@ben", posted = -3, text = "Wet." }
[[acts]]
at = -20
act = "amend"
entry = "rise"
as = "update"
note = "Two metres now."
body = "Since {clock -20}.\\n\\nBy two metres."
[[acts]]
at = -10
act = "edit_story"
headline = "A river rose"
[[acts]]
act = "key_points"
points = [{ text = "It rose.", cites = ["rise"] }]
[[acts]]
act = "amend"
entry = "rise"
as = "correction"
note = "It was one metre."
headline = "It rose by one metre"
[[acts]]
act = "close"
note = "Over."
"""


class SilentBell:
    """A bell that nobody hears."""

    def ring(self, topic: Topic, ring: Ring) -> None:
        pass

    def listen(self, topic: Topic) -> None:
        raise NotImplementedError

    def close(self) -> None:
        pass


def keep(content: bytes) -> pictures.KeptPicture:
    """Stores nothing, since that takes long; names a picture as the store does."""
    asset = hashlib.sha256(content).hexdigest()[:32]
    return pictures.KeptPicture(asset=asset, width=1600, height=1000, alt="", caption="", credit="")


@pytest.fixture
def door() -> Door:
    return Door(SilentBell(), clock=lambda: STARTED)


def begun(story: script.DemoStory, door: Door, *, said: Callable[[str], None] = lambda _: None) -> perform.Performance:
    return perform.begin(story, door, keep, clock=lambda: STARTED, say=said)


def played_to_its_end(performance: perform.Performance) -> list[perform.Played]:
    played = []
    while act := performance.step():
        played.append(act)
    return played


def log_of(slug: str) -> list[f.Fact]:
    facts: list[f.Fact] = []
    while more := read.facts_after(slug, len(facts)):
        facts += more
    return facts


@pytest.mark.parametrize("name", [script.STORM, script.BLACKOUT])
def test_a_shipped_story_is_played_to_its_end_and_every_act_of_it_is_one_fact(name: str, door: Door):
    story = shipped_story(name)

    performance = begun(story, door)
    facts_told = len(log_of(story.slug))
    played = played_to_its_end(performance)

    assert facts_told == 1 + len(story.told)
    assert [act.refusal for act in played] == [None] * len(story.to_come)
    facts = log_of(story.slug)
    assert len(facts) == 1 + len(story.acts)
    state = fold(story.slug, facts)
    assert state
    assert state.status is StoryStatus.CLOSED
    assert all(state.entries[key].is_public for point in state.key_points for key in point.cites)


def test_what_lies_behind_has_the_times_at_which_it_happened(door: Door):
    begun(read_story(SMALL), door)

    key = entry_key("flood", "rise")
    entry = read.entry("flood", key)
    assert entry
    assert [fact.at for fact in log_of("flood")] == [STARTED - timedelta(minutes=m) for m in (30, 30, 20, 10)]
    assert entry.published_at == STARTED - timedelta(minutes=30)
    assert entry.content.event_time == STARTED - timedelta(minutes=40)
    assert plain_text(entry.content.body).startswith("Since 11:20.")


def test_an_amended_text_keeps_its_picture_and_its_quoted_post(door: Door):
    begun(read_story(SMALL), door)

    entry = read.entry("flood", entry_key("flood", "rise"))

    assert entry
    assert [block.kind for block in entry.content.body.content] == ["paragraph", "figure", "paragraph", "embed"]
    figure, embed = entry.content.body.content[1], entry.content.body.content[3]
    assert (figure.count("width"), figure.words("alt"), figure.words("credit")) == (1600, "A spiral of cloud", "Ben")
    assert embed.words("date") == "2026-11-22 11:27 UTC"


def test_what_is_played_has_the_time_at_which_it_is_played(door: Door):
    performance = begun(read_story(SMALL), door)

    played_to_its_end(performance)

    state, entry = read.story("flood"), read.entry("flood", entry_key("flood", "rise"))
    assert state
    assert entry
    assert (state.head.headline, state.closing_note, state.closed_at) == ("A river rose", "Over.", STARTED)
    assert [(change.amendment, change.at) for change in entry.changes] == [
        (Amendment.UPDATE, STARTED - timedelta(minutes=20)),
        (Amendment.CORRECTION, STARTED),
    ]
    assert entry.content.headline == "It rose by one metre"


def test_a_demo_that_was_stopped_goes_on_where_it_was(door: Door):
    story = read_story(SMALL)
    first = begun(story, door)
    first.step()

    second = perform.begin(story, door, keep, clock=lambda: STARTED + timedelta(days=1), say=lambda _: None)

    assert (second.done, second.origin) == (first.done, first.origin)
    assert [type(act.act).__name__ for act in played_to_its_end(second)] == ["Amend", "Close"]
    assert len(log_of("flood")) == 1 + len(story.acts)


def test_a_demo_that_is_over_says_so_and_does_nothing(door: Door):
    story = read_story(SMALL)
    played_to_its_end(begun(story, door))
    said: list[str] = []

    perform.play(begun(story, door), interval_s=9, wait=lambda _: pytest.fail("it waits"), say=said.append)

    assert said == ["“flood” has been told to its end and is closed."]
    assert len(log_of("flood")) == 1 + len(story.acts)


def test_play_waits_before_each_act_and_stops_when_it_is_told_to(door: Door):
    performance = begun(read_story(SMALL), door)
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) == 3

    perform.play(performance, interval_s=0.5, wait=wait, say=lambda _: None)

    assert waited == [0.5, 0.5, 0.5]
    assert performance.done == 5


def test_an_editor_who_withdraws_what_the_demo_would_amend_is_told_of_and_the_demo_goes_on(door: Door):
    performance = begun(read_story(SMALL), door)
    door.carry_out(c.WithdrawEntry(slug="flood", actor="ada", key=entry_key("flood", "rise"), reason="Not so."))
    said: list[str] = []

    perform.play(performance, interval_s=0, wait=lambda _: False, say=said.append)

    assert [line.split(":")[0] for line in said[:2]] == ["An act of the demo was refused"] * 2
    assert "was withdrawn" in said[0]
    state = read.story("flood")
    assert state
    assert state.status is StoryStatus.CLOSED


def test_what_an_editor_changes_meanwhile_stays_when_the_demo_amends_something_else(door: Door):
    performance = begun(read_story(SMALL), door)
    key = entry_key("flood", "rise")
    entry = read.entry("flood", key)
    assert entry
    edited = c.AmendEntry(
        slug="flood",
        actor="ada",
        key=key,
        content=c.Content(headline="Ada's", body=entry.content.body, key_event=True),
        amendment=Amendment.TYPO,
    )
    door.carry_out(edited)

    played_to_its_end(performance)

    entry = read.entry("flood", key)
    assert entry
    assert (entry.content.headline, entry.content.key_event) == ("It rose by one metre", True)


def test_a_story_of_somebody_else_at_the_same_address_is_left_alone(door: Door):
    door.carry_out(c.OpenStory(slug="flood", actor="ada", head=Head(headline="Ada's flood")))

    with pytest.raises(Refusal) as refused:
        begun(read_story(SMALL), door)

    assert refused.value.code == "demo-slug-taken"
    assert len(log_of("flood")) == 1


def test_keys_and_command_ids_are_usable_and_the_same_each_time(door: Door):
    stories = [shipped_story(name) for name in (script.STORM, script.BLACKOUT)]
    keys = [
        entry_key(story.slug, act.name) for story in stories for act in story.acts if isinstance(act, script.Publish)
    ]

    assert len(set(keys)) == len(keys)
    assert all(KEY_PATTERN.fullmatch(key) for key in keys)
    assert entry_key("storm-ottoline", "landfall") == "ff55f2676e"
    assert COMMAND_ID_PATTERN.fullmatch(f"demo:{stories[0].slug}:12")
    assert ACTOR == "demo"


def test_pictures_are_drawn_once_and_the_person_at_the_terminal_is_told(door: Door):
    said: list[str] = []

    begun(read_story(SMALL), door, said=said.append)

    assert said == ["Drawing the picture “satellite” …"]


def test_drawings_are_taken_by_the_store_of_pictures(door: Door, tmp_path: Path):
    def store(content: bytes) -> pictures.KeptPicture:
        return pictures.keep(content, tmp_path)

    perform.begin(read_story(SMALL), door, store, clock=lambda: STARTED, say=lambda _: None)

    entry = read.entry("flood", entry_key("flood", "rise"))
    assert entry
    kept = pictures.kept(entry.content.body.content[1].words("asset"), tmp_path)
    assert kept
    assert (kept.width, kept.height) == (1600, 1000)
