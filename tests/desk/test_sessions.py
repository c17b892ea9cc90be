"""Sessions: how long they last, the list of them, and ending them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.contrib.auth.models import User

from stoppress.base.limits.accounts import SESSION_IDLE_S
from stoppress.base.limits.desk import LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX, SESSION_AGE_S
from stoppress.desk.accounts import create_user
from stoppress.desk.login_failures import counted_address
from stoppress.desk.own_sessions import browser_named
from stoppress.desk.session_ages import is_over
from tests.desk.conftest import PASSWORD, Browser

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """The clock by which sessions age; tests move it."""
    now = [datetime.now(UTC)]
    monkeypatch.setattr("stoppress.desk.session_ages.now_utc", lambda: now[0])
    return now


def come_in(agent: str = FIREFOX, address: str = "192.0.2.7") -> Browser:
    browser = Browser()
    browser.client.defaults |= {"HTTP_USER_AGENT": agent, "REMOTE_ADDR": address}
    assert browser.log_in("ada").status_code == 303
    return browser


@pytest.fixture
def person(door: object) -> User:
    return create_user("ada", PASSWORD)


def test_the_list_says_where_when_and_which_browser(person: User) -> None:
    come_in(CHROME, "192.0.2.8")
    page = come_in().open("/account/").content.decode()

    assert "Firefox, Windows" in page
    assert "Chrome, Android" in page
    assert "192.0.2.8" in page
    assert page.count("this session") == 1


def test_one_session_is_ended_from_another(person: User) -> None:
    stolen, mine = come_in(CHROME), come_in()

    mine.send("/account/", "end")

    assert stolen.open("/").status_code == 302
    assert mine.open("/").status_code == 200


def test_nobody_ends_the_sessions_of_others(person: User, ben: Browser) -> None:
    ada = come_in()
    ben.open("/account/")
    number = UserSession.objects.get(user=person).pk

    token = ben.client.cookies["desk-8001-forms"].value
    answer = ben.client.post(f"/account/sessions/{number}/end/", {"csrfmiddlewaretoken": token})

    assert answer.status_code == 404
    assert ada.open("/").status_code == 200


def test_all_other_sessions_end_at_once(person: User) -> None:
    others, mine = [come_in(), come_in(CHROME)], come_in()

    mine.send("/account/", "sessions/end")

    assert [other.open("/").status_code for other in others] == [302, 302]
    assert mine.open("/").status_code == 200


def test_an_administrator_ends_all_of_a_persons_sessions(ada: Browser) -> None:
    create_user("cem", PASSWORD)
    cem = Browser()
    cem.log_in("cem")

    ada.send("/entrance/people/cem/", "end", deed="end-sessions")

    assert cem.open("/").status_code == 302
    assert ada.open("/").status_code == 200


def test_another_password_ends_all_other_sessions(person: User) -> None:
    other, mine = come_in(), come_in()

    mine.send("/account/password/", "new-password", password="a quite different one", again="a quite different one")

    assert other.open("/").status_code == 302
    assert mine.open("/").status_code == 200
    assert Browser().log_in("ada", "a quite different one").status_code == 303


def test_two_passwords_that_differ_change_nothing(person: User) -> None:
    answer = come_in().send("/account/password/", "new-password", password="a quite different one", again="another one")

    assert answer.status_code == 422
    assert Browser().log_in("ada").status_code == 303


def test_a_session_that_nobody_uses_ends(person: User, clock: list[datetime]) -> None:
    browser = come_in()
    browser.open("/")

    clock[0] += timedelta(seconds=SESSION_IDLE_S + 60)

    assert browser.open("/").status_code == 302
    assert not UserSession.objects.exists()


def test_a_session_that_is_used_lasts_and_ends_all_the_same(person: User, clock: list[datetime]) -> None:
    browser = come_in()
    begun = clock[0]
    lasted = timedelta()
    while browser.open("/").status_code == 200:
        lasted = clock[0] - begun
        clock[0] += timedelta(seconds=SESSION_IDLE_S * 0.9)

    assert timedelta(days=6) < lasted <= timedelta(seconds=SESSION_AGE_S)


def test_a_session_is_over_one_second_after_its_bound() -> None:
    assert not is_over(begun=0, seen=SESSION_AGE_S - 1, now=SESSION_AGE_S)
    assert is_over(begun=0, seen=SESSION_AGE_S, now=SESSION_AGE_S + 1)
    assert not is_over(begun=0, seen=0, now=SESSION_IDLE_S)
    assert is_over(begun=0, seen=0, now=SESSION_IDLE_S + 1)


def test_no_request_costs_a_write(person: User, django_assert_max_num_queries: object) -> None:
    browser = come_in()
    browser.open("/account/")
    seen = UserSession.objects.get().last_seen_at

    browser.open("/account/")

    assert UserSession.objects.get().last_seen_at == seen


def test_one_network_of_ipv6_is_one_guesser(person: User) -> None:
    """Whoever rents one machine has all addresses of its network."""
    browser = Browser()
    for last in range(LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX):
        browser.client.defaults["REMOTE_ADDR"] = f"2001:db8:1:2::{last + 1:x}"
        browser.log_in("ada", "wrong")

    browser.client.defaults["REMOTE_ADDR"] = "2001:db8:1:2:ffff::1"
    assert browser.log_in("ada").status_code == 429
    browser.client.defaults["REMOTE_ADDR"] = "2001:db8:1:3::1"
    assert browser.log_in("ada").status_code == 303


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_addresses_are_counted_as_who_has_them(address: str, counted: str) -> None:
    assert counted_address(address) == counted


@pytest.mark.parametrize(
    ("agent", "named"),
    [(FIREFOX, "Firefox, Windows"), (CHROME, "Chrome, Android"), ("curl/8.1", "curl/8.1"), ("", "unknown")],
)
def test_browsers_are_called_by_name(agent: str, named: str) -> None:
    assert browser_named(agent) == named


def test_the_desk_speaks_the_language_that_was_chosen(person: User, settings: LazySettings) -> None:
    browser = come_in()

    browser.send("/account/", "language", language="ar")

    assert '<html lang="ar" dir="rtl">' in browser.open("/").content.decode()
