"""Documents at addresses that never change, made of nothing but version and settings. Pure but for reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from stoppress.edition.contract import Document
from stoppress.press.assets import assets
from stoppress.press.contexts import House
from stoppress.press.front import robots

SCHEMA: Final = Path(__file__).parent / "schema" / "story.json"
"""The JSON Schema of story.json (docs/story-json.md)."""


def lasting_documents(house: House) -> Iterator[Document]:
    """robots.txt, the script that other sites load for <stop-press>, and the schema of story.json."""
    yield robots(house)
    script = assets()["embed.js"]
    yield Document("/embed.js", script.content_type, script.content, immutable=False)
    yield Document("/schema/story.json", "application/schema+json", SCHEMA.read_bytes(), immutable=False)
