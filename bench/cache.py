"""P8: requests that reach us through a shared cache, for few readers and many: nginx as deploy/nginx.conf has it."""

from __future__ import annotations

import http.client
import ssl
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import fronts, stories
from bench.house import COMMAND, environment, free_port, running
from bench.sizes import Sizes
from bench.yardstick import need

SECONDS = 6
PATHS = ("/storm/", "/storm/head.json", "/storm/log/1-100.json")
FEW, MANY = 10, 100
"""Readers, each of whom asks for the three paths every fifth of a second."""


def measure(sizes: Sizes) -> list[str]:
    """Ask as few and as many readers for some seconds each. Returns the line P8."""
    del sizes
    need("nginx")
    need("openssl")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stories.told(folder / "house", {"storm": 150})
        origin, port = free_port(), free_port()
        env = environment(folder / "house", origin, free_port(), STOPPRESS_ACCESS_LOG="yes")
        nginx = fronts.nginx_command(fronts.nginx_configuration(folder, port, origin))
        log = folder / "origin.log"
        with (
            running([*COMMAND, "reader"], env, answers=f"http://127.0.0.1:{origin}/readyz", output=log),
            running(nginx, env, answers=f"https://127.0.0.1:{port}/readyz"),
        ):
            few, asked_few = _origin_requests(port, log, FEW)
            many, asked_many = _origin_requests(port, log, MANY)
    return [
        f"P8 {many / max(few, 1):.2f} x origin requests for {MANY / FEW:.0f} x readers behind nginx with TLS "
        f"({FEW} readers asked {asked_few} times and {few} reached us; {MANY} readers asked {asked_many} times "
        f"and {many} reached us; {SECONDS} s each)"
    ]


def _origin_requests(port: int, log: Path, readers: int) -> tuple[int, int]:
    """(requests that went on to the origin, requests asked)."""
    before = _noted(log)
    until = time.monotonic() + SECONDS
    asked: list[int] = []
    threads = [threading.Thread(target=_ask, args=(port, until, asked)) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(asked) != readers:
        raise RuntimeError(f"{readers - len(asked)} of {readers} readers got no answer")
    return _noted(log) - before, sum(asked)


def _noted(log: Path) -> int:
    """Access lines so far; they are written once a second."""
    time.sleep(2)
    return len(log.read_text().splitlines())


def _ask(port: int, until: float, asked: list[int]) -> None:
    unverified = ssl.create_default_context()
    unverified.check_hostname = False
    unverified.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=unverified)
    count = 0
    while time.monotonic() < until:
        for path in PATHS:
            connection.request("GET", path, headers={"Host": "live.example.org"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                sys.exit(f"{path} was answered {answer.status}")
            count += 1
        time.sleep(0.2)
    asked.append(count)
