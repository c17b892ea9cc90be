"""The house's secret: made once, kept in the data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_in(folder: Path) -> str:
    """The secret of this data folder, made if there is none. At least 50 characters: the first line of its file.

    Raises   OSError when the folder can't be written.
    """
    path = folder / "secret"
    try:
        # O_EXCL: of several processes that start at once, one makes it and the others read it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _whole(path)[0]
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return _whole(path)[0]


def older_secrets_in(folder: Path) -> list[str]:
    """The secrets before that one, the newest first: they read what they sealed and signed, and make nothing new."""
    path = folder / "secret"
    return _whole(path)[1:] if path.exists() else []


def _whole(path: Path) -> list[str]:
    """The lines once the writer has finished them."""
    for _ in range(200):
        text = path.read_text()
        if text.endswith("\n"):
            return [line.strip() for line in text.splitlines() if line.strip()] or [""]
        os.sched_yield()
    raise OSError(f"{path} is not a whole secret. Remove it if no process is starting; sessions will end.")
