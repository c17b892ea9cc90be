"""The adapters under contract. A new one joins by a line in ADDRESSES."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stoppress.bell.by_address import open_bell
from stoppress.bell.contract import Bell
from stoppress.edition.by_address import open_edition
from stoppress.edition.contract import Edition

EDITIONS = ("sqlite:///{folder}/edition.db", "memory:")
BELLS = ("unix:///{folder}/bells", "memory:")


@pytest.fixture(params=EDITIONS, ids=lambda address: address.split(":")[0])
def edition(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Edition]:
    """An empty shelf of each kind."""
    opened = open_edition(request.param.format(folder=tmp_path))
    yield opened
    opened.close()


@pytest.fixture(params=BELLS, ids=lambda address: address.split(":")[0])
def bell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bell]:
    """A bell of each kind."""
    opened = open_bell(request.param.format(folder=tmp_path))
    yield opened
    opened.close()
