"""What all tests share: an own data folder, and the folder of other people's test cases."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

pytest_plugins = ["tests.browser"]

# No test touches a real data folder, and no setting of the caller's leaks in.
for _name in [name for name in os.environ if name.startswith("STOPPRESS_")]:
    del os.environ[_name]
_FOLDER = tempfile.TemporaryDirectory(prefix="stoppress-tests-")
os.environ["STOPPRESS_DATA"] = _FOLDER.name


def pytest_configure() -> None:
    # pytest-django reads the settings before this file is loaded: they are made again from our environment.
    from django.conf import settings

    from stoppress.base.settings import settings_from
    from stoppress.project import settings as ours

    ours.HOUSE = settings.HOUSE = settings_from(os.environ)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait for processes and browsers begin first, in the random order that they have come to: begun last,
    one of them would keep all others' cores waiting for minutes.
    """
    items.sort(key=lambda item: {"journey": 0, "page": 1}.get(item.path.parent.name, 2))


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The tests' database is a file, as everybody's is: in memory, threads would refuse each other instead of waiting."""
    from django.db import connections

    connections["default"].settings_dict["TEST"]["NAME"] = str(Path(_FOLDER.name) / "tests.db")


def pytest_unconfigure() -> None:
    _FOLDER.cleanup()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with the two real pages and other people's test cases."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is absent; CI needs the real pages and the test cases in it")
        pytest.skip(f"{folder} is absent: the real pages and other people's test cases are read where they lie")
    return folder
