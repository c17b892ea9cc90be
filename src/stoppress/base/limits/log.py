"""The log."""

from __future__ import annotations

from typing import Final

CLOCK_SKEW_MAX_S: Final = 60
"""Seconds by which a given time may be ahead of ours: clocks of two machines differ, the future is not news."""

COMMANDS_TOGETHER_MAX: Final = 25_000
"""Commands carried out in one transaction: an import of IMPORT_ENTRIES_MAX with its amendments."""
