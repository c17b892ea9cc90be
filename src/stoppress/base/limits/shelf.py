"""The shelf."""

from __future__ import annotations

from typing import Final

EDITION_BUSY_MS: Final = 5_000
"""Milliseconds that a write waits for another process's write; the longest, a long story printed anew,
takes about one second."""

EDITION_CONNECTIONS_KEPT: Final = 8
"""Connections to the shelf kept open in one process: twice its usual threads. More are opened and closed as needed."""

EDITION_WAL_BYTES_KEPT: Final = 64_000_000
"""Bytes to which SQLite cuts its write-ahead log after it grew, for instance while a long story was printed anew."""
