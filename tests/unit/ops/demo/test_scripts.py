"""The two stories that come with the package: whole, honest, and telling all that Stop Press can do."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from stoppress.base.html import is_safe_link
from stoppress.ops.demo import script
from stoppress.ops.demo.drawings import NAMES
from stoppress.ops.demo.reading import shipped_story
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.words import Amendment, Hand, Kind, Status


@pytest.fixture(scope="module")
def storm() -> script.DemoStory:
    return shipped_story(script.STORM)


@pytest.fixture(scope="module")
def blackout() -> script.DemoStory:
    return shipped_story(script.BLACKOUT)


@pytest.fixture(scope="module", params=[script.STORM, script.BLACKOUT])
def story(request: pytest.FixtureRequest) -> script.DemoStory:
    return shipped_story(request.param)


def published(story: script.DemoStory) -> list[script.Publish]:
    return [act for act in story.acts if isinstance(act, script.Publish)]


def amended(story: script.DemoStory) -> Counter[Amendment]:
    return Counter(act.amended_as for act in story.acts if isinstance(act, script.Amend))


def count(story: script.DemoStory, kind: type[script.Act]) -> int:
    return sum(isinstance(act, kind) for act in story.acts)


def test_storm_has_updates_of_every_kind_and_half_of_it_is_told():
    storm = shipped_story(script.STORM)

    kinds = Counter(act.kind for act in published(storm))

    assert set(kinds) == set(Kind)
    assert sum(kinds.values()) >= 48
    assert abs(len(storm.told) - len(storm.to_come)) <= 10


def test_storm_shows_every_way_in_which_a_story_changes(storm: script.DemoStory):
    assert amended(storm) == {Amendment.TYPO: 1, Amendment.UPDATE: 2, Amendment.CORRECTION: 1}
    assert count(storm, script.Withdraw) == 1
    assert count(storm, script.SetKeyPoints) >= 4
    assert count(storm, script.EditStory) >= 2
    assert count(storm, script.Pin) == 2
    assert (count(storm, script.Pause), count(storm, script.Reopen)) == (1, 1)
    assert isinstance(storm.acts[-1], script.Close)


def test_storm_names_sources_of_every_kind_and_claims_of_every_status(storm: script.DemoStory):
    acts = published(storm)

    assert {act.status for act in acts} == {
        Status.UNSTATED,
        Status.CLAIMED,
        Status.REPORTED,
        Status.CONFIRMED,
        Status.DISPUTED,
    }
    assert {source.hand for act in acts for source in act.sources} == {Hand.FIRST, Hand.SECOND}
    assert sum(act.happened_min is not None for act in acts) >= 6
    assert sum(act.quoted is not None for act in acts) == 2
    assert sum(act.key_event for act in acts) >= 10


def test_storm_begins_in_the_last_hours_and_its_told_half_ends_just_now(storm: script.DemoStory):
    minutes = [act.at_min for act in storm.told if act.at_min is not None]

    assert -240 <= min(minutes) <= -120
    assert -5 <= max(minutes) <= 0


def test_storm_never_names_a_time_of_day_since_it_may_begin_at_any_hour(storm: script.DemoStory):
    named = re.compile(
        r"\b(tonight|today|tomorrow|yesterday|morning|noon|afternoon|evening|midnight|\w+day|\d\d:\d\d)\b",
        re.IGNORECASE,
    )

    found = [word for text in texts(storm) for word in named.findall(re.sub(r"\([0-9]:[0-9]{2}", "", text))]

    assert found == []


def test_blackout_is_a_closed_story_in_arabic_with_one_correction_and_one_withdrawal(blackout: script.DemoStory):
    assert (blackout.language, blackout.days_before is not None, blackout.to_come) == ("ar", True, ())
    assert len(published(blackout)) >= 18
    assert amended(blackout) == {Amendment.CORRECTION: 1, Amendment.UPDATE: 1}
    assert count(blackout, script.Withdraw) == 1
    assert isinstance(blackout.acts[-1], script.Close)


def test_blackout_mixes_scripts_as_real_arabic_news_does(blackout: script.DemoStory):
    arabic, latin = re.compile("[\u0600-\u06ff]"), re.compile("[A-Za-z]{3}")

    assert all(arabic.search(text) for text in texts(blackout))
    assert sum(bool(latin.search(text)) for text in texts(blackout)) >= 8


def test_every_picture_can_be_drawn_and_has_its_words(story: script.DemoStory):
    for picture in story.pictures:
        assert picture.name in NAMES
        assert min(len(picture.alt), len(picture.caption), len(picture.credit)) > 10


def test_no_drawing_is_left_over():
    used = {picture.name for name in (script.STORM, script.BLACKOUT) for picture in shipped_story(name).pictures}

    assert used == NAMES


def test_every_update_but_videos_and_our_own_words_names_who_wrote_it(story: script.DemoStory):
    assert [act.name for act in published(story) if not act.authors] == []


def test_what_claims_something_says_who_says_so(story: script.DemoStory):
    claims = {Kind.REPORT, Kind.BREAKING, Kind.QUOTE}
    own_words = {"office-power", "back-again"}

    unsourced = [act.name for act in published(story) if act.kind in claims and not act.sources]

    assert set(unsourced) <= own_words


def test_a_quotation_in_a_headline_is_in_the_text_below_it(story: script.DemoStory):
    """The desk's second reader would object otherwise."""
    missing = []
    for act in published(story):
        said = (act.body + (act.quoted.text if act.quoted else "")).casefold()
        quotes = re.findall("“([^”]+)”|«([^»]+)»", act.headline)
        missing += [a or b for a, b in quotes if (a or b).casefold() not in said]

    assert missing == []


def test_all_text_is_markdown_whose_links_lead_to_example_org(story: script.DemoStory):
    bodies = [act.body for act in story.acts if isinstance(act, script.Publish | script.Amend) and act.body]

    for body in bodies:
        assert document_from_markdown(body).content
    links = re.findall(r"\]\(([^)]+)\)", "\n".join(bodies))
    links += [source.url for act in published(story) for source in act.sources if source.url]
    assert len(links) >= 8
    assert all(is_safe_link(link) and link.startswith("https://example.org/") for link in links)


def test_both_stories_say_that_they_are_invented(story: script.DemoStory):
    last = story.acts[-1]

    assert isinstance(last, script.Close)
    invented = "invented" if story.language == "en" else "من نسج الخيال"
    assert invented in story.standfirst
    assert invented in last.note


def test_typography_is_that_of_a_newspaper(story: script.DemoStory):
    assert [text for text in texts(story) if re.search(r"""["']|--| {2}|\.\.\.""", text)] == []


def texts(story: script.DemoStory) -> list[str]:
    """Everything that readers are told, beside names."""
    found = [story.headline, story.standfirst]
    for act in story.acts:
        found += [getattr(act, name, None) or "" for name in ("headline", "standfirst", "body", "note", "reason")]
        if isinstance(act, script.SetKeyPoints):
            found += [point.text for point in act.points]
    return [text for text in found if text]
