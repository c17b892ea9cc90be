"""The clock of scheduled updates, beside whatever else a process does. Django must be set up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def due_clock(behind_s: float = 0.0) -> Iterator[None]:
    """Publish what is due until the end of the block.

    behind_s  seconds for which it is left to another process; 0 = at its instant.
    """
    from django.conf import settings

    from stoppress.desk.drafting.deeds import fall_due
    from stoppress.desk.drafting.due import DueClock

    clock = DueClock(lambda slug, draft_id: fall_due(slug, draft_id, settings.DOOR), behind_s=behind_s)
    clock.start()
    try:
        yield
    finally:
        clock.stop()
