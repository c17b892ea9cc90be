"""P8: requests that reach us through a shared cache (nginx), for few readers and for many."""

from __future__ import annotations

import http.client
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import stories
from bench.house import COMMAND, environment, free_port, running
from bench.sizes import Sizes
from bench.yardstick import need

SECONDS = 6
PATHS = ("/storm/", "/storm/head.json", "/storm/log/1-100.json")
FEW, MANY = 10, 100
"""Readers, each of whom asks for the three paths every fifth of a second."""

NGINX = """worker_processes 1; daemon off; error_log stderr warn; pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{ log_format origin '$upstream_status'; access_log {folder}/origin.log origin;
 client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
 uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
 proxy_cache_path {folder}/cache keys_zone=pages:10m;
 server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{origin}; proxy_http_version 1.1;
  proxy_cache pages; proxy_cache_lock on; proxy_cache_revalidate on;
  proxy_cache_use_stale updating error timeout; proxy_cache_background_update on; }} }} }}
"""


def measure(sizes: Sizes) -> list[str]:
    """Ask as few and as many readers for some seconds each. Returns the line P8."""
    del sizes
    need("nginx")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stories.told(folder / "house", {"storm": 150})
        origin, port = free_port(), free_port()
        env = environment(folder / "house", origin, free_port())
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, origin=origin))
        with (
            running([*COMMAND, "reader"], env, answers=f"http://127.0.0.1:{origin}/readyz"),
            running(["nginx", "-c", str(folder / "nginx.conf")], env, answers=f"http://127.0.0.1:{port}/storm/"),
        ):
            few, asked_few = _origin_requests(port, folder, FEW)
            many, asked_many = _origin_requests(port, folder, MANY)
    return [
        f"P8 {many / max(few, 1):.2f} x origin requests for {MANY / FEW:.0f} x readers "
        f"({FEW} readers: {asked_few} asked, {few} reached us; {MANY} readers: {asked_many} asked, "
        f"{many} reached us; {SECONDS} s each)"
    ]


def _origin_requests(port: int, folder: Path, readers: int) -> tuple[int, int]:
    """(requests that went on to the origin, requests asked)."""
    log = folder / "origin.log"
    before = log.read_text().splitlines() if log.exists() else []
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=_ask, args=(port, until)) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = log.read_text().splitlines()[len(before) :]
    return sum(line != "-" for line in after), len(after)


def _ask(port: int, until: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    while time.monotonic() < until:
        for path in PATHS:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                sys.exit(f"{path} was answered {answer.status}")
        time.sleep(0.2)
