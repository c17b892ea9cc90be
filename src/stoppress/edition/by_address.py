"""Which shelf an address means: the one place that knows the adapters by name."""

from __future__ import annotations

from pathlib import Path

from stoppress.base.errors import Refusal
from stoppress.edition.contract import Edition
from stoppress.edition.memory import MemoryEdition
from stoppress.edition.sqlite import SqliteEdition


def open_edition(address: str) -> Edition:
    """Open the shelf at an address.

    address  sqlite:///relative/path or sqlite:////absolute/path, taken as it stands, nothing is decoded; or
             memory: for an empty one of this process alone, a new one at each call.
    Raises   Refusal edition-address-wrong; Fault when the file can't be opened.
    """
    if address == "memory:":
        return MemoryEdition()
    path = address.removeprefix("sqlite:///")
    if path == address or not path or path.endswith("/"):
        raise Refusal(
            "edition-address-wrong",
            f"“{address}” names no shelf. Known are sqlite:///path/of/edition.db, with a fourth slash for an "
            "absolute path, and memory:. Correct STOPPRESS_EDITION.",
        )
    return SqliteEdition(Path(path))
