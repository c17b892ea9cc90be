"""The list of stories and the workspace of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stoppress.audience.sqlite import SqliteAudience
from stoppress.base.clock import now_utc
from stoppress.base.keys import new_entry_key
from stoppress.base.limits.desk import STORIES_LISTED_MAX, TIMELINE_ENTRIES
from stoppress.desk.accounts import create_user
from stoppress.desk.people import COMMAND_LINE, set_story_role
from stoppress.desk.ranks import Role
from stoppress.story import commands as c
from stoppress.story.body.build import text_document
from stoppress.story.content import Content, Head
from stoppress.story.write import Door
from tests.desk.conftest import Browser


def rows(html: str) -> list[str]:
    return re.findall(r'<li class="update[^>]* data-key="([^"]+)"', html)


def test_an_empty_house_shows_how_to_begin(ada: Browser) -> None:
    assert "Open the first story" in ada.open("/").content.decode()


def test_who_sees_one_story_only_sees_it_however_old_it_is(storm: str, door: Door) -> None:
    guest = Browser()
    guest.client.force_login(create_user("guest", None, Role.OUTSIDE))
    set_story_role(COMMAND_LINE, "guest", storm, "reader")
    door.carry_out_all(
        [c.OpenStory(slug=f"newer-{i}", actor="ada", head=Head(headline="Newer")) for i in range(STORIES_LISTED_MAX)]
    )

    html = guest.open("/").content.decode()

    assert f"/stories/{storm}/" in html
    assert "/stories/newer-" not in html


def test_running_stories_stand_before_closed_ones(ada: Browser, door: Door) -> None:
    for slug in ("first", "second", "third"):
        door.carry_out(c.OpenStory(slug=slug, actor="ada", head=Head(headline=f"<{slug}>")))
    door.carry_out(c.CloseStory(slug="third", actor="ada"))
    door.carry_out(c.PublishEntry(slug="first", actor="ada", key="aaaaaaaaaa", content=Content(headline="x")))

    html = ada.open("/").content.decode()

    assert re.findall(r"&lt;(\w+)&gt;</bdi></a>", html) == ["first", "second", "third"]
    assert re.findall(r'class="state (\w+)"', html) == ["live", "live", "closed"]


def test_an_empty_story_shows_how_to_begin(ada: Browser, storm: str) -> None:
    assert "Nothing is published yet." in ada.open("/stories/storm/").content.decode()


def test_the_timeline_shows_the_newest_and_links_to_older_ones(ada: Browser, published: Callable[..., str]) -> None:
    keys = [published(str(number)) for number in range(TIMELINE_ENTRIES + 3)][::-1]

    first = ada.open("/stories/storm/").content.decode()
    older = ada.open("/stories/storm/" + re.search(r'href="(\?below=\d+)"', first)[1]).content.decode()

    assert rows(first) == keys[:TIMELINE_ENTRIES]
    assert rows(older) == keys[TIMELINE_ENTRIES:]
    assert 'class="more-link" hidden' in older


@pytest.mark.parametrize("below", ["x", "-1", "9" * 19, "1e3", "٣"])
def test_a_place_in_the_timeline_that_is_no_number_is_refused(ada: Browser, storm: str, below: str) -> None:
    assert ada.open(f"/stories/storm/?below={below}").status_code == 422


def test_an_update_shows_its_kind_status_sources_and_number(ada: Browser, published: Callable[..., str]) -> None:
    from stoppress.story.content import Source
    from stoppress.story.words import Kind, Status

    published("Text.", kind=Kind.BREAKING, status=Status.CLAIMED, key_event=True, sources=(Source("<Coast>"),))

    html = ada.open("/stories/storm/").content.decode()

    for shown in ("Breaking", "claimed", "Key event", "&lt;Coast&gt;", "sent 2"):
        assert shown in html


@pytest.mark.parametrize("sent", ["1", "3", "x", "-1", "9" * 30])
def test_nobody_is_told_that_something_was_sent_that_was_not(
    ben: Browser, published: Callable[..., str], sent: str
) -> None:
    """A link could say so: the page asks the log, and for the person's own acts."""
    published()

    assert "just-sent" not in ben.open(f"/stories/storm/?sent={sent}").content.decode()


