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

DISK_FREE_BYTES_LOW: Final = 2_000_000_000
"""Bytes free below which the doctor remarks on it: about 30,000 updates with a picture each."""

DISK_FREE_BYTES_MIN: Final = 200_000_000
"""Bytes free below which the doctor calls for action: a night of text, but no backup."""

OPEN_FILES_SPARE: Final = 500
"""Open files of a readers' process beside one for each reader: shelf, bells, requests in between."""

LOGIN_LINK_MINUTES_USUAL: Final = 60
"""Minutes for which a login link from the command line may be used: long enough to be sent by messenger."""

REPRINT_WAIT_S: Final = 120.0
"""Seconds that `reprint` waits for the press to have printed a story: ten times what one of 10,000 updates takes."""
