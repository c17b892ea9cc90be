"""Where the log goes: standard error, one line a record, in UTC. Whoever starts us keeps it (systemd, a container)."""

from __future__ import annotations

import logging
import sys
import time
from typing import Final

from stoppress.base.errors import Refusal

LEVELS: Final = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class _Lines(logging.Formatter):
    """2026-11-22T14:03:07.123Z press WARNING what happened. Traces follow, each line set in."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatException(self, ei: object) -> str:  # noqa: N802  logging's name
        """A trace as it is, set in by two spaces, so that lines that begin with a time are records."""
        trace = super().formatException(ei)  # type: ignore[arg-type]
        return "\n".join(f"  {line}" for line in trace.splitlines())


def log_to_stderr(program: str, level: str) -> None:
    """Log from here on, as this program.

    Raises   Refusal setting-wrong: no such level.
    """
    if level.lower() not in LEVELS:
        raise Refusal("setting-wrong", f"STOPPRESS_LOG_LEVEL is “{level}”; one of {', '.join(LEVELS)} is expected.")
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_Lines(f"%(asctime)s {program} %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [lines]
    root.setLevel(LEVELS[level.lower()])
    if LEVELS[level.lower()] == logging.INFO:
        # At each start and stop it tells what the supervisor tells too.
        lines.addFilter(lambda record: record.levelno > logging.INFO or not record.name.startswith("uvicorn"))
