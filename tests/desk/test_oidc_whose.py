"""Coming in by OpenID Connect: whose account it is, what claims may say, and several providers at once."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpResponse

from stoppress.base.errors import Refusal
from stoppress.base.settings import Settings
from stoppress.desk.invitations import make_invitation
from stoppress.desk.oidc_providers import providers_of
from stoppress.desk.ranks import Role
from stoppress.desk.standing import standing_of
from tests.desk.conftest import Browser
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


def test_an_unverified_address_takes_nobodys_account_over(house: object, provider: Provider) -> None:
    User.objects.filter(username="ada").update(email="dora@example.org")
    provider.person["email_verified"] = False
    browser = Browser()

    assert come_by(browser, provider).status_code == 403
    assert not is_in(browser)


def test_an_address_that_was_given_to_somebody_else_opens_no_account_until_its_owner_joins_again(
    house: object, provider: Provider
) -> None:
    """Who a person is says `sub`; a successor in the newsroom gets the address, not the account."""
    come_by(invited(provider), provider)
    provider.person["sub"] = "4712"
    successor = Browser()

    answer = come_by(successor, provider)

    assert (answer.status_code, is_in(successor)) == (403, False)
    assert "another identity" in answer.content.decode()
    owner = Browser()
    owner.client.force_login(User.objects.get(username="dora"))
    again = owner.send("/account/", "oidc/house")
    owner.open(provider.visit(html.unescape(re.search(r'<a id="onward" href="([^"]+)"', again.content.decode())[1])))
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["4712"]


def test_an_invitation_for_an_address_lets_nobody_in_who_has_another(house: object, provider: Provider) -> None:
    link = make_invitation(None, "editor", 7, "emil@example.org")
    browser = Browser()

    answer = come_by(browser, provider, link)

    assert (answer.status_code, is_in(browser)) == (403, False)
    assert "for another e-mail address" in answer.content.decode()
    assert Browser().open(link).status_code == 200


BAIT = '"><script>alert(1)</script><bait>'


@pytest.mark.parametrize("claim", ["preferred_username", "name", "picture", "groups", "given_name"])
def test_claims_are_text_wherever_they_are_shown(house: object, provider: Provider, claim: str) -> None:
    provider.person |= {claim: BAIT}
    browser = invited(provider)
    root = Browser()
    root.client.force_login(User.objects.get(username="ada"))

    come_by(browser, provider)

    assert is_in(browser)
    user = User.objects.exclude(username="ada").get()
    assert re.fullmatch(r"[\w.+-]+", user.username)
    pages = [browser.open("/account/"), browser.open("/")]
    pages += [root.open(path) for path in ("/people/", "/entrance/", "/trail/", f"/entrance/people/{user.username}/")]
    assert all("<bait>" not in page.content.decode() for page in pages)


@pytest.mark.parametrize("email", [f"{BAIT}@example.org", "dora@example.org\n@evil.example", "@example.org", "dora@"])
def test_an_address_with_markup_or_lines_in_it_opens_nothing(
    house: Callable[..., None], provider: Provider, email: str
) -> None:
    house(oidc_domains="example.org")
    provider.person["email"] = email
    browser = Browser()

    come_by(browser, provider)

    for user in User.objects.exclude(username="ada"):
        assert re.fullmatch(r"[^\s<>\"@]+@[^\s<>\"@]+", user.email)


@pytest.fixture
def two(house: Callable[..., None], provider: Provider, tmp_path: Path) -> Iterator[Provider]:
    """A second provider beside the first."""
    with running() as second:
        second.person |= {"sub": "99", "preferred_username": "emil", "email": "emil@agency.example"}
        agency = {"id": "agency", "name": "Agency ID", "issuer": second.issuer, "client_id": CLIENT}
        told = [agency | {"client_secret": SECRET, "domains": "agency.example", "role": "contributor"}]
        (tmp_path / "providers.json").write_text(json.dumps(told))
        house(oidc_file=str(tmp_path / "providers.json"))
        yield second


def by_agency(browser: Browser, second: Provider, page: str = "/login/") -> HttpResponse:
    answer = browser.send(page, "oidc-agency")
    onward = html.unescape(re.search(r'<a id="onward" href="([^"]+)"', answer.content.decode())[1])
    return browser.open(second.visit(onward))


def test_each_of_two_providers_lets_in_whom_it_is_told_to(provider: Provider, two: Provider) -> None:
    page = Browser().open("/login/").content.decode()
    emil, dora = Browser(), Browser()
    provider.person["email"] = "dora@agency.example"  # the other one's domain

    by_agency(emil, two)
    refused = come_by(dora, provider)

    assert "Log in with Newsroom ID" in page
    assert "Log in with Agency ID" in page
    assert is_in(emil)
    assert standing_of(User.objects.get(username="emil")).house is Role.CONTRIBUTOR
    assert (refused.status_code, is_in(dora)) == (403, False)


def test_the_same_number_at_another_provider_is_another_person(provider: Provider, two: Provider) -> None:
    come_by(invited(provider), provider)
    two.person |= {"sub": provider.person["sub"], "email": "somebody@elsewhere.example"}
    browser = Browser()

    assert by_agency(browser, two).status_code == 403
    assert not is_in(browser)


def test_an_answer_of_one_provider_is_none_of_the_other(provider: Provider, two: Provider) -> None:
    """Else a weak provider could answer in the name of a strong one."""
    browser = invited(provider)
    back = provider.visit(go(browser)).replace("/oidc/house/", "/oidc/agency/")

    assert browser.open(back).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("told", "finding"),
    [
        ("{", "is no JSON"),
        ("{}", "is no list"),
        ('[{"id": "a", "issuer": "https://a.example"}]', "client_id"),
        ('[{"id": "a", "issuer": "https://a.example", "client_id": "x", "secret": "x"}]', "secret"),
        ('[{"id": "A b", "issuer": "https://a.example", "client_id": "x"}]', "small letters"),
        ('[{"id": "house", "issuer": "https://a.example", "client_id": "x"}]', "house"),
        ('[{"id": "a", "issuer": "javascript:x", "client_id": "x"}]', "no issuer"),
        ('["x"]', "wrongly"),
        (None, "can't be read"),
    ],
)
def test_a_file_of_providers_that_can_not_be_is_refused_with_what_is_wrong(
    tmp_path: Path, told: str | None, finding: str
) -> None:
    file = tmp_path / "providers.json"
    if told is not None:
        file.write_text(told)

    with pytest.raises(Refusal, match=finding) as refused:
        providers_of(Settings(oidc_file=str(file)))

    assert refused.value.code == "setting-wrong"
