"""Which bell an address means: the one place that knows the adapters by name."""

from __future__ import annotations

from pathlib import Path

from stoppress.base.errors import Refusal
from stoppress.bell.contract import Bell
from stoppress.bell.memory import MemoryBell
from stoppress.bell.unix import UnixBell


def open_bell(address: str) -> Bell:
    """The bell at an address.

    address  unix:///relative/folder or unix:////absolute/folder, taken as it stands, nothing is decoded; or
             memory: for one of this process alone, a new one at each call.
    Raises   Refusal bell-address-wrong.
    """
    if address == "memory:":
        return MemoryBell()
    folder = address.removeprefix("unix:///")
    if folder in {address, ""}:
        raise Refusal(
            "bell-address-wrong",
            f"“{address}” names no bell. Known are unix:///path/of/a/folder, with a fourth slash for an "
            "absolute path, and memory:. Correct STOPPRESS_BELL.",
        )
    return UnixBell(Path(folder))
