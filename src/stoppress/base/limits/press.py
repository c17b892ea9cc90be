"""The press."""

from __future__ import annotations

from typing import Final

PRESS_STORIES_KEPT: Final = 200
"""Stories whose last printed state the press keeps in memory, about 10 KB each; others are read from the log again."""

PRESS_RETRY_MAX_S: Final = 60.0
"""Seconds after which a story that could not be printed is tried again, at most; the first time after one."""

PRESS_STOP_CHECK_S: Final = 0.5
"""Seconds after which a waiting press looks whether it is to stop."""

FRONT_INTERVAL_S: Final = 1.0
"""Seconds between two printings of the front page at least: as long as caches keep it."""

SITEMAP_URLS_MAX: Final = 50_000
"""Addresses in the site map: what its protocol allows in one. The stories that changed last are in it."""

SITEMAP_INTERVAL_S: Final = 60.0
"""Seconds between two printings of the site map at least; it lists all stories."""
