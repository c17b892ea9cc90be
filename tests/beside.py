"""Data that lies beside the repository and is not part of it: found, or a reason to skip; under CI a
failure.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest


def shared(name: str) -> Path:
    """A file of the shared folder beside the repository."""
    path = Path(__file__).resolve().parents[1].parent / "shared" / name
    if not path.exists():
        reason = f"../shared/{name} is not there"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def shared_json(name: str) -> Any:
    return json.loads(shared(name).read_text("utf-8"))
