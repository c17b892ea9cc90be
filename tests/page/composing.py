"""What the tests of the composer share: a house with one story, Ada's tab on it, and her clipboard."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from stoppress.story.body.document import Node, document_from
from tests.browser import OpenTab
from tests.desk.conftest import form_on
from tests.house import House, serving

_PASTE = """(words, given) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(given)) data.setData(type, text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  words.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serving(tmp_path_factory.mktemp("house")) as (house, _):
        house.run("user", "add", "ada")
        house.run("open", "storm", "--headline", "A storm nears the coast")
        yield house


@pytest.fixture(scope="module")
def session(house: House) -> list[dict[str, str]]:
    """The cookies of one login that the tests of a module share."""
    client = house.logged_in("ada")
    client.close()
    return [{"name": name, "value": value, "url": house.desk} for name, value in client.cookies.items()]


@pytest.fixture
def desk(house: House, open_tab: OpenTab, session: list[dict[str, str]]) -> Page:
    """Ada's tab on the workspace, its composer ready."""
    tab = open_tab(f"{house.desk}/login/")
    tab.context.add_cookies(session)
    return at_composer(tab, f"{house.desk}/stories/storm/")


def at_composer(tab: Page, address: str) -> Page:
    tab.goto(address)
    expect(tab.locator("#body[contenteditable=true]")).to_be_visible()
    return tab


def written(tab: Page) -> Node:
    """The document that the form would post."""
    return document_from(json.loads(tab.locator("[name=body_document]").input_value()))


def paste(tab: Page, **given: str) -> bool:
    """Paste into the text: html=, text=. True when the composer took it."""
    types = {"html": "text/html", "text": "text/plain"}
    return bool(tab.locator("#body").evaluate(_PASTE, {types[name]: text for name, text in given.items()}))


def published(house: House, document: Node, headline: str = "As imported") -> str:
    """Publish a document as a program does; gives the key."""
    client = house.logged_in("ada")
    _, fields = form_on(client.get("/stories/storm/").text, "composer")
    fields |= {"headline": headline, "body_document": json.dumps(document.to_json())}
    answer = client.post("/stories/storm/updates/", data=fields, headers={"Accept": "application/json"})
    client.close()
    assert answer.status_code == 200, answer.text
    return str(answer.json()["key"])
