"""Shelves by their addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.settings import Settings
from stoppress.edition.by_address import open_edition
from stoppress.edition.memory import MemoryEdition
from stoppress.edition.sqlite import SqliteEdition


def test_default_setting_opens_the_file_in_the_data_folder(tmp_path: Path):
    edition = open_edition(Settings(data=tmp_path).edition_address)

    assert isinstance(edition, SqliteEdition)
    edition.close()
    assert (tmp_path / "edition.db").exists()


def test_path_is_taken_as_it_stands(tmp_path: Path):
    open_edition(f"sqlite:///{tmp_path}/a%20b?c#d/edition.db").close()

    assert (tmp_path / "a%20b?c#d" / "edition.db").exists()


def test_path_with_three_slashes_is_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    open_edition("sqlite:///shelf/edition.db").close()

    assert (tmp_path / "shelf" / "edition.db").exists()


def test_memory_is_a_new_shelf_at_each_call():
    first, second = open_edition("memory:"), open_edition("memory:")

    assert isinstance(first, MemoryEdition)
    assert first is not second


@pytest.mark.parametrize("address", ["", "sqlite:", "sqlite:///", "sqlite:///x/", "postgres://h/d", "memory:x", "/a/b"])
def test_unknown_address_is_refused_with_the_known_ones(address: str):
    with pytest.raises(Refusal, match=r"sqlite:///.*memory:") as refused:
        open_edition(address)

    assert refused.value.code == "edition-address-wrong"
