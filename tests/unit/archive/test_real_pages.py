"""The two real pages give what was counted in them by hand. Their words stay where they lie."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stoppress.archive.capture import Capture, Figure, LinkCard, Post
from stoppress.archive.plaintext import parse
from tests.unit.archive.pages import REAL, times


@pytest.fixture(scope="module")
def broadcaster(shared: Path) -> Capture:
    return parse((shared / "real" / REAL[0]).read_bytes())


@pytest.fixture(scope="module")
def newspaper(shared: Path) -> Capture:
    return parse((shared / "real" / REAL[1]).read_bytes())


def test_a_page_with_times_gives_all_its_updates_with_theirs(broadcaster: Capture):
    found = times(broadcaster)

    assert len(found) == 48
    assert (found[0], found[-1]) == ("2023-09-13T19:33Z", "2023-09-13T04:40Z")
    assert found == sorted(found, reverse=True)
    assert (broadcaster.order, broadcaster.order_known) == ("newest-first", True)


def test_a_page_with_times_gives_its_head(broadcaster: Capture):
    assert broadcaster.headline == "Russia-Ukraine war updates: Kyiv says Russian targets damaged in Crimea"
    assert broadcaster.standfirst.startswith("Leaders Kim Jong Un")
    assert broadcaster.authors == ("Kevin Doyle", "Priyanka Shankar", "Arwa Ibrahim")
    assert broadcaster.date is not None
    assert broadcaster.date.isoformat() == "2023-09-13"
    assert len(broadcaster.key_points) == 5
    assert broadcaster.state == "closed"
    assert broadcaster.closing_note.startswith("This blog is now closed.")
    assert broadcaster.source_line == "Source: Al Jazeera and news agencies"
    assert (broadcaster.language, broadcaster.direction) == ("en", "ltr")


def test_videos_are_told_by_their_label_and_by_their_kin(broadcaster: Capture):
    """One headline without text and without "Watch:" stands among three that have both: it is a video too."""
    videos = [entry for entry in broadcaster.entries if entry.kind == "video" and not entry.blocks]

    assert len(videos) == 4
    assert sum(entry.headline.startswith("Watch:") for entry in videos) == 3


def test_an_update_of_maps_explains(broadcaster: Capture):
    maps = [entry for entry in broadcaster.entries if entry.blocks and all(isinstance(b, Figure) for b in entry.blocks)]

    assert [(entry.kind, len(entry.blocks)) for entry in maps] == [("explainer", 3)]
    assert {block.credit for block in maps[0].blocks if isinstance(block, Figure)} == {"Al Jazeera"}


def test_pictures_are_kept_as_words_and_marked_as_missing(broadcaster: Capture):
    figures = [block for entry in broadcaster.entries for block in entry.blocks if isinstance(block, Figure)]

    assert len(figures) == 10
    assert all(figure.missing and figure.alt and figure.credit for figure in figures)
    assert broadcaster.lead_figure is not None
    assert (broadcaster.lead_figure.alt, broadcaster.lead_figure.credit) == ("Sevastopol", "Reuters")


def test_posts_are_embeds_with_all_their_paragraphs(broadcaster: Capture):
    posts = [block for entry in broadcaster.entries for block in entry.blocks if isinstance(block, Post)]

    assert [(post.handle, len(post.text), post.platform) for post in posts] == [
        ("@Tsahkna", 2, "x"),
        ("@DefenceU", 3, "x"),
        ("@DefenceHQ", 3, "x"),
    ]
    assert {post.date for post in posts} == {"September 13, 2023"}


def test_what_is_left_of_links_is_out_of_the_text_and_noted(broadcaster: Capture):
    lost = [link for entry in broadcaster.entries for link in entry.lost_links]

    assert lost == ["Read more."] * 4
    assert not any("Read more" in entry.text for entry in broadcaster.entries)
    assert broadcaster.report.left()["lost link"] == 4


def test_the_page_around_is_no_news(broadcaster: Capture):
    left = broadcaster.report.left()
    words = "\n".join(entry.text for entry in broadcaster.entries)

    assert set(left) == {"navigation", "button", "lost link", "related", "footer"}
    assert not broadcaster.unplaced
    assert not any(phrase in words for phrase in ("live-orange", "Most Read", "Cookie", "Scalise", "Skip"))


def test_a_page_without_times_gives_its_updates_and_invents_none(newspaper: Capture):
    assert len(newspaper.entries) == 11
    assert {(entry.published_at, entry.local_time, entry.published_text) for entry in newspaper.entries} == {
        (None, None, "")
    }
    assert not newspaper.order_known


def test_a_page_without_times_gives_its_head(newspaper: Capture):
    assert newspaper.headline.startswith("Ukraine-Russia war – live: Putin and Kim")
    assert newspaper.standfirst.startswith("Russian president offers")
    assert newspaper.topic == "Russia’s war in Ukraine"
    assert len(newspaper.summary) == 7
    assert newspaper.date is not None
    assert newspaper.date.isoformat() == "2023-09-13"


def test_headings_without_text_are_updates_and_breaking_loses_its_prefix(newspaper: Capture):
    bare = [(entry.kind, entry.headline) for entry in newspaper.entries if not entry.blocks]

    assert bare == [
        ("report", "Kim Jong-un arrives in Russia’s far east to meet Vladimir Putin"),
        ("breaking", "Kim Jong-un arrives for talks with Putin in Russia"),
    ]


def test_a_pointer_to_another_page_is_a_card_and_no_update(newspaper: Capture):
    cards = [block for entry in newspaper.entries for block in entry.blocks if isinstance(block, LinkCard)]

    assert [card.intro for card in cards] == ["Shweta Sharma reports here:"]
    assert cards[0].title.startswith("North Korea fires ballistic missiles")


@pytest.mark.parametrize("name", REAL)
def test_every_line_of_a_real_page_is_accounted_for_once(shared: Path, name: str):
    data = (shared / "real" / name).read_bytes()

    capture = parse(data)

    accounted = Counter(fate.number for fate in capture.report.fates)
    lines = [number for number, line in enumerate(data.decode().splitlines(), start=1) if line.strip()]
    assert sorted(accounted) == lines
    assert set(accounted.values()) == {1}
