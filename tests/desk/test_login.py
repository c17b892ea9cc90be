"""Coming in by name and password."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from stoppress.base.errors import Refusal
from stoppress.base.limits.desk import LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX
from stoppress.desk.accounts import create_user
from tests.desk.conftest import PASSWORD, Browser


@pytest.fixture
def people(door: object) -> None:
    create_user("ada", PASSWORD)
    create_user("ben", None)


def test_a_right_password_begins_a_new_session(people: None) -> None:
    browser = Browser()
    browser.client.cookies["desk-8001-session"] = "fixed-by-an-attacker"

    answer = browser.log_in("ada")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = browser.client.cookies["desk-8001-session"]
    assert cookie.value != "fixed-by-an-attacker"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("ben", ""), ("ben", "!")])
def test_what_was_wrong_is_not_told(people: None, name: str, password: str) -> None:
    answer = Browser().log_in(name, password)

    assert answer.status_code == 403
    assert "Name and password don&#x27;t fit together." in answer.content.decode()


def test_guessing_ends_after_some_tries_even_with_the_right_password(people: None) -> None:
    browser = Browser()
    for _ in range(LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX):
        assert browser.log_in("ada", "wrong").status_code == 403

    answer = browser.log_in("Ada")

    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


def test_another_name_from_the_same_address_may_still_try(people: None) -> None:
    browser = Browser()
    for _ in range(LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX):
        browser.log_in("ben", "wrong")

    assert browser.log_in("ada").status_code == 303


def test_one_address_has_a_bound_over_all_names(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stoppress.desk.login_failures.LOGIN_TRIES_PER_ADDRESS_MAX", 3)
    for name in ("a", "b", "c"):
        Browser().log_in(name, "wrong")

    assert Browser().log_in("ada").status_code == 429


def test_a_right_password_forgets_the_mistyped_ones(people: None) -> None:
    browser = Browser()
    for _ in range(LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX - 1):
        browser.log_in("ada", "wrong")
    browser.log_in("ada")

    assert Browser().log_in("ada", "wrong").status_code == 403
    assert Browser().log_in("ada").status_code == 303


def test_failures_kept_are_bounded(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from stoppress.desk.models import LoginFailure

    monkeypatch.setattr("stoppress.desk.login_failures.LOGIN_TRIES_KEPT_MAX", 5)
    for i in range(8):
        Browser().log_in(f"name{i}", "wrong")

    assert LoginFailure.objects.count() == 5


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:e",
        "\t//evil.example",
    ],
)
def test_the_way_onward_never_leaves_the_desk(people: None, onward: str) -> None:
    answer = Browser().send("/login/", "login", name="ada", password=PASSWORD, next=onward)

    assert answer.headers["Location"] == "/"


def test_the_way_onward_leads_to_what_was_asked_for(people: None, storm: str) -> None:
    browser = Browser()
    asked = browser.open("/stories/storm/?below=5")

    assert asked.headers["Location"] == "/login/?next=%2Fstories%2Fstorm%2F%3Fbelow%3D5"
    answer = browser.send(asked.headers["Location"], "login", name="ada", password=PASSWORD)
    assert answer.headers["Location"] == "/stories/storm/?below=5"


def test_the_login_form_needs_its_token(people: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/login/", {"name": "ada", "password": PASSWORD}).status_code == 403


def test_logging_out_ends_the_session_on_the_server(ada: Browser) -> None:
    stolen = ada.client.cookies["desk-8001-session"].value

    ada.send("/", "logout")

    thief = Client()
    thief.cookies["desk-8001-session"] = stolen
    assert thief.get("/").status_code == 302


def test_logging_out_needs_a_post(ada: Browser) -> None:
    assert ada.open("/logout/").status_code == 405
    assert ada.open("/").status_code == 200


@pytest.mark.parametrize("password", ["", "short", "password12", "1234567890", "ada" * 4 + "x", "x" * 1001])
def test_a_password_that_is_guessed_soon_is_refused(door: object, password: str) -> None:
    with pytest.raises(Refusal) as refused:
        create_user("adaadaada", password)

    assert (refused.value.code, refused.value.field) == ("password-not-usable", "password")
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "a b", "a/b", "<b>", "x" * 151, "a\x00"])
def test_a_name_that_cannot_be_one_is_refused(door: object, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        create_user(name, None)

    assert refused.value.code == "user-name-not-usable"


def test_a_second_user_of_the_same_name_is_refused(door: object) -> None:
    create_user("رنا", None)

    with pytest.raises(Refusal) as refused:
        create_user("رنا", PASSWORD)

    assert refused.value.code == "user-exists"


def test_passwords_are_kept_as_argon2(door: object) -> None:
    assert create_user("ada", PASSWORD).password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("name", ["ada\x00", "x" * 200, "a\nb", ""])
def test_what_can_be_no_name_is_answered_like_a_wrong_one(people: None, name: str) -> None:
    assert Browser().log_in(name).status_code == 403


def test_sessions_that_are_over_are_cleared_at_the_next_login(people: None) -> None:
    Session.objects.create(session_key="x" * 32, session_data="", expire_date=datetime(2020, 1, 1, tzinfo=UTC))

    Browser().log_in("ada")

    assert not Session.objects.filter(session_key="x" * 32).exists()
