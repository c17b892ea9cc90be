"""What the desk's tests share: the real database, the real door with a bell that remembers, Ada's browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from stoppress.base.keys import new_command_id, new_entry_key
from stoppress.bell.memory import MemoryBell
from stoppress.desk.accounts import create_user
from stoppress.desk.ranks import Role
from stoppress.story import commands as c
from stoppress.story.body.markdown import document_from_markdown
from stoppress.story.content import Content, Head
from stoppress.story.write import Door

PASSWORD = "storm surge tonight"


class Browser:
    """A person at the desk: fills in the form that stands on the page and sends it, tokens and all, without script."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)

    def log_in(self, name: str, password: str = PASSWORD) -> HttpResponse:
        return self.send("/login/", "login", name=name, password=password)

    def open(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(path, headers=headers)

    def send(self, page: str, form: str, **fields: Any) -> HttpResponse:
        """Open a page, fill in the form of that id or action, and send it."""
        action, found = form_on(self.open(page).content.decode(), form)
        return self.client.post(action or page, {**found, **fields})

    def command(self, path: str, **fields: Any) -> HttpResponse:
        """A program's way: the plain fields, a token from the cookie, JSON back."""
        if "desk-8001-forms" not in self.client.cookies:
            self.open("/open/" if "desk-8001-session" in self.client.cookies else "/login/")
        token = self.client.cookies["desk-8001-forms"].value
        return self.client.post(path, fields, headers={"Accept": "application/json", "X-CSRFToken": token})


def form_on(html: str, name: str) -> tuple[str, dict[str, Any]]:
    """Action and fields of a form, by its id or a part of its action, as a browser without script would send them."""
    for tag, inside in re.findall(r"<form([^>]*)>(.*?)</form>", html, re.DOTALL):
        if f'id="{name}"' not in tag and f"/{name}/" not in tag:
            continue
        fields: dict[str, Any] = {}
        for field in re.findall(r"<input[^>]*>", inside):
            if 'type="radio"' in field or ('type="checkbox"' in field and " checked" not in field):
                continue
            _add(fields, _attribute(field, "name"), _attribute(field, "value"))
        for opening, text in re.findall(r"<textarea([^>]*)>\n?(.*?)</textarea>", inside, re.DOTALL):
            _add(fields, _attribute(opening, "name"), unescape(text).replace("\n", "\r\n"))
        for opening, options in re.findall(r"<select([^>]*)>(.*?)</select>", inside, re.DOTALL):
            chosen = re.search(r'<option value="([^"]*)" selected', options)
            first = re.search(r'<option value="([^"]*)"', options)
            _add(fields, _attribute(opening, "name"), unescape((chosen or first)[1]))
        return unescape(_attribute(tag, "action")), fields
    raise AssertionError(f"no form {name} on the page")


def framed(html: str) -> str:
    """The page inside the one frame of a page, as a browser takes it from the attribute."""
    (page,) = re.findall(r'srcdoc="([^"]*)"', html)
    return unescape(page)


def logged_in(name: str) -> Browser:
    """A new user's browser, without the time that a password takes."""
    browser = Browser()
    browser.client.force_login(create_user(name, None))
    return browser


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def _add(fields: dict[str, Any], name: str, value: str) -> None:
    fields.setdefault(name, []).append(value)


@pytest.fixture
def bell() -> MemoryBell:
    return MemoryBell()


@pytest.fixture
def door(db: None, bell: MemoryBell, settings: LazySettings) -> Door:
    settings.DOOR = Door(bell)
    return settings.DOOR


@pytest.fixture
def ada(door: Door) -> Browser:
    """Ada, logged in."""
    return logged_in("ada")


@pytest.fixture
def ben(door: Door) -> Browser:
    """Ben, logged in."""
    return logged_in("ben")


@pytest.fixture
def cleo(door: Door) -> Browser:
    """Cleo is outside."""
    return Browser()


@pytest.fixture
def storm(door: Door) -> str:
    """A story that is live, on the clock of London."""
    head = Head(headline="A storm nears the coast", zone="Europe/London")
    door.carry_out(c.OpenStory(slug="storm", actor="ada", head=head))
    return "storm"


@pytest.fixture
def published(door: Door, storm: str) -> Callable[..., str]:
    """Publish an update in the storm; gives its key."""

    def publish(text: str = "The harbour is closed.", **more: Any) -> str:
        key = new_entry_key()
        content = Content(**{"headline": "The harbour is closed", "body": document_from_markdown(text), **more})
        door.carry_out(c.PublishEntry(slug=storm, actor="ada", command_id=new_command_id(), key=key, content=content))
        return key

    return publish


@pytest.fixture
def contributor(door: Door, ada: Browser) -> Browser:
    """Ben, where he may write and ask for approval, and nothing else."""
    browser = Browser()
    browser.client.force_login(create_user("ben", None, Role.CONTRIBUTOR))
    return browser


@pytest.fixture
def dora(door: Door, ada: Browser) -> Browser:
    """Dora may write, too."""
    browser = Browser()
    browser.client.force_login(create_user("dora", None, Role.CONTRIBUTOR))
    return browser
