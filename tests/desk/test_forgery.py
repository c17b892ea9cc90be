"""What others may try with the browser of somebody who is logged in, or is about to be."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from stoppress.desk.accounts import create_user, make_login_link
from stoppress.story import read
from tests.desk.conftest import PASSWORD, Browser, logged_in
from tests.desk.routes import FORMS, Route, all_routes, routes

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "\\/evil.example/",
    "/\t/evil.example/",
    "\t//evil.example/",
    "/\r\n/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "https:///evil.example",
    "evil.example",
    "@evil.example",
]


@pytest.mark.parametrize("route", routes(), ids=str)
def test_no_route_takes_a_form_without_its_token(route: Route, storm: str):
    """Another site can make a browser post, but can't read the token."""
    browser = logged_in("ada")
    number = read.numbers()["storm"]

    answer = browser.client.post(route.address, route.form or {}, headers={"Accept": "application/json"})
    of_another = browser.client.post(
        route.address,
        {**(route.form or {}), "csrfmiddlewaretoken": "x" * 64},
        headers={"Accept": "application/json", "Origin": "https://evil.example"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "form-not-ours")
    assert (of_another.status_code, of_another.json()["code"]) == (403, "form-not-ours")
    assert read.numbers()["storm"] == number


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_need_it_as_well(method: str, storm: str):
    answer = logged_in("ada").client.generic(method, "/stories/storm/close/")

    assert answer.status_code == 403


@pytest.mark.parametrize("route", routes(), ids=str)
def test_looking_changes_nothing(route: Route, storm: str):
    """What a link or a picture on another site can ask for is a GET."""
    browser = logged_in("ada")
    number = read.numbers()

    browser.client.get(route.address, route.form or {})

    assert read.numbers() == number
    assert browser.open("/").status_code == 200


def test_all_forms_are_known_by_name():
    names = {route.name.removeprefix("desk:") for route in all_routes()}

    assert set(FORMS) <= names


def planted() -> tuple[Browser, str]:
    """A browser whose session somebody else made and knows."""
    mallory = logged_in("mallory")
    victim = Browser()
    known = mallory.client.cookies[settings.SESSION_COOKIE_NAME].value
    victim.client.cookies[settings.SESSION_COOKIE_NAME] = known
    return victim, known


def test_a_login_by_password_leaves_a_planted_session_behind(door: object):
    create_user("ada", PASSWORD)
    victim, known = planted()
    victim.send("/", "logout")
    victim.client.cookies[settings.SESSION_COOKIE_NAME] = known

    victim.log_in("ada")

    assert victim.client.cookies[settings.SESSION_COOKIE_NAME].value != known
    assert not Session.objects.filter(session_key=known).exists()


def test_a_login_by_link_leaves_a_planted_session_behind(door: object):
    create_user("ada", None)
    victim, known = planted()

    answer = victim.send(make_login_link("ada", 60), "login")

    assert answer.status_code == 303
    assert 'data-user="ada"' in victim.open("/").content.decode()
    assert victim.client.cookies[settings.SESSION_COOKIE_NAME].value != known
    assert not Session.objects.filter(session_key=known).exists()


def test_a_session_that_nobody_gave_is_not_taken_up(door: object):
    create_user("ada", PASSWORD)
    browser = Browser()
    browser.client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

    browser.log_in("ada")

    assert browser.client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert thief.get("/").status_code == 302


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_nobody_is_led_off_the_desk_after_a_login(door: object, onward: str):
    create_user("ada", PASSWORD)

    posted = Browser().send("/login/", "login", name="ada", password=PASSWORD, next=onward)

    assert (posted.status_code, posted.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_nobody_is_led_off_the_desk_who_is_logged_in_already(ada: Browser, onward: str):
    answer = ada.client.get("/login/", {"next": onward})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_the_login_form_carries_no_way_off_the_desk(door: object, onward: str):
    html = Browser().client.get("/login/", {"next": onward}).content.decode()

    assert '<input type="hidden" name="next" value="/">' in html
