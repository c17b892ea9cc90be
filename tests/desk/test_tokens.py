"""The page of one's own tokens, and the command."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from stoppress.desk.models import ApiToken
from tests.desk.conftest import Browser

PAGE = "/account/tokens/"


def made(browser: Browser, **fields: object) -> str:
    page = browser.send(
        PAGE, "token", **{"name": "Weather desk", "scopes": ["read", "publish"], "days": "30", **fields}
    )
    assert page.status_code == 200, page.content
    return re.search(r'value="(sp_[^"]+)"', page.content.decode())[1]


def test_a_token_is_made_shown_once_and_opens_the_api(ada: Browser) -> None:
    secret = made(ada)

    said = Client().get("/api/v1/token", headers={"Authorization": f"Bearer {secret}"}).json()
    assert (said["user"], said["name"], said["scopes"]) == ("ada", "Weather desk", ["publish", "read"])
    again = ada.open(PAGE).content.decode()
    assert secret not in again
    assert f"{secret[:7]}…" in again


def test_a_token_is_revoked_from_the_list(ada: Browser) -> None:
    secret = made(ada)

    ada.send(PAGE, "revoke")

    assert Client().get("/api/v1/token", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert "revoked" in ada.open(PAGE).content.decode()


def test_others_tokens_are_not_listed_and_can_not_be_revoked(ada: Browser, ben: Browser) -> None:
    secret = made(ada)
    token = ApiToken.objects.get().pk

    listed = ben.open(PAGE).content.decode()
    refused = ben.command(f"{PAGE}{token}/revoke/")

    assert "Weather desk" not in listed
    assert (refused.status_code, refused.json()["code"]) == (404, "token-unknown")
    assert Client().get("/api/v1/token", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Say what it is for"),
        ({"scopes": []}, "A token is good for something"),
        ({"scopes": ["everything"]}, "is no scope"),
        ({"days": "0"}, "1 to 366 are possible"),
        ({"days": "367"}, "1 to 366 are possible"),
        ({"days": "soon"}, "is no number"),
    ],
)
def test_what_can_not_be_made_is_said_beside_its_field(ada: Browser, fields: dict[str, object], sentence: str) -> None:
    page = ada.send(PAGE, "token", **{"name": "x", "scopes": ["read"], "days": "30", **fields})

    assert page.status_code == 422
    assert sentence in unescape(page.content.decode())
    assert not ApiToken.objects.exists()
