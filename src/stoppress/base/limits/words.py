"""What a desk may write."""

from __future__ import annotations

from typing import Final

HEADLINE_CHARS_MAX: Final = 300
"""Characters of a story's or an update's headline. The longest of the real pages has 97; screens cut at about 200."""

STANDFIRST_CHARS_MAX: Final = 2_000
"""Characters of a story's standfirst. One of the real pages stands seven paragraphs above its updates."""

ENTRY_CHARS_MAX: Final = 50_000
"""Characters of plain text in one update. A speech of 40 minutes has about 30,000."""

ENTRY_BODY_BYTES_MAX: Final = 400_000
"""Bytes of one update's document as JSON: the text above, with marks, in a script of three bytes a character."""

ENTRY_NODES_MAX: Final = 5_000
"""Nodes in one update's document; a longer one is an attack or an article."""

BODY_DEPTH_MAX: Final = 12
"""Nesting of lists and quotations. Deeper documents can't be read, and could exhaust the renderer's stack."""

NAME_CHARS_MAX: Final = 200
"""Characters of a name: author, role, source, channel, credit."""

NOTE_CHARS_MAX: Final = 1_000
"""Characters of a correction's note, a withdrawal's reason, a closing note."""

URL_CHARS_MAX: Final = 2_000
"""Characters of an address; common software cuts beyond about 2,048."""

AUTHORS_MAX: Final = 12
"""Authors of one update or story; a longer line is an imprint."""

SOURCES_MAX: Final = 12
"""Sources of one update; who names more than a dozen names none."""

KEY_POINTS_MAX: Final = 20
"""Key points of a story; more is no summary."""

CITATIONS_MAX: Final = 12
"""Updates that one key point may cite."""
