"""P4: a story page from memory, beside nginx sending the same bytes from a file. wrk asks both, in turn."""

from __future__ import annotations

import re
import statistics
import subprocess
import tempfile
import urllib.request
from pathlib import Path

from bench import stories
from bench.house import COMMAND, environment, free_port, running
from bench.sizes import Sizes
from bench.yardstick import need

CONNECTIONS = 64
SECONDS = 5

NGINX = """worker_processes 1; daemon off; error_log stderr warn; pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; keepalive_requests 10000000; types {{ text/html html; }} open_file_cache max=10;
 client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
 uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
 server {{ listen 127.0.0.1:{port}; root {folder}/pages; }} }}
"""


def measure(sizes: Sizes) -> list[str]:
    """Requests a second of both, `rounds` times. Returns the line P4."""
    need("nginx")
    need("wrk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port, peer = free_port(), free_port()
        stories.told(folder / "house", {"storm": 40})
        env = environment(folder / "house", port, free_port())
        page = f"http://127.0.0.1:{port}/storm/"
        with running([*COMMAND, "reader"], env, answers=f"http://127.0.0.1:{port}/readyz"):
            with urllib.request.urlopen(page) as answer:
                body = answer.read()
            (folder / "pages").mkdir()
            (folder / "pages" / "storm.html").write_bytes(body)
            (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=peer))
            file = f"http://127.0.0.1:{peer}/storm.html"
            with running(["nginx", "-c", str(folder / "nginx.conf")], env, answers=file):
                ours: list[float] = []
                theirs: list[float] = []
                for _ in range(sizes.rounds):
                    ours.append(_rate(page))
                    theirs.append(_rate(file))
    ratio = statistics.median(ours) / statistics.median(theirs)
    return [
        (
            f"P4 {ratio:.2f} x nginx (a page of {len(body):,} bytes from memory, {CONNECTIONS} connections; "
            f"ours {statistics.median(ours):,.0f}/s, nginx from a file {statistics.median(theirs):,.0f}/s)"
        )
    ]


def _rate(address: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address]
    out = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    hit = re.search(r"Requests/sec:\s+([\d.]+)", out)
    if not hit or "Non-2xx" in out:
        raise RuntimeError(f"wrk said: {out}")
    return float(hit[1])
