"""Imports."""

from __future__ import annotations

from typing import Final

IMPORT_BYTES_MAX: Final = 5_000_000
"""Bytes of a text file to import; the larger of the real pages has 46 KB."""

IMPORT_ENTRIES_MAX: Final = 10_000
"""Updates in one import: ten times the longest live blogs of elections."""

IMPORT_LINES_MAX: Final = 150_000
"""Lines of a text file to import that are not blank; a page of 5 MB has about 80,000."""
