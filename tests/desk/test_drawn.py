"""Nobody is shown a button that would be refused, and nobody misses one that would not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from django.urls import resolve

from stoppress.desk.accounts import create_user
from stoppress.desk.ranks import Role
from stoppress.desk.roles import Action, may
from stoppress.desk.rules import PUBLIC, rule_of
from tests.desk.conftest import Browser

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "src/stoppress/desk/templates"
PAGES: Final = (
    "/",
    "/stories/storm/",
    "/stories/storm/updates/{key}/",
    "/stories/storm/people/",
    "/stories/storm/trail/",
    "/people/",
    "/trail/",
    "/stories/storm/settings/",
    "/stories/storm/key-points/",
    "/nowhere/",
)


def somebody(role: Role) -> tuple[Browser, object]:
    browser, user = Browser(), create_user(f"a-{role}", None, role)
    browser.client.force_login(user)
    return browser, user


def targets(html: str) -> set[str]:
    """Where the forms, buttons and links of a page lead on the desk."""
    found = re.findall(r'(?:action|formaction|href)="(/[^"?#]*)', html)
    return {path for path in found if not path.startswith("/static/")}


@pytest.mark.parametrize("role", Role)
def test_whatever_a_page_offers_is_allowed(role: Role, published: Callable[..., str]):
    key = published()
    browser, user = somebody(role)

    for page in PAGES:
        html = browser.open(page.format(key=key)).content.decode()
        for path in targets(html):
            match = resolve(path)
            rule = rule_of(match.func)
            home = path == "/" and role is Role.OUTSIDE
            assert home or rule == PUBLIC or may(user, Action(rule), match.kwargs.get("slug", "")), (page, path)


EXPECTED: Final = {
    Role.READER: {
        "open": False,
        "preview": False,
        "publish": False,
        "close": False,
        "key-points": False,
        "people": False,
    },
    Role.CONTRIBUTOR: {
        "open": False,
        "preview": True,
        "publish": False,
        "close": False,
        "key-points": False,
        "people": False,
    },
    Role.EDITOR: {"open": True, "preview": True, "publish": True, "close": True, "key-points": True, "people": False},
    Role.CHIEF: {"open": True, "preview": True, "publish": True, "close": True, "key-points": True, "people": True},
    Role.ADMINISTRATOR: {
        "open": True,
        "preview": True,
        "publish": True,
        "close": True,
        "key-points": True,
        "people": True,
    },
}


@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_finds_its_work_in_the_workspace(role: Role, published: Callable[..., str]):
    published()
    browser, _ = somebody(role)

    html = browser.open("/").content.decode() + browser.open("/stories/storm/").content.decode()

    offered = targets(html)
    assert {
        "open": "/open/" in offered,
        "preview": "/stories/storm/preview/" in offered,
        "publish": "/stories/storm/updates/" in offered,
        "close": "/stories/storm/close/" in offered,
        "key-points": "/stories/storm/key-points/" in offered,
        "people": "/stories/storm/people/" in offered,
    } == EXPECTED[role]


def test_a_reader_of_the_desk_reads_an_update_and_changes_nothing(published: Callable[..., str]):
    key = published()
    browser, _ = somebody(Role.READER)

    html = browser.open(f"/stories/storm/updates/{key}/").content.decode()

    assert "The harbour is closed." in html
    assert 'id="amend"' not in html
    assert "Changing it takes an editor." in html


def test_a_refusal_is_a_page_that_says_what_it_takes(storm: str):
    browser, _ = somebody(Role.READER)

    page = browser.open("/stories/storm/settings/")
    document = browser.client.get("/stories/storm/settings/", headers={"Accept": "application/json"})

    assert (page.status_code, document.status_code) == (403, 403)
    assert "In this story you are: reader of the desk. This takes at least: editor." in page.content.decode()
    assert document.json()["code"] == "not-allowed"
    assert document.headers["Content-Type"] == "application/problem+json"


def test_who_may_nothing_is_told_whom_to_ask_and_can_leave(storm: str):
    browser, _ = somebody(Role.OUTSIDE)

    answer = browser.open("/")

    assert answer.status_code == 403
    assert "Ask an administrator." in answer.content.decode()
    assert "/logout/" in targets(answer.content.decode())


@pytest.mark.parametrize(
    "path", ["/stories/nowhere/settings/", "/stories/nowhere/people/", "/stories/nowhere/updates/"]
)
def test_a_story_that_is_not_there_is_a_404_for_everybody(storm: str, path: str):
    browser, _ = somebody(Role.READER)

    assert browser.open(path).status_code == 404


def test_every_word_that_a_template_asks_for_is_an_action():
    asked = {
        word for path in TEMPLATES.rglob("*.html") for word in re.findall(r'{% may "([^"]*)"', path.read_text("utf-8"))
    }

    assert asked
    assert asked <= set(Action)
