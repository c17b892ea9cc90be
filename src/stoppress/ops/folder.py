"""The data folder: made if there is none, and held by those who work in it.

Locks are flock()ed files: the system lets go of them when their holder ends, however it ends.

use.lock     shared by everyone who works in the folder; alone by a restore.
serve.lock   held by one supervisor.
press.lock   held by one press.
tables.lock  held while the tables are brought up to date.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import FOLDER_LOCK_WAIT_S

LockName = Literal["use", "serve", "press", "tables"]

OWNED: Final = "Give all of the folder to the user who runs us (chown -R), and call stoppress as that user."
"""What to do when somebody, often root, left files of theirs in the folder."""
_HELD_BY: Final[dict[LockName, str]] = {
    "use": "Stop Press is at work in {folder}. Stop it first (Ctrl-C, or systemctl stop), then call this again.",
    "serve": "Another `stoppress serve` is at work in {folder}. Stop it, or name another folder with --data.",
    "press": "Another press is at work in {folder}. One is enough; stop that one first.",
    "tables": "Another process has been changing the tables in {folder} for {waited:.0f} s. Try again later.",
}


def made_folder(folder: Path) -> Path:
    """The data folder, made if there is none; only its owner may look into it.

    Raises   Refusal data-not-usable.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            "data-not-usable", f"The data folder {folder} can't be made: {error.strerror}. Name another with --data."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refusal("data-not-usable", f"The data folder {folder} can't be written. Give it to the user who runs us.")
    if strange := not_ours(folder):
        raise Refusal("data-not-usable", f"{strange} can't be read and written by us. {OWNED}")
    return folder


def not_ours(folder: Path) -> Path | None:
    """The first of the log's files that is there and can't be read and written; None when all can."""
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        path = folder / name
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            return path
    return None


@contextmanager
def held(folder: Path, name: LockName, *, shared: bool = False, wait_s: float = 0.0) -> Iterator[None]:
    """Hold one of the folder's locks.

    wait_s   how long to wait for it.
    Raises   Refusal folder-in-use: somebody else holds it; data-not-usable.
    """
    try:
        descriptor = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refusal("data-not-usable", f"{folder}/{name}.lock can't be opened: {error.strerror}. {OWNED}") from None
    try:
        _locked(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, folder, name, wait_s)
        yield
    finally:
        os.close(descriptor)


def is_held(folder: Path, name: LockName) -> bool:
    """True while somebody holds this lock of the folder."""
    try:
        with held(folder, name):
            return False
    except Refusal:
        return True


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Work in the folder beside others; a restore waits outside.

    Raises   Refusal folder-in-use: a restore is going on; data-not-usable.
    """
    with held(made_folder(folder), "use", shared=True, wait_s=FOLDER_LOCK_WAIT_S):
        yield


def _locked(descriptor: int, kind: int, folder: Path, name: LockName, wait_s: float) -> None:
    until = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                sentence = _HELD_BY[name].format(folder=folder, waited=wait_s)
                raise Refusal("folder-in-use", sentence) from None
            time.sleep(0.05)
        else:
            return
