"""Documentation that can't fall behind: every command, option, setting and limit is in it, every link works."""

from __future__ import annotations

import argparse
import dataclasses
import re
import subprocess
import sys

import pytest

from stoppress.base.settings import PREFIX, Settings
from stoppress.ops.command import COMMANDS, load, parser_of
from tests.shape.tree import ROOT, kept_files, named

LISTED = sorted(name for name, command in COMMANDS.items() if command.listed)


def test_generated_pages_are_up_to_date():
    ended = subprocess.run(
        [sys.executable, "tools/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.parametrize("name", LISTED)
def test_every_command_and_option_is_described(name: str):
    page = (ROOT / "docs/operate.md").read_text()
    section = re.search(rf"(?ms)^### `{name}.*?(?=^##)", page)

    options = [
        option
        for action in parser_of(name, load(name))._actions
        for option in action.option_strings
        if option.startswith("--") and action.help is not argparse.SUPPRESS
    ]

    assert section, f"docs/operate.md has no section on {name}"
    assert not [
        option for option in options if option not in section[0] and option not in {"--help", "--data", "--json"}
    ]


def test_every_setting_is_described_with_its_meaning():
    page = (ROOT / "docs/operate.md").read_text()
    settings = [f"{PREFIX}{field.name.upper()}" for field in dataclasses.fields(Settings)]

    silent = [name for name in settings if not re.search(rf"(?m)^\| `{name}` \| [^|]+ \| [^|]{{10,}}\|$", page)]

    assert not silent


def test_every_link_between_pages_leads_somewhere():
    broken = {
        f"{named(path)} → {target}"
        for path in kept_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    }

    assert not broken


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()

    missing = [path.name for path in folder.glob("[0-9]*.md") if path.name not in index]

    assert not missing
