"""Coming in by OpenID Connect, against a real small provider: whom it lets in, and what it believes."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.cache import cache

from stoppress.desk.accounts import create_user
from stoppress.desk.invitations import make_invitation
from stoppress.desk.ranks import Role
from stoppress.desk.standing import standing_of
from stoppress.project.coming_in import allauth_settings
from tests.desk.conftest import Browser
from tests.desk.factors import code, person_with_app
from tests.desk.oidc import come_by, go, house_with, invited, is_in
from tests.desk.provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")


@pytest.fixture
def provider() -> Iterator[Provider]:
    cache.clear()
    with running() as provider:
        yield provider


@pytest.fixture
def house(door: object, provider: Provider, settings: LazySettings) -> Callable[..., None]:
    return house_with(provider, settings)


def test_an_invited_address_comes_in_with_its_role_once_and_again(house: object, provider: Provider) -> None:
    make_invitation(None, "contributor", 7, "Dora@Example.org")
    browser, later = Browser(), Browser()

    answer = come_by(browser, provider)
    come_by(later, provider)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(browser)
    assert is_in(later)
    dora = User.objects.get(username="dora")
    assert standing_of(dora).house is Role.CONTRIBUTOR
    assert not dora.has_usable_password()


def test_an_invitation_by_link_is_used_by_whoever_came_from_its_page(house: object, provider: Provider) -> None:
    provider.person["email_verified"] = False
    link = make_invitation(None, "editor", 7)
    browser = Browser()

    come_by(browser, provider, link)

    assert is_in(browser)
    assert standing_of(User.objects.get(username="dora")).house is Role.EDITOR
    assert Browser().open(link).status_code == 410


@pytest.mark.parametrize("person", [{}, {"email_verified": False}, {"email_verified": "true"}, {"email": None}])
def test_who_is_not_invited_stays_outside(house: object, provider: Provider, person: dict[str, Any]) -> None:
    if person:
        make_invitation(None, "editor", 7, "dora@example.org")
    provider.person |= person
    browser = Browser()

    answer = come_by(browser, provider)

    assert answer.status_code == 403
    assert "Nobody invited you yet." in answer.content.decode()
    assert not is_in(browser)
    assert not User.objects.filter(username="dora").exists()


def test_a_name_alone_opens_nobodys_account(house: object, provider: Provider) -> None:
    provider.person |= {"preferred_username": "ada"}
    browser = Browser()

    assert come_by(browser, provider).status_code == 403
    assert not is_in(browser)


def test_an_allowed_domain_comes_in_uninvited(house: Callable[..., None], provider: Provider) -> None:
    house(oidc_domains="example.com, Example.org", oidc_role="contributor")
    browser = Browser()

    come_by(browser, provider)

    assert is_in(browser)
    assert standing_of(User.objects.get(username="dora")).house is Role.CONTRIBUTOR


@pytest.mark.parametrize("email", ["dora@notexample.org", "dora@example.org.evil.example", "example.org"])
def test_a_domain_that_looks_like_an_allowed_one_is_none(
    house: Callable[..., None], provider: Provider, email: str
) -> None:
    house(oidc_domains="example.org")
    provider.person["email"] = email

    assert come_by(Browser(), provider).status_code == 403


def test_the_role_follows_the_claim_at_each_login(house: Callable[..., None], provider: Provider) -> None:
    house(oidc_domains="example.org", oidc_claim="groups", oidc_roles="chiefs=chief,desk=editor")
    provider.person["groups"] = ["desk", "canteen"]
    come_by(Browser(), provider)
    before = standing_of(User.objects.get(username="dora")).house
    provider.person["groups"] = ["desk", "chiefs"]

    come_by(Browser(), provider)

    assert (before, standing_of(User.objects.get(username="dora")).house) == (Role.EDITOR, Role.CHIEF)


def test_a_second_factor_is_asked_for_here_too(house: object, provider: Provider) -> None:
    user, secret = person_with_app("dora")
    SocialAccount.objects.create(user=user, provider="house", uid="4711")
    browser = Browser()

    answer = come_by(browser, provider)

    assert answer.headers["Location"] == "/second-factor/"
    assert not is_in(browser)
    browser.send("/second-factor/", "code", code=code(secret))
    assert is_in(browser)


def test_an_account_is_joined_by_whoever_is_logged_in(house: object, provider: Provider) -> None:
    browser = Browser()
    browser.log_in("ada")

    answer = browser.send("/account/", "oidc/house")
    onward = html.unescape(re.search(r'<a id="onward" href="([^"]+)"', answer.content.decode())[1])
    back = browser.open(provider.visit(onward))

    assert back.headers["Location"] == "/account/?done=joined"
    assert SocialAccount.objects.get().user.get_username() == "ada"


def test_who_was_switched_off_does_not_come_in_by_the_provider(house: object, provider: Provider) -> None:
    user = create_user("dora", None)
    SocialAccount.objects.create(user=user, provider="house", uid="4711")
    User.objects.filter(pk=user.pk).update(is_active=False)
    browser = Browser()

    come_by(browser, provider)

    assert not is_in(browser)


FORGED = {
    "another audience": {"aud": "another-client"},
    "another issuer": {"iss": "https://evil.example"},
    "too old": {"exp": 1_600_000_000},
    "another nonce": {"nonce": "from another login"},
    "no nonce": {"nonce": None},
    "no end": {"exp": None},
    "made for somebody else": {"azp": "another-client"},
}


@pytest.mark.parametrize("claims", FORGED.values(), ids=FORGED)
def test_a_token_that_says_something_else_is_not_believed(
    house: object, provider: Provider, claims: dict[str, Any]
) -> None:
    browser = invited(provider)
    provider.claims = claims

    answer = come_by(browser, provider)

    assert answer.status_code == 403
    assert not is_in(browser)
    assert not User.objects.filter(username="dora").exists()


def unsigned(said: dict[str, Any]) -> str:
    return jwt.encode(said, None, "none", headers={"kid": "one"})


def signed_by_the_secret(said: dict[str, Any]) -> str:
    return jwt.encode(said, SECRET, "HS256", headers={"kid": "one"})


@pytest.mark.parametrize("forge", [unsigned, signed_by_the_secret, lambda said: "not.a.token", lambda said: ""])
def test_a_token_without_the_providers_signature_is_not_believed(
    house: object, provider: Provider, forge: Callable[[dict[str, Any]], str]
) -> None:
    browser = invited(provider)
    address = go(browser)
    back = provider.visit(address)
    now = int(time.time())
    said = {**provider.person, "iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
    provider.raw_token = forge({**said, "nonce": provider.asked["nonce"]}) or "x"

    assert browser.open(back).status_code == 403
    assert not is_in(browser)


def test_a_token_signed_by_another_key_is_not_believed(house: object, provider: Provider) -> None:
    browser = invited(provider)
    provider.signed_by = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert come_by(browser, provider).status_code == 403
    assert not is_in(browser)


def test_userinfo_about_another_person_is_not_believed(house: object, provider: Provider) -> None:
    browser = invited(provider)
    provider.userinfo = {**provider.person, "sub": "0815"}

    assert come_by(browser, provider).status_code == 403
    assert not is_in(browser)


def test_a_provider_that_calls_itself_otherwise_is_not_believed(house: object, provider: Provider) -> None:
    browser = invited(provider)
    provider.discovery = {"issuer": "https://evil.example"}
    provider.claims = {"iss": "https://evil.example"}

    assert come_by(browser, provider).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize("state", ["", "guessed", "x" * 4000])
def test_a_login_that_was_begun_nowhere_is_refused(house: object, provider: Provider, state: str) -> None:
    browser = invited(provider)
    go(browser)

    answer = browser.open(f"/oidc/house/back/?code=c0de&state={state}")

    assert answer.status_code == 403
    assert not is_in(browser)


def test_a_login_that_somebody_else_began_is_refused(house: object, provider: Provider) -> None:
    """Else a person could be logged in as the attacker, and write into the attacker's account."""
    attacker, victim = invited(provider), Browser()
    back = provider.visit(go(attacker))

    assert victim.open(back).status_code == 403
    assert not is_in(victim)