def test_one_row_is_given_for_the_script(ada: Browser, published: Callable[..., str]) -> None:
    key = published("A row.")

    answer = ada.open(f"/stories/storm/updates/{key}/row/")

    assert rows(answer.content.decode()) == [key]
    assert ada.open("/stories/storm/updates/zzzzzzzzzz/row/").status_code == 404


def test_pictures_are_served_to_the_desk_only_by_their_own_names(ada: Browser, settings: object) -> None:
    folder = settings.HOUSE.data / "media"
    folder.mkdir(exist_ok=True)
    (folder / ("c" * 32 + "-480.webp")).write_bytes(b"RIFF")
    (folder / "secret").write_text("hidden")

    answer = ada.open("/media/" + "c" * 32 + "-480.webp")

    assert (answer.status_code, answer.content) == (200, b"RIFF")
    assert ada.open("/media/secret").status_code == 404
    assert ada.open("/media/..%2Fdesk.db").status_code == 404


def test_how_many_readers_there_are_is_said_in_words_and_drawn(
    ada: Browser, storm: str, settings: object, tmp_path: Path
) -> None:
    settings.AUDIENCE = SqliteAudience(tmp_path / "audience.db")
    assert "Not known yet." in ada.open("/stories/storm/").content.decode()
    minute = int(now_utc().timestamp()) // 60
    settings.AUDIENCE.tell("one", minute - 1, {"storm": 1240})
    settings.AUDIENCE.tell("one", minute, {"storm": 830})

    for page in ("/stories/storm/", "/stories/storm/readers/"):
        html = ada.open(page).content.decode()
        assert "<strong>830 now</strong>" in html
        assert "at most 1240, at" in html
        assert '<path class="line" d="M' in html


@pytest.mark.parametrize(
    "page", ["/stories/storm/", "/stories/storm/now/", "/stories/storm/updates/{newest}/row/", "/"]
)
def test_a_look_and_a_new_update_cost_the_same_in_a_long_story(ada: Browser, storm: str, door: Door, page: str) -> None:
    """What a page asks for as it opens, and what its script asks for with each update: questions, SQLite's steps, bytes."""
    told = publications(TIMELINE_ENTRIES * 10)
    ada.open("/")  # the first page after a login notes the session
    costs = []
    for more in (told[: TIMELINE_ENTRIES + 10], told[TIMELINE_ENTRIES + 10 :]):
        door.carry_out_all(more)
        costs.append(cost(ada, page.format(newest=more[-1].key)))
    short, long = costs

    assert short.questions == long.questions <= 10
    assert 0 < long.steps <= short.steps * 1.1 + 5
    assert long.length <= short.length * 1.01


def publications(count: int) -> list[c.PublishEntry]:
    said = Content(headline="The pier is closed", body=text_document("It was closed at noon."))
    return [c.PublishEntry(slug="storm", actor="ada", key=new_entry_key(), content=said) for _ in range(count)]


@dataclass(frozen=True)
class Cost:
    questions: int
    steps: int
    """Of SQLite's machine, in units of ten: what is counted or walked through."""
    length: int


def cost(browser: Browser, page: str) -> Cost:
    """What one page costs, once its templates are loaded."""
    browser.open(page)
    steps = []
    connection.connection.set_progress_handler(lambda: steps.append(1) or 0, 10)
    try:
        with CaptureQueriesContext(connection) as asked:
            answer = browser.open(page)
    finally:
        connection.connection.set_progress_handler(None, 0)
    assert answer.status_code == 200
    return Cost(len(asked), len(steps), len(answer.content))
