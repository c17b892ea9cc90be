"""A backup: one tar file with desk.db, the pictures, and contents.json, which says what is in it and how to check it.

The edition is not in it: it is printed again. Neither is the secret: who finds a backup can't log in as anybody.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stoppress import __version__
from stoppress.base.clock import iso, now_utc
from stoppress.base.errors import Refusal
from stoppress.base.limits.ops import BACKUP_CONTENTS_BYTES_MAX
from stoppress.base.pictures import ASSET_PATTERN, PICTURE_NAME_PATTERN
from stoppress.ops.desk_file import DESK_FILE, copy_desk_file, damage, put_in_place, table_changes
from stoppress.ops.tables import RESTORED_MARK

_CONTENTS: Final = "contents.json"
_MEDIA: Final = "media"
_FORM: Final = 1
_PICTURE: Final = re.compile(rf"{PICTURE_NAME_PATTERN.pattern}|{ASSET_PATTERN.pattern}\.json")
"""A copy of a picture, or the record of what was kept."""
_CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds."""

    files: int
    bytes: int


def write_backup(folder: Path, target: Path) -> Made:
    """Write a backup of a data folder while others work in it. It appears under its name only when it is whole.

    Raises   Refusal backup-exists, backup-not-possible.
    """
    if target.exists():
        raise Refusal("backup-exists", f"{target} is there already. Name another file, or remove it.")
    if not (folder / DESK_FILE).exists():
        raise Refusal("backup-not-possible", f"{folder} has no {DESK_FILE}: there is nothing to back up yet.")
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".stoppress-") as name:
            copied = Path(name) / DESK_FILE
            copy_desk_file(folder / DESK_FILE, copied)
            # After the database: pictures are kept before they are named, so each that the copy names is there.
            files = {DESK_FILE: copied, **_pictures(folder / _MEDIA)}
            made = _write_tar(part, files)
        part.rename(target)
    except OSError as error:
        raise Refusal("backup-not-possible", f"{target} can't be written: {error.strerror}. {_remedy(error)}") from None
    finally:
        part.unlink(missing_ok=True)
    return made


def restore_backup(folder: Path, source: Path, known: Collection[str]) -> Path | None:
    """Put a backup in the place of what is in a data folder. Nobody else may work in it.

    known    the table changes that this version knows, as app.name.

    The caller sets Django up afterwards (ops/tables.py), which gives the history its new name; a crash before that
    leaves the mark by which the next start does it.

    Returns  where the database that was there is kept; None when there was none.
    Raises   Refusal backup-not-readable; the folder is as it was.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as name:
        unpacked = Path(name)
        _unpack(source, unpacked)
        _examine(source, unpacked / DESK_FILE, known)
        (folder / _MEDIA).mkdir(mode=0o700, exist_ok=True)
        for picture in sorted((unpacked / _MEDIA).glob("*")):
            picture.replace(folder / _MEDIA / picture.name)
        _synced(folder / RESTORED_MARK, b"")
        stamp = re.sub(r"\W", "", iso(now_utc()))
        return put_in_place(unpacked / DESK_FILE, folder, f"{DESK_FILE}.before-{stamp}")


def _examine(source: Path, desk_file: Path, known: Collection[str]) -> None:
    if found := damage(desk_file):
        raise _not_readable(source, f"its database is damaged: {found}")
    applied = table_changes(desk_file)
    if not any(change.startswith("story.") for change in applied):
        raise _not_readable(source, "its database holds no stories' log")
    if newer := sorted(applied - set(known)):
        raise _not_readable(source, f"it was made by a newer Stop Press ({newer[0]} is unknown here)")


def _remedy(error: OSError) -> str:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return "Free disk space." if full else "Name a file in a folder that is there and may be written."


def _pictures(media: Path) -> dict[str, Path]:
    found = sorted(path for path in media.glob("*") if _PICTURE.fullmatch(path.name))
    return {f"{_MEDIA}/{path.name}": path for path in found}


def _write_tar(part: Path, files: dict[str, Path]) -> Made:
    listed: dict[str, dict[str, object]] = {}
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, path in files.items():
                tar.add(path, arcname=name, recursive=False)
                listed[name] = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            contents = {"form": _FORM, "made_at": iso(now_utc()), "version": __version__, "files": listed}
            raw = json.dumps(contents, indent=1).encode()
            entry = tarfile.TarInfo(_CONTENTS)
            entry.size = len(raw)
            tar.addfile(entry, io.BytesIO(raw))
        file.flush()
        os.fsync(file.fileno())
    return Made(len(listed), part.stat().st_size)


def _unpack(source: Path, target: Path) -> None:
    (target / _MEDIA).mkdir()
    try:
        with tarfile.open(source, mode="r:") as tar:
            contents = _contents(source, tar)
            for name, expected in contents.items():
                _unpack_one(source, tar, name, expected, target / name)
    except (tarfile.TarError, EOFError) as error:
        raise _not_readable(source, str(error)) from None
    except OSError as error:
        raise _not_readable(source, error.strerror or str(error)) from None


def _contents(source: Path, tar: tarfile.TarFile) -> dict[str, dict[str, object]]:
    try:
        with _member(tar, _CONTENTS) as file:
            contents = json.loads(file.read(BACKUP_CONTENTS_BYTES_MAX))
        form, files = contents["form"], contents["files"]
    except (KeyError, ValueError, TypeError):
        raise _not_readable(source, "it has no list of contents: it is no backup of ours, or not whole") from None
    if form != _FORM:
        raise _not_readable(source, f"it is of form {form}, and this version reads form {_FORM}")
    if DESK_FILE not in files or not all(name == DESK_FILE or _is_picture(name) for name in files):
        raise _not_readable(source, "it holds other files than a backup does")
    return dict(files)


def _unpack_one(source: Path, tar: tarfile.TarFile, name: str, expected: dict[str, object], target: Path) -> None:
    with _member(tar, name) as file, target.open("xb") as copy:
        shutil.copyfileobj(file, copy, _CHUNK_BYTES)
        copy.flush()
        os.fsync(copy.fileno())
    if _sha256(target) != expected["sha256"]:
        raise _not_readable(source, f"{name} in it is damaged")


@contextmanager
def _member(tar: tarfile.TarFile, name: str) -> Iterator[io.BufferedReader]:
    """One plain file of the tar; links and folders count as missing (KeyError)."""
    entry = tar.getmember(name)
    file = tar.extractfile(entry) if entry.isreg() else None
    if file is None:
        raise KeyError(name)
    with file:
        yield file  # type: ignore[misc]


def _is_picture(name: str) -> bool:
    folder, slash, last = name.partition("/")
    return folder == _MEDIA and bool(slash) and _PICTURE.fullmatch(last) is not None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _not_readable(source: Path, why: str) -> Refusal:
    return Refusal(
        "backup-not-readable", f"{source} can't be restored: {why}. Try another backup; nothing was changed."
    )
