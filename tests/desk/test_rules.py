"""Who may use which route, and what every answer tells the browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

from stoppress.base.errors import Fault
from stoppress.desk import entrance_urls, urls
from stoppress.desk.api import address as address_of_api
from stoppress.desk.headers import content_security_policy
from stoppress.desk.roles import Action
from stoppress.desk.rules import RulesMiddleware, rule_of
from tests.desk.conftest import Browser

PUBLIC = {"login", "login-link", "logout", "invitation"}
PUBLIC |= {"account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn"}
PUBLIC |= {"openid_connect_login", "openid_connect_callback"}
ARGUMENTS = {
    "draft": "dddddddddd",
    "slug": "storm",
    "key": "aaaaaaaaaa",
    "token": "x" * 43,
    "name": "0" * 32 + "-480.webp",
    "number": 7,
    "pk": 7,
    "hook": 1,
    "provider_id": "house",
}
ROUTES = [*urls.urlpatterns, *entrance_urls.urlpatterns]


def route_ids() -> list[str]:
    return [pattern.name for pattern in ROUTES]


def address(pattern: URLPattern) -> str:
    wanted = pattern.pattern.converters
    space = "desk:" if pattern in urls.urlpatterns else ""
    return reverse(f"{space}{pattern.name}", kwargs={name: ARGUMENTS[name] for name in wanted})


ARGUMENTS |= {"draft": "dddddddddd", "hook": 1}


@pytest.mark.parametrize("pattern", ROUTES, ids=route_ids())
def test_every_route_declares_who_may_use_it(pattern: URLPattern) -> None:
    rule = rule_of(pattern.callback)
    assert rule == "public" if pattern.name in PUBLIC else rule in set(Action)


@pytest.mark.parametrize("pattern", ROUTES, ids=route_ids())
def test_outside_nothing_but_the_login_is_seen(
    pattern: URLPattern, cleo: Browser, published: Callable[..., str]
) -> None:
    published("A unique-word stands here.")
    if pattern.name in PUBLIC:
        return
    path = address(pattern)

    for answer in (cleo.open(path), cleo.client.get(path, headers={"Accept": "application/json"})):
        assert answer.status_code in {302, 401}
        assert b"unique-word" not in answer.content
    posted = cleo.command(path, headline="x", reason="x", under="", amendment="typo")
    assert posted.status_code == 401
    assert posted.json()["code"] == "login-missing"


def test_there_are_no_other_routes() -> None:
    """A route that is mounted elsewhere would be walked by no test."""
    # The API's are walked by api/test_door.py.
    walked = {pattern.callback for pattern in [*ROUTES, *address_of_api.urlpatterns]}

    assert {pattern.callback for included in get_resolver().url_patterns for pattern in included.url_patterns} == walked


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(cleo: Browser, storm: str) -> None:
    cleo.open("/login/")
    token = cleo.client.cookies["desk-8001-forms"].value

    answer = cleo.client.post("/stories/storm/updates/", {"headline": "x", "csrfmiddlewaretoken": token})

    assert answer.headers["Location"] == "/login/?next=%2Fstories%2Fstorm%2F"


def test_a_view_without_a_rule_is_a_fault(rf: object) -> None:
    with pytest.raises(Fault, match="declares no rule"):
        RulesMiddleware(lambda request: None).process_view(rf.get("/"), lambda request: None, [], {})


def test_every_page_runs_our_scripts_only_and_stands_in_no_frame(ada: Browser, cleo: Browser) -> None:
    for answer in (ada.open("/"), cleo.open("/login/"), ada.open("/nowhere/"), cleo.client.post("/login/", {})):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"]


def test_pages_hold_no_script_and_no_style_of_their_own(ada: Browser, published: Callable[..., str]) -> None:
    key = published()
    for path in ("/", "/open/", "/stories/storm/", f"/stories/storm/updates/{key}/", "/stories/storm/key-points/"):
        html = ada.open(path).content.decode()
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html)
        assert scripts
        assert all(f'src="{settings.STATIC_URL}desk/' in script and not inside for script, inside in scripts)
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html


def test_the_stream_of_the_readers_and_no_other_may_be_followed() -> None:
    policy = content_security_policy("https://live.example/news")

    assert "connect-src 'self' https://live.example" in policy.split("; ")


def test_an_unknown_page_is_answered_in_the_form_asked_for(ada: Browser) -> None:
    page = ada.open("/nowhere/")
    document = ada.client.get("/nowhere/", headers={"Accept": "application/json"})

    assert (page.status_code, document.status_code) == (404, 404)
    assert "There is no such page." in page.content.decode()
    assert document.json()["code"] == "page-unknown"


@pytest.mark.parametrize("path", ["nowhere/", "nowhere/settings/", "storm/updates/aaaaaaaaaa/"])
def test_an_unknown_story_or_update_is_a_404_with_a_sentence(ada: Browser, storm: str, path: str) -> None:
    answer = ada.open(f"/stories/{path}")

    assert answer.status_code == 404
    assert "There is no" in answer.content.decode()
