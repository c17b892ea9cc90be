"""Starting the worker and believing nothing that it leaves: the desk's side of the fence."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from stoppress.base.errors import Fault, Refusal
from stoppress.base.limits.pictures import PICTURE_WAIT_S, PICTURE_WORKER_S, PICTURE_WORKERS_MAX
from stoppress.media.probe import Probe
from stoppress.media.stage import RESULT

log = logging.getLogger(__name__)

_RESULT_BYTES_MAX: Final = 100_000
_COMPLAINTS: Final = "complaints.txt"
_KEYS: Final = {
    "width": int,
    "height": int,
    "alt": str,
    "caption": str,
    "credit": str,
    "copyright": str,
    "notices": list,
}

_free = threading.BoundedSemaphore(PICTURE_WORKERS_MAX)


def run_worker(content: bytes, probe: Probe, folder: Path) -> dict[str, Any]:
    """Decode an upload in a worker; its copies are in the folder afterwards, not yet flushed to disk.

    folder   empty, the worker's own.
    Returns  width, height, alt, caption, credit, copyright, notices (a list of texts).
    Raises   Refusal pictures-busy, picture-too-costly, picture-not-readable and the worker's own. Fault: the worker
             broke down on something that is not the picture, such as a full disk.
    """
    if not _free.acquire(timeout=PICTURE_WAIT_S):
        raise Refusal("pictures-busy", "Too many pictures come in at once. Try again in a minute.", field="picture")
    try:
        code = _run(content, probe, folder)
    finally:
        _free.release()
    complaints = _read(folder / _COMPLAINTS)
    if complaints:
        log.info("The worker on picture %s said: %s", probe.asset, complaints.decode(errors="replace")[-4_000:])
    if code == 0:
        return _result(folder)
    if code > 0:
        raise Fault(f"The worker on picture {probe.asset} ended with {code}: {complaints[-500:]!r}")
    raise Refusal(
        "picture-too-costly",
        "Decoding the picture took too much time or memory, or broke the decoder. Open it and export it anew.",
        field="picture",
    )


def _run(content: bytes, probe: Probe, folder: Path) -> int:
    """The worker's exit code; negative when a signal ended it, ours after PICTURE_WORKER_S among them."""
    with (
        (folder / _COMPLAINTS).open("wb") as complaints,
        subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-B", "-m", "stoppress.media.worker", probe.form],
            cwd=folder,
            env={"PYTHONPATH": python_path(), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            start_new_session=True,
        ) as worker,
    ):
        try:
            worker.communicate(content, timeout=PICTURE_WORKER_S)
        except subprocess.TimeoutExpired:
            worker.kill()
        except BaseException:
            worker.kill()
            raise
        return worker.wait()


def python_path() -> str:
    """Where the worker finds our package: no other setting, and no secret, goes to it."""
    return os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))


def _result(folder: Path) -> dict[str, Any]:
    """The worker's result, checked: it has had hostile bytes in its memory."""
    try:
        told = json.loads(_read(folder / RESULT))
        if "refusal" in told:
            code, message = told["refusal"]
            raise Refusal(str(code), str(message), field="picture")
        result = {key: told[key] for key in _KEYS}
        right = all(isinstance(result[key], kind) for key, kind in _KEYS.items())
        right = right and all(isinstance(notice, str) for notice in result["notices"])
    except (ValueError, KeyError, TypeError) as error:
        raise Fault(f"The worker left a result that can't be read: {error}") from error
    if not right or result["width"] < 1 or result["height"] < 1:
        raise Fault(f"The worker left a result that can't be: {result}")
    return result


def _read(file: Path) -> bytes:
    """A small file's bytes; b"" when it is not there."""
    try:
        with file.open("rb") as opened:
            return opened.read(_RESULT_BYTES_MAX)
    except FileNotFoundError:
        return b""
