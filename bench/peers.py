"""nginx as a peer: what every configuration of it begins with, so that it leaves nothing outside its folder."""

from __future__ import annotations

import os
from pathlib import Path


def nginx_main(folder: Path, *, connections: int = 1024) -> str:
    """The lines before `http`: one worker, in the foreground, as whoever runs the benchmark.

    connections  open connections of the one worker, to clients and to the origin together.
    """
    who = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{who}worker_processes 1; daemon off; error_log stderr crit; pid {folder}/nginx.pid;\n"
        f"events {{ worker_connections {connections}; }}\n"
    )


def nginx_paths(folder: Path) -> str:
    """The lines inside `http` that keep its temporary files in a folder."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in kinds) + "\n"
