"""desk.db as a file: copied while others write, examined, and its place taken by another one.

The one place of this part that speaks to SQLite itself; backups, restores and the doctor ask here.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from stoppress.base.errors import Refusal

DESK_FILE: Final = "desk.db"
_BESIDE: Final = ("-wal", "-shm")
_PAGES_AT_ONCE: Final = 2_000
"""Of 4 KiB, 8 MB: between two such steps others may write."""


def copy_desk_file(source: Path, target: Path) -> None:
    """Copy the database as it stands at one moment, whole, while others read and write it.

    Raises   Refusal backup-not-possible: the source is no database, or the disk is full.
    """
    try:
        with (
            _opened(source) as there,
            closing(sqlite3.connect(target)) as here,
        ):
            there.backup(here, pages=_PAGES_AT_ONCE)
            # One file, nothing beside it.
            here.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise Refusal(
            "backup-not-possible", f"{source} can't be copied: {error}. Free disk space, or run the doctor."
        ) from None


def damage(path: Path) -> str:
    """What is wrong with a database; "" when it is whole. Reads all of it: about 1 s for each GB."""
    try:
        with _opened(path) as database:
            found = [str(row[0]) for row in database.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        return str(error)
    return "" if found == ["ok"] else "; ".join(found)


def table_changes(path: Path) -> set[str]:
    """The changes of its tables that a database has been through, as app.name; none when it is not one of ours."""
    try:
        with _opened(path) as database:
            return {f"{app}.{name}" for app, name in database.execute("SELECT app, name FROM django_migrations")}
    except sqlite3.Error:
        return set()


def put_in_place(new: Path, folder: Path, aside: str) -> Path | None:
    """Let a file be the desk's database from now on. Nobody may have it open.

    aside    name under which the one that was there is kept.
    Returns  where that one is now; None when there was none.
    """
    current, kept = folder / DESK_FILE, folder / aside
    if current.exists():
        # The last one to close a database writes its log into it, so that one file is all of it.
        with closing(sqlite3.connect(current)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        current.rename(kept)
    for ending in _BESIDE:
        (folder / f"{DESK_FILE}{ending}").unlink(missing_ok=True)
    new.rename(current)
    return kept if kept.exists() else None


def _opened(path: Path) -> closing[sqlite3.Connection]:
    """A database that is only read; an error of SQLite where there is none."""
    # As an address it is quoted: a folder may be called "100%" or "what?".
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=20))
