"""Coming in by a one-time link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import LOGIN_LINK_VALID_S_MAX
from stoppress.desk.accounts import create_user, make_login_link, spend_login_link
from stoppress.desk.models import LoginLink
from tests.desk.conftest import Browser


@pytest.fixture
def link(door: object) -> str:
    create_user("ada", None)
    return make_login_link("ada", 900)


def test_a_link_logs_in_once_and_is_spent(link: str) -> None:
    browser = Browser()

    first = browser.send(link, "login")
    again = Browser().open(link)

    assert (first.status_code, first.headers["Location"]) == (303, "/")
    assert browser.open("/").status_code == 200
    assert again.status_code == 410


def test_opening_a_link_does_not_spend_it(link: str) -> None:
    for _ in range(3):
        page = Client().get(link)
        assert "Log in as ada" in page.content.decode()
        assert page.headers["Referrer-Policy"] == "same-origin"

    assert Browser().send(link, "login").status_code == 303


def test_a_page_opened_before_the_link_was_spent_is_too_late(link: str) -> None:
    late = Browser()
    late.open(link)
    token = late.client.cookies["desk-8001-forms"].value
    Browser().send(link, "login")

    answer = late.client.post(link, {"csrfmiddlewaretoken": token})

    assert answer.status_code == 410
    assert late.open("/").status_code == 302


def test_a_link_makes_a_new_session(link: str) -> None:
    browser = Browser()
    browser.client.cookies["desk-8001-session"] = "fixed-by-an-attacker"

    browser.send(link, "login")

    assert browser.client.cookies["desk-8001-session"].value != "fixed-by-an-attacker"


def test_a_link_over_another_login_ends_that_session(ada: Browser) -> None:
    create_user("cem", None)
    before = ada.client.cookies["desk-8001-session"].value

    ada.send(make_login_link("cem", 60), "login")

    assert ada.client.cookies["desk-8001-session"].value != before
    assert ">cem</bdi>" in ada.open("/").content.decode()


def test_a_link_that_is_too_old_logs_nobody_in(door: object) -> None:
    user = create_user("ada", None)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    link = make_login_link(user, 3600, clock=lambda: yesterday)

    assert Browser().open(link).status_code == 410
    assert spend_login_link(link.split("/")[2]) is None


def test_an_unknown_link_and_a_spent_one_look_the_same(link: str) -> None:
    Browser().send(link, "login")

    spent, unknown = Client().get(link), Client().get("/login/" + "x" * 43 + "/")

    assert (spent.status_code, spent.content) == (unknown.status_code, unknown.content)


def test_a_user_who_may_not_come_in_any_more_has_no_link_either(door: object) -> None:
    user = create_user("ada", None)
    link = make_login_link(user, 900)
    user.is_active = False
    user.save()

    assert Browser().open(link).status_code == 410


def test_the_token_itself_is_nowhere_stored(link: str) -> None:
    token = link.split("/")[2]

    assert len(token) >= 43
    assert token not in str(list(LoginLink.objects.values()))


def test_old_links_are_cleared_and_their_number_is_bounded(door: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stoppress.desk.accounts.LOGIN_LINKS_MAX", 3)
    user = create_user("ada", None)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    make_login_link(user, 60, clock=lambda: yesterday)

    for valid_s in (100, 200, 300, 400):
        newest = make_login_link(user, valid_s)

    assert LoginLink.objects.count() == 3
    assert spend_login_link(newest.split("/")[2]) == user


@pytest.mark.parametrize("valid_s", [0, -1, LOGIN_LINK_VALID_S_MAX + 1])
def test_a_link_is_valid_for_a_bounded_time(door: object, valid_s: int) -> None:
    create_user("ada", None)

    with pytest.raises(Refusal) as refused:
        make_login_link("ada", valid_s)

    assert refused.value.code == "time-not-usable"


def test_a_link_for_nobody_is_refused(door: object) -> None:
    with pytest.raises(Refusal) as refused:
        make_login_link("nobody", 60)

    assert refused.value.code == "user-unknown"
