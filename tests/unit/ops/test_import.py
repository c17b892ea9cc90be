"""`stoppress import`: what is not a live page is refused with a sentence, and nothing is half imported."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.unit.ops.calling import call

pytestmark = pytest.mark.process
CAPTURES = Path(__file__).parents[1] / "archive/captures"
HARBOUR = CAPTURES / "harbour-guardian-style.txt"


def novel() -> bytes:
    """Four hundred paragraphs of prose without a single time."""
    chance = random.Random(7)
    words = [
        "the",
        "sea",
        "came",
        "up",
        "slowly",
        "and",
        "nobody",
        "who",
        "stood",
        "on",
        "the",
        "wall",
        "that",
        "evening",
        "thought",
        "of",
        "going",
        "home",
    ]
    sentences = (" ".join(chance.choices(words, k=14)).capitalize() + "." for _ in range(2_000))
    return "\n\n".join(" ".join(next(sentences) for _ in range(5)) for _ in range(400)).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40),
        ("empty.txt", b""),
        ("huge.txt", b"10:04 Something happened in the harbour today.\n\n" * 1_100_000),
        ("novel.txt", novel()),
    ],
)
def test_what_is_no_live_page_is_refused_and_the_good_file_beside_it_is_not_stored(
    tmp_path: Path, name: str, content: bytes
):
    bad = tmp_path / name
    bad.write_bytes(content)

    ended = call(tmp_path / "house", "import", str(HARBOUR), str(bad), "--json")

    assert (ended.code, ended.facts["field"]) == (2, "file")
    assert ended.err.startswith(f"stoppress: {name}: ")
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "house/desk.db").exists()


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path):
    first = call(tmp_path, "import", str(HARBOUR), "--json").facts["imports"][0]
    exported = call(tmp_path, "export", first["story"]).out

    again = call(tmp_path, "import", str(HARBOUR), "--json").facts["imports"][0]

    assert (first["stored"], again["stored"]) == (True, False)
    assert {**again, "stored": True} == first
    assert call(tmp_path, "export", first["story"]).out == exported


def test_a_dry_run_accounts_for_every_line_and_stores_nothing(tmp_path: Path):
    found = call(tmp_path, "import", str(HARBOUR), "--dry-run", "--lines", "--json").facts["imports"][0]

    lines = [line for line in HARBOUR.read_text().splitlines() if line.strip()]
    assert len(found["lines"]) == len(lines)
    assert sum(found["lines_taken"].values()) + sum(found["lines_left"].values()) == len(lines)
    assert not (tmp_path / "desk.db").exists()


def test_two_sources_do_not_share_an_address(tmp_path: Path):
    other = tmp_path / "later.txt"
    other.write_text(HARBOUR.read_text() + "\nLoaded later.\n")
    call(tmp_path / "house", "import", str(HARBOUR))

    refused = call(tmp_path / "house", "import", str(other), "--json")
    elsewhere = call(tmp_path / "house", "import", str(other), "--slug", "odile-later", "--json")

    assert (refused.code, refused.facts["refused"]) == (2, "story-exists")
    assert "--slug" in refused.err
    assert elsewhere.facts["imports"][0]["stored"] is True
