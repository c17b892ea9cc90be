"""A script with a mistake is refused with its place; one without is read as it stands."""

from __future__ import annotations

from datetime import time

import pytest

from stoppress.base.errors import Fault, Refusal
from stoppress.ops.demo import script
from stoppress.ops.demo.reading import read_story
from stoppress.story.content import Author, Source
from stoppress.story.words import Amendment, Hand, Kind, Status

HEAD = """
[story]
slug = "flood"
headline = "A river rises"
standfirst = "What we know."
language = "en"
zone = "Europe/Paris"
authors = ["ada"]
[moments]
crest = 30
[people]
ada = { name = "Ada", role = "Editor" }
[pictures.river]
alt = "A river"
caption = "The river at {clock crest}"
credit = "Ben"
"""
FIRST = """
[[acts]]
at = -30
act = "publish"
name = "first"
kind = "breaking"
headline = "It rises"
body = "By a metre since {clock -10}."
authors = ["ada"]
status = "claimed"
happened = -5
pictures = ["river"]
sources = [{ name = "The ferryman", channel = "Telephone", hand = "second", link = "https://example.org/ferry" }]
quoted = { author = "Ben", handle = "@ben", posted = -2, text = "Wet." }
"""


def act(text: str) -> str:
    return f"\n[[acts]]\n{text}\n"


def test_a_whole_update_is_read_as_it_stands():
    story = read_story(HEAD + FIRST)

    assert story.acts == (
        script.Publish(
            at_min=-30,
            name="first",
            kind=Kind.BREAKING,
            headline="It rises",
            body="By a metre since {clock -10}.",
            authors=(Author("Ada", "Editor"),),
            status=Status.CLAIMED,
            sources=(Source("The ferryman", "Telephone", Hand.SECOND, "https://example.org/ferry"),),
            happened_min=-5,
            pictures=story.pictures,
            quoted=script.Quoted(author="Ben", handle="@ben", text="Wet.", posted_min=-2),
        ),
    )
    assert story.moments == {"crest": 30}


def test_acts_with_minutes_are_told_and_those_without_are_to_come():
    story = read_story(HEAD + FIRST + act('act = "amend"\nentry = "first"\nas = "typo"\nheadline = "It rose"'))

    assert [type(one).__name__ for one in story.told] == ["Publish"]
    assert story.to_come == (script.Amend(at_min=None, entry="first", amended_as=Amendment.TYPO, headline="It rose"),)


def test_a_story_that_is_over_begins_at_its_clock():
    story = read_story((HEAD + FIRST).replace("slug =", 'days_before = 2\nclock = "13:10"\nslug ='))

    assert (story.days_before, story.clock) == (2, time(13, 10))


WRONG = {
    "this is no TOML": "[story",
    "[story] is missing": "x = 1",
    "slug is missing": HEAD.replace('slug = "flood"', ""),
    "colour is not known here. The nearest is": HEAD.replace("slug =", 'colour = "red"\nslug ='),
    "zone is “Mars/Olympus”": HEAD.replace("Europe/Paris", "Mars/Olympus"),
    "authors has “eve”, which is not defined. Take one of: ada": HEAD.replace('["ada"]', '["eve"]'),
    "days_before and clock belong together": HEAD.replace("slug =", "days_before = 2\nslug ="),
    "a time of day as 13:10": HEAD.replace("slug =", 'days_before = 2\nclock = "noon"\nslug ='),
    "no update shows it": HEAD,
    "kind is “gossip”. Take one of: report": HEAD + FIRST.replace("breaking", "gossip"),
    "happened is 5; at most 0": HEAD + FIRST.replace("happened = -5", "happened = 5"),
    "the link “javascript:alert(1)” is not usable": HEAD
    + FIRST.replace("https://example.org/ferry", "javascript:alert(1)"),
    "body has “flood-crest” in braces": HEAD + FIRST.replace("{clock -10}", "{clock flood-crest}"),
    "a lone brace": HEAD + FIRST.replace("{clock -10}", "{clock -10"),
    "caption has “tide” in braces": (HEAD + FIRST).replace("{clock crest}", "{clock tide}"),
    "headline has 301 characters; at most 300 fit": HEAD + FIRST.replace("It rises", "x" * 301),
    "at is 5; before the start": HEAD + FIRST.replace("at = -30", "at = 5"),
    "act is “shout”. Take one of: publish": HEAD + FIRST + act('act = "shout"'),
    "act 2 (publish first): name “first” is taken": HEAD + FIRST + FIRST,
    "at is -40, but the act before it has -30": HEAD + FIRST + act('at = -40\nact = "pause"'),
    "at stands after acts that have none": HEAD + FIRST + act('act = "pause"') + act('at = -1\nact = "reopen"'),
    "“second” is no earlier update": HEAD + FIRST + act('act = "pin"\nentry = "second"'),
    "note is missing; a correction": HEAD
    + FIRST
    + act('act = "amend"\nentry = "first"\nas = "correction"\nheadline = "x"'),
    "a typo has no note": HEAD + FIRST + act('act = "amend"\nentry = "first"\nas = "typo"\nheadline = "x"\nnote = "y"'),
    "nothing is amended": HEAD + FIRST + act('act = "amend"\nentry = "first"\nas = "typo"'),
    "“first” was withdrawn before": HEAD
    + FIRST
    + act('act = "withdraw"\nentry = "first"\nreason = "x"')
    + act('act = "key_points"\npoints = [{ text = "x", cites = ["first"] }]'),
    "cites no update": HEAD + FIRST + act('act = "key_points"\npoints = [{ text = "x", cites = [] }]'),
    "“first” is not pinned": HEAD + FIRST + act('act = "unpin"\nentry = "first"'),
    "the story is paused. Reopen it first": HEAD + FIRST + act('act = "pause"') + act('act = "pause"'),
    "the story is not paused": HEAD + FIRST + act('act = "reopen"'),
    "the story is closed": HEAD + FIRST + act('act = "close"\nnote = "x"') + act('act = "pause"'),
    "at is missing; a story that is over": (HEAD + FIRST + act('act = "pause"')).replace(
        "slug =", 'days_before = 2\nclock = "13:10"\nslug ='
    ),
}


@pytest.mark.parametrize(("finding", "toml"), [pytest.param(*pair, id=pair[0]) for pair in WRONG.items()])
def test_a_mistake_is_refused_with_what_was_found(finding: str, toml: str):
    with pytest.raises(Refusal) as refused:
        read_story(toml)

    assert refused.value.code == "script-wrong"
    assert finding in refused.value.message


def test_a_slug_that_no_address_may_have_is_refused():
    with pytest.raises(Refusal) as refused:
        read_story((HEAD + FIRST).replace('"flood"', '"desk"'))

    assert refused.value.code == "slug-not-usable"


def test_a_package_without_its_script_is_our_fault():
    with pytest.raises(Fault):
        script.shipped_script("no-such-story")
