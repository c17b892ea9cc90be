"""Whatever comes in: a capture that accounts for every line, or a Refusal; never anything else, and always the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stoppress.archive.capture import Capture
from stoppress.archive.plaintext import parse
from stoppress.base.errors import Refusal
from tests.unit.archive.pages import CAPTURES, OURS

LINES = [line for name in OURS for line in (CAPTURES / name).read_text(encoding="utf-8").split("\n")]
ODD = st.sampled_from(
    ["• live-orange", "14:03", "14:03 Talks begin", "5m ago", "Read more.", "[Reuters]", "— Ada (@ada) May 3, 2024", "@ada", "View on X", "+++", "---", "> ", "1.", "- ",
     "# 14:05", "Related", "Share", "By Ada Byron", "Image source, Reuters", "Wednesday 13 September", "Key events", "Source: wires", "\u200f\u202b", "![x](y)", "**", "BREAKING:",
     "The gate was opened at noon by the guard, who had waited since dawn.", "Live: the gate", "Updated at 14.15 BST", "13/9/2023 14:03", "1694580322", "&amp;&lt;b&gt;", "\x0b\x0c", "©", "Pic: AP"]
)  # fmt: skip
PAGES = st.lists(st.one_of(st.sampled_from(LINES), ODD, st.text(max_size=60)), max_size=60).map("\n".join)


def read(data: bytes) -> Capture | str:
    """The capture, or the refusal's code."""
    try:
        return parse(data)
    except Refusal as refusal:
        return refusal.code


@given(st.binary(max_size=600))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes):
    found = read(data)

    assert isinstance(found, Capture) or found in {"empty", "not-text", "not-a-live-blog"}


@given(PAGES)
@example(
    "Airport strike: live updates\n14:03\n"
    + "The gate was opened at noon by the guard. " * 3
    + "\n14:03\n*By Ada Byron*"
)
@settings(max_examples=400, deadline=None)
def test_every_line_of_any_page_is_accounted_for_once(page: str):
    found = read(page.encode("utf-8", errors="ignore"))

    if isinstance(found, Capture):
        numbers = [fate.number for fate in found.report.fates]
        assert numbers == sorted(set(numbers))
        assert found.entries
        assert all(entry.headline or entry.blocks for entry in found.entries)


@given(st.sampled_from(OURS), st.integers(0, 40), st.lists(ODD, max_size=6), st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_a_page_with_anything_put_into_it_still_accounts_for_every_line(name: str, drop: int, odd: list[str], at: int):
    lines = (CAPTURES / name).read_text(encoding="utf-8").split("\n")
    lines = lines[:at] + odd + lines[at + drop :]

    found = read("\n".join(lines).encode())

    if isinstance(found, Capture):
        blank_free = [
            number for number, line in enumerate("\n".join(lines).split("\n"), start=1) if line.strip(" \t\x0b\x0c")
        ]
        assert [fate.number for fate in found.report.fates] == blank_free


@given(PAGES)
@settings(max_examples=100, deadline=None)
def test_reading_is_a_function_of_the_bytes(page: str):
    data = page.encode("utf-8", errors="ignore")

    assert read(data) == read(data)
