"""What the documentation tells people to type, open or look at exists: commands, options, targets, files, headings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.ops.command import COMMANDS, load, parser_of
from tests.shape.tree import ROOT, kept_files, named

PAGES = sorted(path for path in kept_files() if path.suffix == ".md" and path.name != "CHANGELOG.md")
FILES = re.compile(r"(?:…/)?((?:[\w.-]+/)*[\w-]+\.(?:py|md|css|js|html|toml|conf|service|vcl|lock|mjs))")
FOLDERS = re.compile(r"((?:[\w.-]+/)+)")
ELSEWHERE = {"bells/", "style.css", "uv.lock", "pylock.toml"}
"""What stands in a data folder, or in others' repositories."""


def blocks(page: Path) -> Iterator[str]:
    """Lines of the shell in a page's code blocks, continued ones joined, comments taken off."""
    for block in re.findall(r"(?ms)^```sh\n(.*?)^```", page.read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            if typed := re.sub(r"(^|\s)#.*", "", line).strip():
                yield typed


def spans(page: Path) -> list[str]:
    """What stands in backticks in a page's prose."""
    prose = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
    return [" ".join(span.split()) for span in re.findall(r"(?s)`([^`]+)`", prose)]


def typed_with(program: str) -> list[tuple[str, str]]:
    """Page and what follows the program's name, wherever one is told to call it."""
    start = re.compile(rf"(?:sudo (?:-u \w+ )?)?(?:\S*/)?{program} (.*)")
    return [
        (named(page), found[1])
        for page in PAGES
        for text in (*blocks(page), *spans(page))
        if (found := start.match(text))
    ]


@cache
def names() -> frozenset[str]:
    """Every file and folder of the repository, by each end of its path."""
    whole = [named(path).split("/") for path in kept_files()]
    files = {"/".join(parts[start:]) for parts in whole for start in range(len(parts))}
    folders = {"/".join(parts[start:end]) + "/" for parts in whole for end in range(len(parts)) for start in range(end)}
    return frozenset(files | folders)


def test_every_target_of_make_that_is_named_exists():
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text()))
    called = [(page, word) for page, rest in typed_with("make") for word in rest.split()[:1] if word.islower()]

    assert called
    assert not [(page, word) for page, word in called if word not in targets]


def test_every_command_and_option_that_is_named_exists():
    wrong = []
    for page, rest in typed_with("stoppress"):
        words = rest.split()
        if not words[0][0].islower():  # `stoppress COMMAND`, `stoppress --help`, `stoppress …`
            continue
        for name in words[0].split("|"):
            known = set(parser_of(name, load(name))._option_string_actions) if name in COMMANDS else set()
            gone = [option for option in re.findall(r"(?<![\w-])--[a-z-]+", rest) if option not in known]
            wrong += [(page, rest)] if name not in COMMANDS or gone else []

    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_calls_in_code_blocks_are_calls_that_are_understood(page: Path):
    for typed in blocks(page):
        found = re.match(r"(?:sudo (?:-u \w+ )?)?(?:\S*/)?stoppress (\S+)(.*)", typed)
        if not found or "|" in found[1]:
            continue
        try:
            words = re.sub(r"\$\(.*?\)", "now", found[2].partition(" | ")[0])
            parser_of(found[1], load(found[1])).parse_args(shlex.split(words))
        except Refusal as refusal:
            pytest.fail(f"{typed}: {refusal.message}")


def test_every_file_and_folder_that_is_named_exists():
    gone = {
        f"{named(page)}: {span}"
        for page in PAGES
        for span in spans(page)
        if (found := FILES.fullmatch(span) or FOLDERS.fullmatch(span))
        if found[1] not in names() | ELSEWHERE
    }

    assert not gone


def test_every_page_that_a_file_of_ours_names_exists():
    """Comments and sentences say `docs/operate.md`; a page that moves takes them along."""
    gone = {
        f"{named(path)}: {page}"
        for path in kept_files()
        if path.suffix in {".py", ".js", ".css", ".html", ".conf", ".vcl", ".service", ".toml", ""}
        for page in re.findall(r"\b(docs/[\w/-]+\.md)", path.read_text(encoding="utf-8", errors="replace"))
        if not (ROOT / page).exists()
    }

    assert not gone


def test_every_heading_that_a_link_names_exists():
    broken = {
        f"{named(page)} → {target}#{anchor}"
        for page in PAGES
        for target, anchor in re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if anchor not in headings(page.parent / target if target else page)
    }

    assert not broken


def headings(page: Path) -> set[str]:
    """A page's headings as the addresses that they get where Markdown is shown."""
    found = re.findall(r"(?m)^#+ (.*)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}
