"""Bells by their addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from stoppress.base.errors import Refusal
from stoppress.base.settings import Settings
from stoppress.bell.by_address import open_bell
from stoppress.bell.memory import MemoryBell
from stoppress.bell.unix import UnixBell


def test_default_setting_rings_in_the_data_folder(tmp_path: Path):
    bell = open_bell(Settings(data=tmp_path).bell_address)

    bell.listen("log").close()

    assert isinstance(bell, UnixBell)
    assert (tmp_path / "bells").is_dir()
    bell.close()


def test_memory_is_a_new_bell_at_each_call():
    first, second = open_bell("memory:"), open_bell("memory:")

    assert isinstance(first, MemoryBell)
    assert first is not second


@pytest.mark.parametrize("address", ["", "unix:", "unix:///", "redis://h", "memory:x", "/a/b"])
def test_unknown_address_is_refused_with_the_known_ones(address: str):
    with pytest.raises(Refusal, match=r"unix:///.*memory:") as refused:
        open_bell(address)

    assert refused.value.code == "bell-address-wrong"
