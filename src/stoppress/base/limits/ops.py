"""The command line and the supervisor."""

from __future__ import annotations

from typing import Final

FOLDER_LOCK_WAIT_S: Final = 5.0
"""Seconds that a process waits for a folder that another one holds: a restore of 1 GB, a press that is stopping."""

TABLES_LOCK_WAIT_S: Final = 60.0
"""Seconds that a process waits while another one brings the tables up to date: a migration of a full log."""

RESTART_FIRST_S: Final = 0.1
"""Seconds before a process that died is started again; doubled each time it dies without living RESTART_CALM_S."""

RESTART_READY_MAX_S: Final = 1.0
"""Longest wait before the restart of a process that had been ready: readers wait for it."""

RESTART_UNREADY_MAX_S: Final = 5.0
"""Longest wait before the restart of a process that does not get ready: spares the log, and is soon there again once
the cause is gone."""

RESTART_CALM_S: Final = 30.0
"""Seconds after which a process counts as healthy again."""

STOP_GRACE_S: Final = 10.0
"""Seconds beyond STOPPRESS_DRAIN_S that a process may take to stop before it is killed."""

STDIN_BYTES_MAX: Final = 1_000_000
"""Bytes of an update's text from a file or standard input; ENTRY_CHARS_MAX of the widest script fit four times."""

BACKUP_CONTENTS_BYTES_MAX: Final = 50_000_000
"""Bytes of a backup's list of contents, about 150 for each file: 300,000 pictures."""

DEMO_LINK_VALID_S: Final = 43_200
"""Seconds for which the demo's login link may be used: an evening."""

DISK_FREE_BYTES_LOW: Final = 2_000_000_000
"""Bytes free below which the doctor remarks on it: about 30,000 updates with a picture each."""

DISK_FREE_BYTES_MIN: Final = 200_000_000
"""Bytes free below which the doctor calls for action: a night of text, but no backup."""

OPEN_FILES_SPARE: Final = 500
"""Open files of a readers' process beside one for each reader: shelf, bells, requests in between."""

REPRINT_WAIT_S: Final = 120.0
"""Seconds that `reprint` waits for the press to have printed a story: ten times what one of 10,000 updates takes."""
