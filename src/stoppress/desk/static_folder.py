"""The desk's own style and script: where they lie, and under which address. Loads no Django: settings ask it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

DESK_FOLDER: Final = Path(__file__).resolve().parent
STATIC_FOLDER: Final = DESK_FOLDER / "static"

EVERY_PAGE: Final = "desk/every-page.css"
"""The sheets that every page has, as one file: a page is painted once all of its sheets are here, each a request."""
_ON_EVERY_PAGE: Final = ("desk.css", "making.css", "rights.css", "places.css", "hands.css", "picture.css")


def static_files() -> dict[str, bytes]:
    """What browsers may fetch, by its path below the address."""
    files = {
        path.relative_to(STATIC_FOLDER).as_posix(): path.read_bytes()
        for path in sorted(STATIC_FOLDER.rglob("*"))
        if path.is_file()
    }
    return files | {EVERY_PAGE: b"\n".join(files.pop(f"desk/{sheet}") for sheet in _ON_EVERY_PAGE)}


def static_address() -> str:
    """ "/static/<digest of all files>/": modules that import each other by name change their address together."""
    digest = hashlib.sha256()
    for name, content in static_files().items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return f"/static/{digest.hexdigest()[:12]}/"
