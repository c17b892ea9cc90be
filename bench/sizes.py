"""How large a run is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Counts; each bounded by what the command line says."""

    readers: int
    events: int
    rounds: int
    entries: int
