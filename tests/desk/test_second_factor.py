"""The second step of a login, by an app's code or a recovery code; and the rule that everybody needs one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from stoppress.base.limits.accounts import FACTOR_TRIES_PER_WINDOW_MAX, RECOVERY_CODES
from stoppress.desk.accounts import create_user, make_login_link
from stoppress.desk.factors import forget_factors, require_second_factor
from tests.desk.conftest import PASSWORD, Browser
from tests.desk.factors import code, person_with_app, recovery_codes, wrong_code


@pytest.fixture(autouse=True)
def _forgotten_tries() -> None:
    """allauth counts tries in memory, by the user's number, which every test begins anew."""
    from django.core.cache import cache

    cache.clear()


def test_after_the_password_nobody_is_in_until_the_code_came(door: object) -> None:
    _, secret = person_with_app()
    browser = Browser()

    asked = browser.log_in("ada")
    outside = browser.open("/")
    inside = browser.send("/second-factor/", "code", code=code(secret))

    assert (asked.status_code, asked.headers["Location"]) == (303, "/second-factor/")
    assert outside.headers["Location"].startswith("/login/")
    assert inside.headers["Location"] == "/"
    assert browser.open("/").status_code == 200


def test_after_a_login_link_the_code_is_asked_for_too(door: object) -> None:
    user, secret = person_with_app()
    browser = Browser()

    asked = browser.send(make_login_link(user, 900), "login")

    assert asked.headers["Location"] == "/second-factor/"
    assert browser.open("/").status_code == 302
    browser.send("/second-factor/", "code", code=code(secret))
    assert browser.open("/").status_code == 200


def test_the_way_onward_is_kept_over_the_second_step(door: object, storm: str) -> None:
    _, secret = person_with_app()
    browser = Browser()
    browser.send("/login/?next=/stories/storm/", "login", name="ada", password=PASSWORD)

    answer = browser.send("/second-factor/", "code", code=code(secret))

    assert answer.headers["Location"] == "/stories/storm/"


def test_a_wrong_code_lets_nobody_in_and_says_what_to_do(door: object) -> None:
    _, secret = person_with_app()
    browser = Browser()
    browser.log_in("ada")

    answer = browser.send("/second-factor/", "code", code=wrong_code(secret))

    assert "Try the next code" in answer.content.decode()
    assert browser.open("/").status_code == 302


@pytest.mark.parametrize("periods", [-1, 0, 1])
def test_a_code_is_good_once_also_for_a_clock_that_is_off(door: object, periods: int) -> None:
    _, secret = person_with_app()
    typed, browser, thief = code(secret, periods), Browser(), Browser()
    browser.log_in("ada")
    thief.log_in("ada")

    browser.send("/second-factor/", "code", code=typed)
    from django.core.cache import cache

    cache.clear()  # as after a restart: nothing in memory knows the code any more
    thief.send("/second-factor/", "code", code=typed)

    assert browser.open("/").status_code == 200
    assert thief.open("/").status_code == 302


def test_a_code_that_was_seen_while_the_app_was_set_up_is_not_good_for_a_login(door: object) -> None:
    user, secret = person_with_app()
    Authenticator.objects.filter(user=user).update(created_at=timezone.now())
    browser = Browser()
    browser.log_in("ada")

    browser.send("/second-factor/", "code", code=code(secret))

    assert browser.open("/").status_code == 302


def test_codes_can_not_be_guessed_for_long(door: object) -> None:
    _, secret = person_with_app()
    browser = Browser()
    browser.log_in("ada")
    for _ in range(FACTOR_TRIES_PER_WINDOW_MAX):
        browser.send("/second-factor/", "code", code=wrong_code(secret))

    answer = browser.send("/second-factor/", "code", code=code(secret))

    assert "Too many tries" in answer.content.decode()
    assert browser.open("/").status_code == 302


def test_a_recovery_code_is_good_once(door: object) -> None:
    user, _ = person_with_app()
    first = recovery_codes(user)[0]
    browser, thief = Browser(), Browser()
    browser.log_in("ada")
    thief.log_in("ada")

    browser.send("/second-factor/", "code", code=first)
    thief.send("/second-factor/", "code", code=first)

    assert browser.open("/").status_code == 200
    assert thief.open("/").status_code == 302


def test_the_second_step_has_an_end(door: object) -> None:
    _, _secret = person_with_app()
    browser = Browser()
    browser.log_in("ada")
    session = browser.client.session
    session["account_login"] = {**session["account_login"], "initiated_at": 1.0}
    session.save()

    answer = browser.open("/second-factor/")

    assert answer.headers["Location"] == "/login/"


