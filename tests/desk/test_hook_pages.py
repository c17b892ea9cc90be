"""The pages of webhooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.conf import LazySettings

from stoppress.desk.models import Hook
from tests.desk.api.receiver import Receiver, receiving
from tests.desk.conftest import Browser


@pytest.fixture
def inbox(settings: LazySettings) -> Iterator[Receiver]:
    settings.HOUSE = replace(settings.HOUSE, hooks_private=True)
    with receiving() as receiver:
        yield receiver


def test_a_webhook_is_added_tried_and_its_secret_shown_once(ada: Browser, storm: str, inbox: Receiver) -> None:
    page = ada.send("/hooks/", "hook", name="Front page", url=inbox.url, events=["story.closed"])
    secret = unescape(re.search(r'value="(whsec_[^"]+)"', page.content.decode())[1])
    at = f"/hooks/{Hook.objects.get().pk}/"

    ada.send(at, "ping")

    shown = ada.open(at).content.decode()
    assert inbox.came[0].is_signed_with(secret)
    assert "taken" in shown
    assert secret not in unescape(shown)
    assert "Front page" in ada.open("/hooks/").content.decode()


def test_a_webhook_is_paused_goes_on_gets_a_new_secret_and_is_removed(
    ada: Browser, storm: str, inbox: Receiver
) -> None:
    ada.send("/hooks/", "hook", name="Front page", url=inbox.url)
    at = f"/hooks/{Hook.objects.get().pk}/"
    states = []
    for deed in ("pause", "resume"):
        ada.send(at, deed)
        states.append(Hook.objects.get().state)
    secret = ada.send(at, "secret").content.decode()
    ada.send(at, "remove")

    assert states == ["paused", "active"]
    assert "whsec_" in secret
    assert not Hook.objects.exists()
    assert ada.open(at).status_code == 404


def test_a_webhook_that_was_given_up_says_why_and_how_to_go_on(ada: Browser, storm: str, inbox: Receiver) -> None:
    ada.send("/hooks/", "hook", name="Front page", url=inbox.url)
    Hook.objects.update(state="failing", reason="12 attempts in vain. The last: 500. <b>down</b>")

    page = ada.open(f"/hooks/{Hook.objects.get().pk}/").content.decode()

    assert "12 attempts in vain. The last: 500. &lt;b&gt;down&lt;/b&gt;" in page
    assert "Let it go on" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"url": "https://127.0.0.1/"}, "leads into a private network"),
        ({"url": "http://x.example/"}, "does not begin with https://"),
        ({"name": ""}, "Say what it is for"),
        ({"events": ["story.burnt"]}, "is no event"),
        ({"story": "nowhere"}, "There is no story"),
    ],
)
def test_what_can_not_be_added_is_said_beside_its_field(ada: Browser, fields: dict[str, object], sentence: str) -> None:
    page = ada.send("/hooks/", "hook", **{"name": "x", "url": "https://x.example/", **fields})

    assert page.status_code in {404, 422}
    assert sentence in unescape(page.content.decode())
    assert not Hook.objects.exists()
