"""The list of keys on every page is true and complete: what it names works, and what works it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.desk.conftest import Browser

STATIC: Final = Path(__file__).resolve().parents[2] / "src/stoppress/desk/static/desk"


def bound(name: str, begin: str, key: str) -> set[str]:
    """The keys of a table in a script: from the line that begins it to the one that ends it."""
    script = (STATIC / name).read_text("utf-8")
    table = re.search(rf"{re.escape(begin)}\n(.*?)\n\s*}};", script, re.DOTALL)
    assert table, f"no {begin} in {name}"
    return set(re.findall(key, table[1], re.MULTILINE))


def listed(html: str) -> list[set[str]]:
    """The keys that each line of the list names, in the page's order."""
    dialog = html[html.index('<dialog id="keys"') : html.index("</dialog>")]
    return [set(re.findall(r"<kbd>([^<]+)</kbd>", line)) for line in re.findall(r"<dt>(.*?)</dt>", dialog)]


def test_every_key_of_one_letter_is_listed_and_no_other(ada: Browser):
    letters = bound("keys.js", "const ACTS = {", r'^  "?([a-z?])"?:')

    named = {key for line in listed(ada.open("/").content.decode()) if "Ctrl" not in line for key in line}

    assert letters
    assert {key for key in named if len(key) == 1 and key.isascii()} == letters


def test_every_key_of_the_text_is_listed(ada: Browser):
    keys = bound("composer/acts.js", "const bound = {", r'^    "Mod-(?:Shift-)?(.)"')

    named = {key for line in listed(ada.open("/").content.decode()) if "Ctrl" in line for key in line}

    assert keys
    assert {key.upper() for key in keys} <= named


def test_the_list_is_on_every_page_after_the_login(ada: Browser, storm: str):
    for path in ("/", "/open/", "/stories/storm/", "/stories/storm/key-points/", "/account/", "/trail/", "/hooks/"):
        assert '<dialog id="keys"' in ada.open(path).content.decode(), path
