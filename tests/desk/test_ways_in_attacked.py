"""What others try at the ways in: leading people off the desk, planting sessions, finding out who is here, lying about where from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import RequestFactory

from stoppress.base.limits.desk import LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX
from stoppress.desk.accounts import create_user
from stoppress.desk.invitations import accept, invitation_of, make_invitation
from stoppress.desk.models import LoginFailure
from stoppress.desk.ranks import Role
from stoppress.desk.views.onward import is_path_here
from tests.desk.conftest import PASSWORD, Browser, logged_in
from tests.desk.factors import code, person_with_app
from tests.desk.routes import Route, routes
from tests.desk.test_forgery import ELSEWHERE, planted

MORE_ELSEWHERE = [
    *ELSEWHERE,
    "/%2f%2fevil.example/",
    "/%2F/evil.example",
    "/%252f%252fevil.example",
    "/%5cevil.example",
    "/%5c%5cevil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\x00/evil.example",
    "/\x0b/evil.example",
    "/\u2028/evil.example",
    " //evil.example",
    "/ \t//evil.example",
    "http://127.0.0.1/evil",
    "http://localhost:9/evil",
    "//localhost/evil",
    "http://testserver/",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "%6aavascript:alert(1)",
    "vbscript:x",
    "",
]
NAMES = ("next", "redirect", "return_to", "url", "continue")


@pytest.mark.parametrize("onward", MORE_ELSEWHERE)
def test_no_address_that_leads_elsewhere_counts_as_one_here(onward: str) -> None:
    assert not is_path_here(onward)


@pytest.mark.parametrize(
    "onward", ["/", "/stories/storm/?below=5#e-abc", "/stories/storm/updates/x/?q=a%20b%2Fc", "/ü/"]
)
def test_paths_of_this_desk_do(onward: str) -> None:
    assert is_path_here(onward)


@pytest.mark.parametrize(
    "onward",
    ["//evil.example/", "/\\evil.example/", "/%2f%2fevil.example/", "http://127.0.0.1/evil", "javascript:x", "/\t/e"],
)
def test_neither_our_pages_nor_allauths_lead_off_the_desk(door: object, onward: str) -> None:
    """Login, second factor, confirming who one is: each has a form with `next` in it."""
    cache.clear()
    _, secret = person_with_app()
    browser = Browser()
    first = browser.send("/login/", "login", name="ada", password=PASSWORD, next=onward)
    second = browser.send("/second-factor/", "code", code=code(secret), next=onward)
    again = browser.client.get("/account/confirm/", {"next": onward})
    confirmed = browser.client.post(
        "/account/confirm/",
        {"password": PASSWORD, "next": onward, "csrfmiddlewaretoken": browser.client.cookies["desk-8001-forms"].value},
    )

    assert first.headers["Location"] == "/second-factor/"
    assert [answer.headers.get("Location", "/") for answer in (second, confirmed)] == ["/", confirmed_to(confirmed)]
    assert is_path_here(confirmed_to(confirmed))
    assert "evil" not in again.headers.get("Location", "")


def confirmed_to(answer: Any) -> str:
    return str(answer.headers["Location"])


@pytest.mark.parametrize("route", routes(), ids=str)
def test_no_route_leads_off_the_desk_whatever_it_is_asked(route: Route, storm: str) -> None:
    """By GET and by POST, in the address and in the body, under every name that such a parameter goes by."""
    browser = logged_in("ada")
    browser.open("/open/")
    token = {"csrfmiddlewaretoken": browser.client.cookies["desk-8001-forms"].value}
    for onward in ("//evil.example/", "/%2f%2fevil.example"):
        asked = dict.fromkeys(NAMES, onward)
        answers = [browser.client.get(route.address, asked)]
        if "logout" not in route.name:
            query = "&".join(f"{name}={onward}" for name in NAMES)
            answers.append(browser.client.post(f"{route.address}?{query}", {**(route.form or {}), **asked, **token}))
        for answer in answers:
            led_to = answer.headers.get("Location", "/").partition("?")[0]
            assert is_path_here(led_to), (route.name, led_to)


@pytest.mark.parametrize(
    "onward", ["//evil.example", "http://localhost/", "http://127.0.0.1:9/", "https://testserver/x"]
)
def test_allauth_itself_is_told_so(rf: RequestFactory, door: object, onward: str) -> None:
    assert not get_adapter(rf.get("/")).is_safe_url(onward)


def test_an_invitation_leaves_a_planted_session_behind(door: object) -> None:
    victim, known = planted()

    answer = victim.send(make_invitation(None, "editor", 7), "accept", name="dora", password=PASSWORD, way="password")

    assert answer.status_code == 303
    assert 'data-user="dora"' in victim.open("/").content.decode()
    assert victim.client.cookies[settings.SESSION_COOKIE_NAME].value != known


def test_a_second_factor_leaves_a_planted_session_behind(door: object) -> None:
    _, secret = person_with_app()
    victim, known = planted()
    victim.send("/", "logout")
    victim.client.cookies[settings.SESSION_COOKIE_NAME] = known
    victim.log_in("ada")
    between = victim.client.cookies[settings.SESSION_COOKIE_NAME].value

    victim.send("/second-factor/", "code", code=code(secret))

    after = victim.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert len({known, between, after}) == 3


def test_who_is_here_is_not_told_by_the_time_that_a_refusal_takes(
    door: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes time is the hash of a password. It is made once for every name: known, unknown, off, without one."""
    create_user("ada", PASSWORD)
    create_user("ben", None)
    create_user("cleo", PASSWORD)
    User.objects.filter(username="cleo").update(is_active=False)
    made: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)

        def counted(self: Any, *given: Any, _original: Callable[..., Any] = original, _name: str = name) -> Any:
            made.append(_name)
            return _original(self, *given)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    told = []
    for name in ("ada", "nobody", "ben", "cleo"):
        made.clear()
        answer = Browser().log_in(name, "a wrong password")
        told.append((answer.status_code, len(made), answer.content.decode().count("don&#x27;t fit together")))

    assert told == [told[0]] * 4
    assert told[0][1] == 1


