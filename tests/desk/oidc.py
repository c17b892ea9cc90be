"""What tests of OpenID Connect share: a provider, a house that knows it, and a browser that comes by it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace

from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import LazySettings
from django.http import HttpResponse

from stoppress.desk.accounts import create_user
from stoppress.desk.invitations import make_invitation
from stoppress.project.coming_in import allauth_settings
from tests.desk.conftest import PASSWORD, Browser
from tests.desk.provider import CLIENT, SECRET, Provider


def house_with(provider: Provider, settings: LazySettings) -> Callable[..., None]:
    """Sets the house up with that provider; more settings by keyword."""
    create_user("ada", PASSWORD)  # the first one runs the desk
    registry.register(OpenIDConnectProvider)  # as Django does at its start where an issuer is set

    def set_up(**more: str) -> None:
        settings.HOUSE = replace(
            settings.HOUSE,
            oidc_issuer=provider.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            oidc_name="Newsroom ID",
            **more,
        )
        settings.SOCIALACCOUNT_PROVIDERS = allauth_settings(settings.HOUSE)["SOCIALACCOUNT_PROVIDERS"]

    set_up()
    return set_up


def go(browser: Browser, page: str = "/login/") -> str:
    """Press the button; the address to which the page leads."""
    answer = browser.send(page, "oidc")
    assert answer.status_code == 200, answer.content
    return html.unescape(re.search(r'<a id="onward" href="([^"]+)"', answer.content.decode())[1])


def come_by(browser: Browser, provider: Provider, page: str = "/login/") -> HttpResponse:
    return browser.open(provider.visit(go(browser, page)))


def is_in(browser: Browser) -> bool:
    return browser.open("/account/").status_code == 200


def invited(provider: Provider) -> Browser:
    make_invitation(None, "editor", 7, "dora@example.org")
    return Browser()
