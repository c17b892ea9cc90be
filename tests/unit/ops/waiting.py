"""Waiting for what other processes do, with an end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(look: Callable[[], T], within_s: float = 15.0) -> T:
    """Look again and again until there is something, and return it; fail when the time is over."""
    end = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < end, f"nothing came within {within_s} s"
        time.sleep(0.01)
    return found
