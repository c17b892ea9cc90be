"""The composer."""

from __future__ import annotations

from typing import Final

BODY_DOCUMENT_CHARS_MAX: Final = 1_000_000
"""Characters of a document as the composer posts it: ENTRY_BODY_BYTES_MAX, and as much again of names and attributes
that say nothing and are dropped. Longer ones are refused before they are parsed."""