def test_a_lie_about_where_one_comes_from_is_not_looked_at(door: object) -> None:
    """The server reads X-Forwarded-For from the proxies that are trusted; behind it nobody reads it again."""
    create_user("ada", PASSWORD)
    browser = Browser()
    lies = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP")
    for number in range(LOGIN_TRIES_PER_NAME_AND_ADDRESS_MAX):
        for name in lies:
            browser.client.defaults[f"HTTP_{name.upper().replace('-', '_')}"] = f"203.0.113.{number}"
        assert browser.log_in("ada", "wrong").status_code == 403

    assert browser.log_in("ada").status_code == 429
    assert set(LoginFailure.objects.values_list("address", flat=True)) == {"127.0.0.1"}
    assert get_adapter(None).get_client_ip(RequestFactory(HTTP_X_FORWARDED_FOR="203.0.113.9").get("/")) == "127.0.0.1"


def test_an_invitation_for_an_address_writes_it_into_no_account_of_whoever_has_the_link(door: object) -> None:
    """Else somebody who found the link could make an account in another's name, and wait for them in it."""
    link = make_invitation(None, Role.EDITOR, 7, "dora@example.org")
    invitation = invitation_of(link.rstrip("/").rpartition("/")[2])
    assert invitation is not None

    assert accept(invitation, "mallory", PASSWORD).email == ""


def test_the_name_of_a_passkey_is_text(ada: Browser) -> None:
    name = "\"'></title><script>alert(1)</script><bait>"
    Authenticator.objects.create(
        user=User.objects.get(username="ada"), type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )
    pages = [ada.open("/account/").content.decode()]
    ada.client.post(
        "/account/confirm/", {"password": "x", "csrfmiddlewaretoken": ada.client.cookies["desk-8001-forms"].value}
    )

    assert all("<bait>" not in page and "<script>alert" not in page for page in pages)
    assert "&lt;bait&gt;" in pages[0]
