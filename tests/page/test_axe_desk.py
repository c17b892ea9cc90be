"""axe on every page of the desk, light and dark, and the main ones in Arabic."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse
from playwright.sync_api import Page

from stoppress.audience.sqlite import SqliteAudience
from tests.axe import violations
from tests.browser import OpenTab
from tests.desk.routes import routes
from tests.house import House, serving

pytestmark = [pytest.mark.browser, pytest.mark.process]

PAGES = (
    "/",
    "/open/",
    "/stories/storm/",
    "/stories/storm/updates/{key}/",
    "/stories/storm/updates/{gone}/",
    "/stories/storm/key-points/",
    "/stories/storm/close/",
    "/stories/storm/withdraw/",
    "/stories/storm/withdraw/?key={key}",
    "/stories/storm/settings/",
    "/stories/storm/people/",
    "/stories/storm/trail/",
    "/account/",
    "/account/password/",
    "/account/tokens/",
    "/entrance/",
    "/entrance/people/ada/",
    "/hooks/",
    "/people/",
    "/trail/",
    "/nowhere/",
)
MAIN = PAGES[:9]
"""Those of a night, looked at in Arabic too."""
NO_PAGES = {
    "login", "login-link", "logout", "invitation", "picture", "readers-file", "now", "row", "making", "readers",
    "draft", "hook", "workspace", "publish", "preview", "amend-preview",
}  # fmt: skip
"""Routes that answer a GET with no page of their own here: pieces, files, redirects, and pages that need a link."""


@dataclass(frozen=True)
class Night:
    house: House
    names: dict[str, str]
    cookies: dict[str, str]
    """Ada's session."""

    def path(self, page: str) -> str:
        return page.format(**self.names)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    with serving(tmp_path_factory.mktemp("house")) as (house, _), closing(house.logged_in()) as ada:

        def sent(path: str, **form: object) -> str:
            token = next(value for name, value in ada.cookies.items() if name.endswith("-forms"))
            headers = {"X-CSRFToken": token, "Accept": "application/json", "Referer": house.desk}
            answer = ada.post(path, data=form, headers=headers)
            assert answer.status_code == 200, answer.text
            return str(answer.json()["key"])

        ada.get("/open/")
        sent("/open/", headline="A storm nears the coast", slug="storm", language="en", zone="UTC")
        keys = [sent("/stories/storm/updates/", headline="The harbour is closed", key_event="on") for _ in range(3)]
        sent("/stories/storm/key-points/", point_text=["One", "Two"], point_cites=[keys[1], ""])
        sent(f"/stories/storm/updates/{keys[1]}/withdraw/", reason="It was not so.")
        counts = SqliteAudience(house.folder / "audience.db")
        for back in range(30):
            counts.tell("another", int(time.time()) // 60 - back, {"storm": 100 + back})
        yield Night(house, {"key": keys[0], "gone": keys[1]}, dict(ada.cookies))


def tab_of_ada(night: Night, open_tab: OpenTab, **options: object) -> Page:
    tab = open_tab(f"{night.house.desk}/login/", **options)
    tab.context.add_cookies(
        [{"name": name, "value": value, "url": night.house.desk} for name, value in night.cookies.items()]
    )
    return tab


def wrong_on(tab: Page, night: Night, pages: tuple[str, ...]) -> dict[str, list[str]]:
    """What axe finds, by page."""
    found = {}
    for page in pages:
        tab.goto(night.house.desk + night.path(page))
        if page == "/stories/storm/":
            tab.locator(".several summary").click()
        found[page] = violations(tab)
    return {page: wrong for page, wrong in found.items() if wrong}


def test_nothing_on_a_page_of_the_desk_keeps_anyone_out(night: Night, open_tab: OpenTab) -> None:
    assert wrong_on(tab_of_ada(night, open_tab, width=360, color_scheme="light"), night, PAGES) == {}


def test_nothing_keeps_anyone_out_in_the_dark(night: Night, open_tab: OpenTab) -> None:
    assert wrong_on(tab_of_ada(night, open_tab, width=1280, color_scheme="dark"), night, PAGES) == {}


@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("light", 1280)])
def test_nothing_keeps_anyone_out_in_arabic(night: Night, open_tab: OpenTab, scheme: str, width: int) -> None:
    tab = tab_of_ada(night, open_tab, width=width, color_scheme=scheme, locale="ar")

    found = wrong_on(tab, night, MAIN)

    assert tab.get_attribute("html", "dir") == "rtl"
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_at_the_door_keeps_anyone_out(night: Night, open_tab: OpenTab, scheme: str) -> None:
    assert violations(open_tab(f"{night.house.desk}/login/", color_scheme=scheme)) == []


def test_every_page_of_the_desk_is_looked_at() -> None:
    """A route that is new must be looked at, or named as one without a page."""
    looked_at = {reverse(route.name, kwargs=route.arguments) for route in routes() if route.name.startswith("desk:")}
    example = {"key": "aaaaaaaaaa", "gone": "aaaaaaaaaa"}
    named = {page.format(**example).partition("?")[0].replace("/ada/", f"/{'0' * 32}-480.webp/") for page in PAGES}
    only_posts = {route.address for route in routes() if route.name.removeprefix("desk:") in NO_PAGES}

    missing = {address for address in looked_at - named - only_posts if is_page(address)}

    assert missing == set()


def is_page(address: str) -> bool:
    """Whether a GET is answered there at all, as its view declares."""
    view, _, arguments = resolve(address)
    answer = view(RequestFactory().generic("NOTHING", address), **arguments)
    return "GET" in answer.headers.get("Allow", "")
