"""What desk and worker agree on: the names in the worker's folder. Apart, so that the desk loads no decoder."""

from __future__ import annotations

from typing import Final

RESULT: Final = "result.json"
"""Written last. {"refusal": [code, message]} or {"width", "height"} and the fields of labels.Labels."""


def copy_name(width: int, form: str) -> str:
    """File name of a copy."""
    return f"{width}.{form}"