def test_an_answer_counts_once(house: object, provider: Provider) -> None:
    browser = invited(provider)
    back = provider.visit(go(browser))
    browser.open(back)
    browser.send("/", "logout")

    assert browser.open(back).status_code == 403


def test_a_person_who_declines_there_is_told_so_here(house: object, provider: Provider) -> None:
    browser = invited(provider)
    back = provider.visit(go(browser)).replace("code=c0de", "error=access_denied")

    answer = browser.open(back)

    assert answer.status_code == 403
    assert "Begin it again." in answer.content.decode()


def test_a_login_is_begun_by_the_button_only_and_asks_for_no_more_than_we_say(
    house: object, provider: Provider
) -> None:
    browser = Browser()

    by_link = browser.open("/oidc/house/")
    provider.visit(go(browser))

    assert by_link.status_code == 405
    assert set(provider.asked["scope"].split()) == {"openid", "profile", "email"}
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.asked["nonce"]) >= 24


def test_a_provider_that_is_down_is_said_to_be(
    house: Callable[..., None], provider: Provider, settings: LazySettings
) -> None:
    settings.HOUSE = replace(settings.HOUSE, oidc_issuer="http://127.0.0.1:9")
    settings.SOCIALACCOUNT_PROVIDERS = allauth_settings(settings.HOUSE)["SOCIALACCOUNT_PROVIDERS"]

    answer = Browser().send("/login/", "oidc")

    assert answer.status_code == 503
    assert "reached" in answer.content.decode()


def test_without_the_setting_there_is_no_such_way(door: object) -> None:
    browser = Browser()
    page = browser.open("/login/").content.decode()

    assert 'id="oidc"' not in page
    token = browser.client.cookies["desk-8001-forms"].value
    assert browser.client.post("/oidc/house/", {"csrfmiddlewaretoken": token}).status_code == 404
    assert browser.open("/oidc/house/back/?code=c&state=s").status_code == 404
