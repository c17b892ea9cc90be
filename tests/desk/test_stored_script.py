"""Every text that somebody from outside can store or send, as an attack: each stands as text on the desk's pages, on all.

The readers' pages are asked the same in tests/unit/press/test_strange_text.py; what a picture's file says in test_pictures.py
beside this; links and the API in api/test_attacks.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

import pytest
from django.contrib.auth.models import User

from stoppress.base.errors import Refusal
from stoppress.desk.accounts import create_user, make_login_link
from stoppress.desk.hooks.deeds import add_hook
from stoppress.desk.invitations import accept, invitation_of, make_invitation
from stoppress.desk.oidc_people import free_name
from stoppress.desk.ranks import Role
from stoppress.desk.scopes import Scope
from stoppress.desk.tokens import make_token
from stoppress.story import read
from tests.desk.conftest import Browser
from tests.desk.drafting import DRAFT, FIELDS, act, typed
from tests.desk.routes import Route, routes

DOOR_OUT: Final = "\"'></textarea></title></script></iframe>"
"""Ends every place in a page where text may stand."""
SAFE: Final = re.compile(r"^(/|#|\?|https?://|$)")
LINKS: Final = frozenset({"href", "src", "action", "formaction", "data-readers", "data-row", "data-keep"})
NOT_PAGES: Final = frozenset({"desk:picture", "desk:readers-file", "desk:login", "desk:login-link", "desk:invitation"})
"""Files, and what somebody who is logged in does not see."""


def bait(place: str) -> str:
    """An attack that says where it was put."""
    return f"{DOOR_OUT}<bait data-put={place}><script>alert(1)</script>"


class Page(HTMLParser):
    """A page as a browser reads it, the frames in it too: its words, its tags, where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.links = "", set[str](), list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "srcdoc":
                inside = Page(value or "")
                self.words += inside.words
                self.tags |= inside.tags
                self.links += inside.links
            elif name in LINKS:
                self.links.append(value or "")
            else:
                self.words += f" {value}"

    def handle_data(self, data: str) -> None:
        self.words += data


def publish(ada: Browser) -> str:
    """An update with an attack in each field, corrected with one in its note; gives its key."""
    fields = {
        "headline": bait("headline"),
        "body": f"{bait('body')}\n\n> {bait('quotation')}\n> — {bait('cite')}",
        "author_name": bait("author"),
        "source_name": bait("source"),
        "source_channel": bait("channel"),
    }
    sent = ada.send("/stories/storm/", "composer", **fields)
    assert sent.status_code == 303, sent.content.decode()
    key = read.entries("storm")[0].key
    page = f"/stories/storm/updates/{key}/"
    amended = ada.send(page, "amend", amendment="correction", note=bait("note"), headline=f"Again {bait('headline')}")
    assert amended.status_code == 303, amended.content.decode()
    return key


@pytest.fixture
def poisoned(ada: Browser, contributor: Browser, storm: str) -> str:
    """A house with an attack in whatever can be stored; the key of its update."""
    User.objects.filter(username="ada").update(first_name=bait("first-name"))
    elsewhere = Browser()
    elsewhere.client.defaults["HTTP_USER_AGENT"] = "<bait/data-put=browser>"
    elsewhere.send(make_login_link("ada", 60), "login")
    head = {name: bait(name) for name in ("headline", "standfirst", "topic", "summary", "author_name", "source_line")}
    head |= {"link_title": bait("link"), "link_url": "https://elsewhere.example/"}
    assert ada.send("/stories/storm/settings/", "story", **head).status_code == 303
    key = publish(ada)
    gone = ada.command("/stories/storm/updates/", headline="x", key="g00dby", command_id="for-a-while")
    assert gone.status_code == 200, gone.content.decode()
    ada.command("/stories/storm/updates/g00dby/withdraw/", reason=bait("reason"), command_id="taken-back")
    assert ada.send("/stories/storm/key-points/", "points", point_text=bait("point")).status_code == 303
    assert typed(contributor, headline=bait("draft"), body=bait("draft-body"))["status"] == 200
    words = {"headline": bait("draft"), "body": bait("draft-body")}
    submitted = contributor.command("/stories/storm/drafts/submit/", **{**FIELDS, **words}, draft_version="1")
    assert submitted.status_code == 200, submitted.content.decode()
    assert act(ada, "return", return_note=bait("return"))["status"] == 200
    ada_user = User.objects.get(username="ada")
    add_hook(ada_user, bait("hook"), "https://93.184.216.34/", [])
    make_token(ada_user, bait("token"), [Scope.READ], 1)
    make_invitation(ada_user, Role.EDITOR, 7, '"<bait/data-put=mail>"@evil.example')
    return key