def test_between_the_steps_no_session_of_an_attacker_is_used(door: object) -> None:
    person_with_app()
    browser = Browser()
    browser.open("/login/")
    session = browser.client.session
    session["planted"] = "by somebody else"
    session.save()
    browser.client.cookies["desk-8001-session"] = session.session_key

    browser.log_in("ada")

    assert browser.client.cookies["desk-8001-session"].value != session.session_key
    assert "planted" not in browser.client.session


def test_the_session_key_changes_again_after_the_second_step(door: object) -> None:
    _, secret = person_with_app()
    browser = Browser()
    browser.log_in("ada")
    before = browser.client.cookies["desk-8001-session"].value

    browser.send("/second-factor/", "code", code=code(secret))

    assert browser.client.cookies["desk-8001-session"].value != before


def test_an_app_is_set_up_with_its_own_code_and_gives_recovery_codes(door: object) -> None:
    create_user("ada", PASSWORD)
    browser = Browser()
    browser.log_in("ada")
    page = browser.open("/account/app/").content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', page)[1]

    answer = browser.client.post(
        "/account/app/",
        {"code": code(secret), "csrfmiddlewaretoken": browser.client.cookies["desk-8001-forms"].value},
    )

    assert "<svg" in page
    assert answer.headers["Location"] == "/account/codes/"
    assert len(re.findall(r"<li><code>\w+</code>", browser.open("/account/codes/").content.decode())) == RECOVERY_CODES


def test_keys_are_changed_only_by_whoever_just_showed_who_they_are(door: object) -> None:
    user, _secret = person_with_app()
    browser = Browser()
    browser.client.force_login(user)

    asked = browser.open("/account/app/remove/")
    confirmed = browser.send(asked.headers["Location"], "confirm", password=PASSWORD)
    removed = browser.send("/account/app/remove/", "off")

    assert asked.headers["Location"] == "/account/confirm/?next=%2Faccount%2Fapp%2Fremove%2F"
    assert confirmed.headers["Location"] == "/account/app/remove/"
    assert removed.headers["Location"] == "/account/"
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "path", ["/account/app/", "/account/codes/new/", "/account/passkeys/add/", "/account/password/"]
)
def test_an_open_session_alone_changes_no_keys(door: object, path: str) -> None:
    """Who finds a browser open can't take the account over."""
    browser = Browser()
    browser.client.force_login(create_user("ada", PASSWORD))

    answer = browser.open(path)

    assert answer.headers["Location"].startswith("/account/confirm/")


def test_where_it_is_required_who_has_none_is_led_to_set_one_up(ada: Browser, storm: str) -> None:
    require_second_factor(True)

    page, program, account = (
        ada.open("/stories/storm/"),
        ada.client.get("/stories/storm/", headers={"Accept": "application/json"}),
        ada.open("/account/"),
    )

    assert page.headers["Location"] == "/account/"
    assert (program.status_code, program.json()["code"]) == (403, "second-factor-missing")
    assert "One step before you go on." in account.content.decode()
    assert ada.open("/account/app/").status_code == 200


def test_where_it_is_required_who_has_one_works_on(door: object) -> None:
    require_second_factor(True)
    _, secret = person_with_app()
    browser = Browser()
    browser.log_in("ada")

    browser.send("/second-factor/", "code", code=code(secret))

    assert browser.open("/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(door: object) -> None:
    require_second_factor(True)
    user = create_user("ada", PASSWORD)
    recovery_codes(user)
    browser = Browser()
    browser.client.force_login(user)

    assert browser.open("/").headers["Location"] == "/account/"


def test_a_lost_factor_is_taken_away_and_the_password_stays(door: object) -> None:
    user, _ = person_with_app()
    recovery_codes(user)

    count = forget_factors(user)

    assert count == 1
    assert not Authenticator.objects.filter(user=user).exists()
    assert Browser().log_in("ada").headers["Location"] == "/"


def test_an_app_older_than_its_period_is_not_bound_to_the_clock_of_its_setting_up(door: object) -> None:
    user, secret = person_with_app()
    Authenticator.objects.filter(user=user).update(created_at=timezone.now() - timedelta(days=400))
    browser = Browser()
    browser.log_in("ada")

    assert browser.send("/second-factor/", "code", code=f" {code(secret)[:3]} {code(secret)[3:]} ").status_code == 302
