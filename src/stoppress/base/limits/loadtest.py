"""Load test (`stoppress loadtest`)."""

from __future__ import annotations

from typing import Final

LOADTEST_READERS_MAX: Final = 20_000
"""Readers of one load test: as many as one address has ports for, with room to spare, and one process can hold."""

LOADTEST_S_MAX: Final = 600
"""Seconds of one load test, connecting not counted: what it shows it shows in one minute."""

LOADTEST_READERS_PER_S_MAX: Final = 5_000
"""Readers that come, or are cut, a second: above, the machine that asks is what is measured."""

LOADTEST_UPDATES_PER_S_MAX: Final = 50
"""Updates a second that a load test publishes: ten times what a newsroom does in its worst minute."""

LOADTEST_TIMES_MAX: Final = 10_000_000
"""Arrivals whose times are kept, eight bytes each; later ones are counted and no more."""

LOADTEST_EVENT_BYTES_MAX: Final = 4_000_000
"""Bytes of one event that a load test waits for: larger than any frame; then the connection is given up."""

LOADTEST_WAIT_S: Final = 30.0
"""Seconds that are waited for the last readers at the beginning, and for the last updates at the end."""
