"""The desk's own style and script: where they lie, and under which address. Loads no Django: settings ask it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

DESK_FOLDER: Final = Path(__file__).resolve().parent
STATIC_FOLDER: Final = DESK_FOLDER / "static"


def static_address() -> str:
    """ "/static/<digest of all files>/": modules that import each other by name change their address together."""
    digest = hashlib.sha256()
    for path in sorted(STATIC_FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC_FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"/static/{digest.hexdigest()[:12]}/"
