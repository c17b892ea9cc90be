"""The process in which an upload is decoded: takes it on standard input, leaves copies and a result in its folder.

Started by bounded.py, once for each picture: `python -m stoppress.media.worker FORM`, in an empty folder. Before it
looks at a byte it bounds its own memory, time and files, so that a hostile picture ends this process and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import cast

from stoppress.base.errors import Refusal
from stoppress.base.limits.pictures import (
    PICTURE_COPY_BYTES_MAX,
    PICTURE_WORKER_CPU_S,
    PICTURE_WORKER_FILES_MAX,
    PICTURE_WORKER_MEMORY_BYTES,
)
from stoppress.media.encode import Master, copies, master, opened
from stoppress.media.labels import Labels, labels_of
from stoppress.media.probe import Form
from stoppress.media.stage import RESULT, copy_name


def main() -> None:
    """Bound this process, then decode and encode one picture."""
    bound_this_process()
    content = sys.stdin.buffer.read()
    try:
        picture, labels = _decoded(content, cast(Form, sys.argv[1]))
    except Refusal as refusal:
        _finish({"refusal": [refusal.code, refusal.message]})
        return
    for width, form, copy in copies(picture):
        Path(copy_name(width, form)).write_bytes(copy)
    _finish(
        {
            "width": picture.width,
            "height": picture.height,
            **asdict(labels),
        }
    )


def bound_this_process() -> None:
    """Take the bounds of base/limits.py. A system that knows one of them not (macOS: memory) does without it."""
    for kind, most in (
        (resource.RLIMIT_AS, PICTURE_WORKER_MEMORY_BYTES),
        (resource.RLIMIT_CPU, PICTURE_WORKER_CPU_S),
        (resource.RLIMIT_FSIZE, PICTURE_COPY_BYTES_MAX),
        (resource.RLIMIT_NOFILE, PICTURE_WORKER_FILES_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    # Where the machine as a whole runs out of memory, Linux ends this process first, not the desk.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _decoded(content: bytes, form: Form) -> tuple[Master, Labels]:
    """The picture and its labels; every way in which a file can be wrong is a Refusal.

    Raises   Refusal picture-not-readable and those of encode.opened().
    """
    try:
        image = opened(content, form)
        labels = labels_of(image)
        return master(image), labels
    except Refusal:
        raise
    except MemoryError:
        raise Refusal(
            "picture-too-large", "The picture needs more memory than is allowed. Export it smaller.", field="picture"
        ) from None
    except Exception as error:  # whatever decoders raise on broken files; the log gets it in full
        traceback.print_exc()
        raise Refusal(
            "picture-not-readable",
            f"The {form} picture is broken or cut off. Open it and export it anew, or upload it again.",
            field="picture",
        ) from error


def _finish(result: dict[str, object]) -> None:
    Path(RESULT).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
