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
from bench.peers import nginx_main, nginx_paths
from bench.sizes import Sizes
from bench.yardstick import need

CONNECTIONS = 64
SECONDS = 4

NGINX = """{main}http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; types {{ text/html html; }}
 open_file_cache max=10; {paths}
 server {{ listen 127.0.0.1:{port}; root {folder}/pages; }} }}
"""


CASES = (
    ("a page of 14 updates", "short", "identity"),
    ("of 40", "long", "identity"),
    ("of 40, as browsers ask", "long", "br"),
)
"""What is told of it, the story, the coding. The first is the 30 KB page of the yardstick: it gives the ratio."""

LENGTHS = {"short": 14, "long": 40}


def measure(sizes: Sizes) -> list[str]:
    """Requests a second of both, `rounds` times, for each case. Returns the line P4."""
    need("nginx")
    need("wrk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        port, peer = free_port(), free_port()
        stories.told(folder / "house", LENGTHS)
        env = environment(folder / "house", port, free_port())
        (folder / "nginx.conf").write_text(
            NGINX.format(main=nginx_main(folder), paths=nginx_paths(folder), folder=folder, port=peer)
        )
        ours, files = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{peer}"
        with running([*COMMAND, "reader"], env, answers=f"{ours}/readyz"):
            for _, slug, coding in CASES:
                _save(f"{ours}/{slug}/", coding, folder / "pages" / slug / f"{coding}.html")
            with running(["nginx", "-c", str(folder / "nginx.conf")], env, answers=f"{files}/short/identity.html"):
                told = [_case(case, ours, files, folder, sizes.rounds) for case in CASES]
    return [f"P4 {'; '.join(told)} ({CONNECTIONS} connections)"]


def _case(case: tuple[str, str, str], ours: str, files: str, folder: Path, rounds: int) -> str:
    what, slug, coding = case
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        rates[0].append(_rate(f"{ours}/{slug}/", coding))
        rates[1].append(_rate(f"{files}/{slug}/{coding}.html", coding))
    mine, theirs = (statistics.median(rate) for rate in rates)
    length = (folder / "pages" / slug / f"{coding}.html").stat().st_size
    return (
        f"{mine / theirs:.2f} x nginx from a file, {what}: {length:,} bytes {coding}, {mine:,.0f}/s to {theirs:,.0f}/s"
    )


def _save(address: str, coding: str, file: Path) -> None:
    """Put a page, as it is sent in a coding, into a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": coding})) as answer:
        sent = answer.headers.get("Content-Encoding", "identity")
        if sent != coding:
            raise RuntimeError(f"{address} was asked for in {coding} and came in {sent}")
        file.write_bytes(answer.read())


def _rate(address: str, coding: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Accept-Encoding: {coding}", address]
    out = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    hit = re.search(r"Requests/sec:\s+([\d.]+)", out)
    if not hit or "Non-2xx" in out:
        raise RuntimeError(f"wrk said: {out}")
    return float(hit[1])
