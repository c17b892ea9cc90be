"""A whole house as an administrator runs it: `stoppress serve` on a data folder of its own, its processes by name."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

COMMAND = [sys.executable, "-m", "stoppress"]
_SRC = str(Path(__file__).resolve().parents[1] / "src")


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class House:
    """A data folder and where its processes answer."""

    folder: Path
    reader_port: int
    desk_port: int

    @property
    def readers(self) -> str:
        return f"http://127.0.0.1:{self.reader_port}"

    @property
    def desk(self) -> str:
        return f"http://127.0.0.1:{self.desk_port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("STOPPRESS_", "DJANGO_"))},
            "PYTHONPATH": _SRC,
            "STOPPRESS_DATA": str(self.folder),
            "STOPPRESS_READER_PORT": str(self.reader_port),
            "STOPPRESS_DESK_PORT": str(self.desk_port),
            "STOPPRESS_DRAIN_S": "0.2",
        }

    def run(self, *arguments: str, stdin: str = "") -> dict[str, object]:
        """Run one command to its end, and give what it answers with --json."""
        done = subprocess.run(
            [*COMMAND, *arguments, "--json"],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def logged_in(self, name: str = "ada") -> httpx2.Client:
        """A client with a session at the desk, by a one-time link, as a person comes in."""
        if name not in self.run("user", "list")["users"]:
            self.run("user", "add", name)
        link = str(self.run("user", "link", name)["link"])
        client = httpx2.Client(base_url=self.desk, timeout=30, trust_env=False)
        token = csrf_token(client.get(link).text)
        answer = client.post(link, data={"csrfmiddlewaretoken": token}, headers={"Referer": link})
        assert answer.status_code == 303, answer.text
        return client

    def process_ids(self, serve: subprocess.Popen[str]) -> dict[str, int]:
        """The ids of the running processes below `serve`, by name: reader, desk, press."""
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_bytes().decode().split("\0")
            except (OSError, IndexError):
                continue
            if parent == serve.pid and "stoppress" in words:
                found[words[words.index("stoppress") + 1]] = int(entry.name)
        return found


def csrf_token(html: str) -> str:
    """The token of the first form on a page of the desk."""
    hit = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert hit, html[:500]
    return hit[1]


@contextmanager
def serving(folder: Path) -> Iterator[tuple[House, subprocess.Popen[str]]]:
    """`stoppress serve` until the block ends, once both addresses answer. Its log is in the folder."""
    house = House(folder, free_port(), free_port())
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serve.log").open("w") as log:
        serve = subprocess.Popen([*COMMAND, "serve"], env=house.environment, stdout=log, stderr=log, text=True)
        try:
            answers(f"{house.readers}/readyz", serve)
            answers(f"{house.desk}/login/", serve)
            yield house, serve
        finally:
            serve.send_signal(signal.SIGTERM)
            try:
                serve.wait(20)
            except subprocess.TimeoutExpired:
                serve.kill()
                serve.wait()


def answers(address: str, process: subprocess.Popen[str], within_s: float = 30) -> None:
    """Wait until an address gives 200."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        assert process.poll() is None, f"serve ended with {process.returncode}"
        try:
            if httpx2.get(address, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{address} did not answer within {within_s} s")
