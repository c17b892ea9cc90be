"""axe on every kind of page that readers see, light and dark, left to right and right to left, with and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.axe import violations
from tests.browser import OpenTab
from tests.page.newsroom import Newsroom
from tests.page.paper import Paper
from tests.page.stories import flood_ar, numbered, storm

pytestmark = pytest.mark.browser

STORIES: dict[str, Callable[[], Newsroom]] = {"English": storm, "Arabic": flood_ar}
PAGES = ("", "oldest/", "e/{middle}/", "before/{newest}/", "after/{oldest}/")


@pytest.fixture(scope="module", params=STORIES)
def paper(request: pytest.FixtureRequest) -> Iterator[Paper]:
    with Paper(STORIES[request.param]()) as paper:
        yield paper


def path(page: str, room: Newsroom) -> str:
    public = [entry.key for entry in room.entries()]
    return page.format(newest=public[0], middle=public[len(public) // 2], oldest=public[-1])


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_a_page_of_a_story_keeps_anyone_out(
    page: str, scheme: str, width: int, paper: Paper, open_tab: OpenTab
) -> None:
    tab = open_tab(paper.story + path(page, paper.room), width=width, color_scheme=scheme)

    assert violations(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_the_front_page_keeps_anyone_out(scheme: str, paper: Paper, open_tab: OpenTab) -> None:
    assert violations(open_tab(f"{paper.address}/", color_scheme=scheme)) == []


def test_nothing_keeps_anyone_out_where_there_is_no_script(paper: Paper, open_tab: OpenTab) -> None:
    tab = open_tab(paper.story)
    tab.route("**/*.js", lambda route: route.abort())
    tab.reload()
    assert "scripted" not in (tab.get_attribute("html", "class") or "")

    assert violations(tab) == []


def test_axe_does_find_what_keeps_people_out(open_tab: OpenTab) -> None:
    """Else the tests above would pass with an axe that finds nothing."""
    tab = open_tab("about:blank")
    tab.set_content(
        '<!doctype html><html><title>t</title><main><h1>h</h1><img src="data:,"><iframe srcdoc="<a href=/></a>">'
    )

    rules = {found.partition(":")[0] for found in violations(tab)}

    assert {"image-alt", "html-has-lang", "link-name"} <= rules


@pytest.mark.parametrize("page", ["", "oldest/", "before/{middle}/", "embed/"])
def test_nothing_keeps_anyone_out_where_the_story_goes_on_on_another_page(page: str, open_tab: OpenTab) -> None:
    """The ways on and around are landmarks of one kind: each has to say which it is."""
    room = numbered(90)
    with Paper(room) as paper:
        assert violations(open_tab(paper.story + path(page, room))) == []