def pages(key: str) -> Iterator[Route]:
    """Each route with arguments that lead to what the house holds."""
    real = {"key": key, "draft": DRAFT, "name": "ben"}
    for route in routes():
        if route.name not in NOT_PAGES:
            yield Route(
                route.name, route.view, {name: real.get(name, value) for name, value in route.arguments.items()}
            )


PLACES: Final = (
    *("headline", "standfirst", "topic", "summary", "author_name", "source_line", "link", "body", "quotation", "cite"),
    *("author", "source", "channel", "note", "reason", "point", "draft", "draft-body", "return", "hook", "token"),
    *("mail", "browser"),
)


def test_what_was_stored_is_text_on_every_page_of_the_desk(ada: Browser, poisoned: str) -> None:
    """Shown somewhere, since an attack that is never shown proves nothing; a tag of its own nowhere."""
    shown, walked = "", 0
    for route in pages(poisoned):
        for address in (route.address, f"{route.address}?sent={bait('sent')}&below={bait('x')}&who={bait('who')}"):
            answer = ada.open(address)
            assert answer.status_code < 500, (address, answer.status_code)
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            page = Page(answer.content.decode())
            assert "bait" not in page.tags, address
            assert not [link for link in page.links if not SAFE.match(link)], (address, page.links)
            shown += page.words
            walked += 1

    assert walked > 30
    assert [place for place in PLACES if f"data-put={place}>" not in shown] == []


def test_a_refusal_that_repeats_what_was_sent_repeats_it_as_text(ada: Browser, poisoned: str) -> None:
    """Every form, filled with an attack in each of its fields: the pages that come back name the fault, and run nothing."""
    answered = 0
    for route in pages(poisoned):
        if route.name in {"desk:logout", "account_logout"}:
            continue
        names = {"name", "role", "email", "url", "slug", "language", "zone", "under", "kind", "status", "event_time"}
        fields = dict.fromkeys([*names, *(route.form or {})], bait("sent"))
        token = ada.client.cookies["desk-8001-forms"].value
        answer = ada.client.post(route.address, fields, headers={"X-CSRFToken": token})
        assert answer.status_code < 500, (route.name, answer.status_code)
        assert SAFE.match(answer.headers.get("Location", "")), route.name
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert "bait" not in Page(answer.content.decode()).tags, route.name
            answered += 1

    assert answered > 10


@pytest.mark.parametrize("name", [bait("name"), "<bait>", "a&b", 'a"b', "a'b", "a/b", "ada\u202e", "a\x00b"])
def test_no_door_lets_a_name_in_that_could_be_markup(door: object, name: str) -> None:
    with pytest.raises(Refusal) as by_command:
        create_user(name, None)
    invitation = invitation_of(make_invitation(None, Role.EDITOR, 7).rstrip("/").rpartition("/")[2])
    assert invitation is not None
    with pytest.raises(Refusal) as by_invitation:
        accept(invitation, name, "storm surge tonight")
    given = free_name({"preferred_username": name, "name": name})

    assert (by_command.value.field, by_invitation.value.field) == ("name", "name")
    assert re.fullmatch(r"[\w.+-]+", given)
