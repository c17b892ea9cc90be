"""P4: a story page from memory, beside nginx sending the same bytes from a file. wrk asks both, in turn."""

from __future__ import annotations

import re
import statistics
import subprocess
import tempfile
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import stories
from bench.house import COMMAND, Started, environment, free_port, running
from bench.peers import nginx_main, nginx_paths
from bench.sizes import Sizes
from bench.yardstick import need

CONNECTIONS = 64
SECONDS = 4

NGINX = """{main}http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
 types {{ text/html html; }} open_file_cache max=10; {paths}
 server {{ listen 127.0.0.1:{port}; root {folder}/pages; }} }}
"""


CASES = (
    ("a page of 14 updates", "short", "identity"),
    ("of 40", "long", "identity"),
    ("of 40, as browsers ask", "long", "br"),
    ("of the newest 40 of 5,000, as browsers ask", "night", "br"),
)
"""What is told of it, the story, the coding. The first is the 30 KB page of the yardstick: it gives the ratio."""

LENGTHS = {"short": 14, "long": 40, "night": 5_000}


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
        with running([*COMMAND, "reader"], env, answers=f"{ours}/readyz") as reader:
            for _, slug, coding in CASES:
                _save(f"{ours}/{slug}/", coding, folder / "pages" / slug / f"{coding}.html")
            command = ["nginx", "-c", str(folder / "nginx.conf")]
            with running(command, env, answers=f"{files}/short/identity.html") as nginx:
                told = [
                    _case(
                        f"{what}: {(folder / 'pages' / slug / coding).with_suffix('.html').stat().st_size:,} bytes",
                        partial(_asked, reader, f"{ours}/{slug}/", coding),
                        partial(_asked, nginx, f"{files}/{slug}/{coding}.html", coding),
                        sizes.rounds,
                    )
                    for what, slug, coding in CASES
                ]
    return [f"P4 {'; '.join(told)} ({CONNECTIONS} connections, {sizes.rounds} rounds)"]


Asked = tuple[float, float]
"""Requests a second; microseconds of the server's CPU for each."""


def _case(what: str, ours: Callable[[], Asked], nginx: Callable[[], Asked], rounds: int) -> str:
    pairs = [(ours(), nginx()) for _ in range(rounds)]
    (rate, cpu), (their_rate, their_cpu) = (
        tuple(statistics.median(pair[side][figure] for pair in pairs) for figure in (0, 1)) for side in (0, 1)
    )
    return (
        f"{rate / their_rate:.2f} x nginx from a file, {cpu / their_cpu:.2f} x its CPU, {what}, "
        f"{rate:,.0f}/s to {their_rate:,.0f}/s"
    )


def _save(address: str, coding: str, file: Path) -> None:
    """Put a page, as it is sent in a coding, into a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": coding})) as answer:
        sent = answer.headers.get("Content-Encoding", "identity")
        if sent != coding:
            raise RuntimeError(f"{address} was asked for in {coding} and came in {sent}")
        file.write_bytes(answer.read())


def _asked(server: Started, address: str, coding: str) -> Asked:
    """Ask for SECONDS as fast as it goes.

    Raises   RuntimeError when not every answer was a page.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Accept-Encoding: {coding}", address]
    before_s = server.cpu_s()
    out = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    used_s = server.cpu_s() - before_s
    rate, count = re.search(r"Requests/sec:\s+([\d.]+)", out), re.search(r"(\d+) requests in", out)
    if not rate or not count or "Non-2xx" in out:
        raise RuntimeError(f"wrk said: {out}")
    return float(rate[1]), used_s * 1e6 / int(count[1])
