"""Keeping pictures: an upload becomes copies in a folder, under the names of base/pictures.py, and a small record.

<asset>-<width>.avif, .webp and .jpg are what readers get; <asset>.json is ours, written last: where it is, the copies
are. No tables; the folder is all.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from stoppress.base.errors import Fault
from stoppress.base.limits.pictures import PICTURE_LEFTOVER_S
from stoppress.base.pictures import ASSET_PATTERN, PICTURE_FORMATS, names_that_serve, picture_name, stored_widths
from stoppress.media.bounded import run_worker
from stoppress.media.probe import Probe, probe
from stoppress.media.stage import copy_name

_STAGE: Final = ".stage-"
"""Folders of pictures that are being decoded begin so; nothing serves them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture whose copies are on disk. width and height: of the original, upright, in pixels.

    alt, caption, credit and copyright are what the file said, for an editor to check: single lines, "" where it said
    nothing. notices: what it said to editors (notices.py), none of it for readers.
    """

    asset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    copyright: str = ""
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "notices", tuple(self.notices))  # JSON knows lists only


def keep(content: bytes, folder: Path) -> KeptPicture:
    """Decode an upload in a bounded worker and keep its copies, durable when this returns.

    The same bytes again are answered from the record, whatever name they come under. Takes up to PICTURE_WAIT_S +
    PICTURE_WORKER_S seconds, usually one: call it in a thread. What was uploaded is not kept.
    Raises   Refusal picture-empty, picture-too-large, picture-kind-not-taken, picture-too-long, picture-not-readable,
             picture-too-costly, pictures-busy; nothing is kept then. Fault: the folder can't be written.
    """
    upload = probe(content)
    known = kept(upload.asset, folder)
    if known is not None and all((folder / name).is_file() for name in copy_names(known)):
        return known
    try:
        return _keep_new(content, upload, folder)
    except OSError as error:
        raise Fault(f"The picture {upload.asset} can't be kept in {folder}: {error}") from error


def kept(asset: str, folder: Path) -> KeptPicture | None:
    """The record of a picture; None when it is not kept, or a copy of it has gone that nothing stands in for."""
    if not ASSET_PATTERN.fullmatch(asset):
        return None
    try:
        picture = KeptPicture(**json.loads((folder / f"{asset}.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return picture if all(_is_served(name, folder) for name in copy_names(picture)) else None


def copy_names(picture: KeptPicture) -> list[str]:
    """The file names of a picture's copies."""
    return [
        picture_name(picture.asset, width, form) for width in stored_widths(picture.width) for form in PICTURE_FORMATS
    ]


def _is_served(name: str, folder: Path) -> bool:
    return any((folder / stand_in).is_file() for stand_in in names_that_serve(name))


def _keep_new(content: bytes, upload: Probe, folder: Path) -> KeptPicture:
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    stage = folder / f"{_STAGE}{secrets.token_hex(6)}"
    stage.mkdir(mode=0o700)
    try:
        picture = KeptPicture(asset=upload.asset, **run_worker(content, upload, stage))
        record = stage / "record.json"
        record.write_text(json.dumps(asdict(picture), ensure_ascii=False), encoding="utf-8")
        moves = [
            (stage / copy_name(width, form), folder / picture_name(picture.asset, width, form))
            for width in stored_widths(picture.width)
            for form in PICTURE_FORMATS
        ]
        for source, target in [*moves, (record, folder / f"{picture.asset}.json")]:
            if source.suffix == ".avif" and not source.is_file():
                continue  # Pillow without AVIF: the WebP stands in
            _flush(source)
            source.replace(target)
        _flush(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return picture


def _flush(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Remove what processes left that were killed while they kept a picture."""
    for stage in folder.glob(f"{_STAGE}*"):
        try:
            age_s = time.time() - stage.stat().st_mtime
        except FileNotFoundError:
            continue
        if age_s > PICTURE_LEFTOVER_S:
            shutil.rmtree(stage, ignore_errors=True)
