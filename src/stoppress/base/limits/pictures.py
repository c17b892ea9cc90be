"""Pictures."""

from __future__ import annotations

from typing import Final

PICTURE_BYTES_MAX: Final = 40_000_000
"""Bytes of an uploaded picture; a raw agency JPEG of 60 megapixels has about 30 MB."""

PICTURES_PER_UPDATE_MAX: Final = 10
"""Pictures that one form adds to an update: ten times words for those who can't see them is what a person writes with
care; more are a gallery, or two updates."""

PICTURE_PIXELS_MAX: Final = 80_000_000
"""Pixels of a picture after decoding (320 MB in memory). Larger ones are bombs or posters."""

PICTURE_RATIO_MAX: Final = 10
"""Longer side over shorter. Longer banners and scrolls can't be read; WebP ends at 16,383 pixels, a copy at 16,000."""

PICTURE_XMP_BYTES_MAX: Final = 1_000_000
"""Bytes of a picture's XMP packet that are read for its labels; picture desks write some 20 KB."""

NOTICES_MAX: Final = 12
"""Sentences to editors that are shown from one picture's file; more would not be read either."""

NOTICE_CHARS_MAX: Final = 300
"""Characters of one of them; agencies' longest rights lines have about 250."""

PICTURE_WORKERS_MAX: Final = 2
"""Pictures decoded at once by one process: one a core of a small server, and bounded memory on any."""

PICTURE_WAIT_S: Final = 30.0
"""Seconds that an upload waits for its turn; browsers and proxies give up after 60."""

PICTURE_WORKER_S: Final = 30.0
"""Seconds by the clock for one picture; 80 megapixels with transparency take about 7."""

PICTURE_WORKER_CPU_S: Final = 20
"""Seconds of processor time for one picture, three times the slowest honest one."""

PICTURE_WORKER_MEMORY_BYTES: Final = 1_500_000_000
"""Bytes of address space of one worker: PICTURE_PIXELS_MAX decoded, once more to make it opaque, and the libraries."""

PICTURE_WORKER_FILES_MAX: Final = 32
"""Open files of one worker; it needs about ten."""

PICTURE_COPY_BYTES_MAX: Final = 50_000_000
"""Bytes of one stored copy: 1,600 × 16,000 pixels of noise as JPEG have about 30 MB."""

PICTURE_LEFTOVER_S: Final = 3_600
"""Seconds after which the folder of a killed worker is removed: far beyond the longest that one works."""
