"""The same page comes in many encodings and line ends, and is the same page."""

from __future__ import annotations

import pytest

from stoppress.archive.capture import Capture
from stoppress.archive.plaintext import parse
from tests.unit.archive.pages import CAPTURES


def text_of(name: str) -> str:
    return (CAPTURES / name).read_text(encoding="utf-8")


def words(capture: Capture) -> list[str]:
    return [capture.headline, *(entry.text for entry in capture.entries)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_french_page_reads_the_same_in_every_encoding(encoding: str):
    text = text_of("greve-direct.txt").replace("\u202f", " ")

    capture = parse(text.encode(encoding))

    assert words(capture) == words(parse(text.encode()))


@pytest.mark.parametrize(
    ("name", "encoding"), [("coup-russian-oldest-first.txt", "cp1251"), ("zilzal-arabic.txt", "cp1256")]
)
def test_an_old_encoding_is_told_by_its_letters(name: str, encoding: str):
    text = text_of(name).translate({0x660 + digit: str(digit) for digit in range(10)})

    assert words(parse(text.encode(encoding))) == words(parse(text.encode()))


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\x85", "\u2028"])
def test_line_ends_of_other_systems_are_line_ends(ends: str):
    text = text_of("greve-direct.txt")

    assert words(parse(text.replace("\n", ends).encode())) == words(parse(text.encode()))


def test_text_that_was_decoded_wrongly_once_is_put_right():
    """UTF-8 read as Windows-1252 and saved again: â€œ for “."""
    text = text_of("ferry-us-style.md").replace("&ldquo;", "“").replace("&rsquo;", "’").replace("&rdquo;", "”")

    mangled = text.encode().decode("cp1252", errors="ignore").encode()

    assert "“It’s the least we can do." in parse(mangled).entries[2].text


def test_lines_broken_at_a_fixed_width_are_joined():
    """As terminal browsers save a page."""
    page = """Dike watch: live updates from the eastern shore of the lake

13 September 2023

   14:03
   Pumps arrive from the south

   Six pumps have arrived from the south, the county says, and will be
   running before dark; the first of them stands behind the school, where
   the water came in on Monday night and has not gone since.

   13:20
   School stays closed

   The school behind the dike stays closed for the rest of the week, the
   head teacher has written to all parents, and lessons will be held in the
   church hall for those who have nobody at home.

   12:05
   Level falls by a hand

   The level of the lake has fallen by a hand since the morning, according
   to the keeper of the lock, who reads it off a board beside his house and
   telephones it to the county every hour of the day.
"""
    capture = parse(page.encode())

    assert [entry.headline for entry in capture.entries] == [
        "Pumps arrive from the south",
        "School stays closed",
        "Level falls by a hand",
    ]
    assert [len(entry.blocks) for entry in capture.entries] == [1, 1, 1]
    assert capture.entries[0].text.endswith("where the water came in on Monday night and has not gone since.")
    assert sorted(fate.number for fate in capture.report.fates) == [
        n for n, line in enumerate(page.split("\n"), 1) if line.strip()
    ]
