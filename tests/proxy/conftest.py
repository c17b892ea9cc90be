"""Proxies as they are shipped in deploy/, in front of one reader process. Absent ones are a skip, in CI a failure."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from bench import fronts
from stoppress.base.settings import Settings
from stoppress.bell.memory import MemoryBell
from stoppress.edition.memory import MemoryEdition
from tests.house import free_port
from tests.printing import Press
from tests.reader.conftest import Running, start_reader

READY_S = 15.0
HOST = {"Host": "live.example.org"}


@dataclass(frozen=True)
class Front:
    """A proxy, the reader behind it, and the press that prints for it."""

    name: str
    address: str
    reader: Running
    press: Press

    def client(self) -> httpx2.Client:
        """Asks the proxy, with one connection."""
        return httpx2.Client(base_url=self.address, headers=HOST, verify=unverified(), timeout=10, trust_env=False)

    def asked_of_origin(self) -> int:
        """Requests that the reader has answered since it began, streams not counted."""
        return self.reader.server.plane.counters.requests

    def connected(self) -> socket.socket:
        """A bare connection to the proxy, within TLS where it speaks it."""
        parts = urlsplit(self.address)
        bare = socket.create_connection((parts.hostname, parts.port), timeout=10)
        if parts.scheme == "http":
            return bare
        return unverified().wrap_socket(bare, server_hostname=HOST["Host"])


def unverified(*protocols: str) -> ssl.SSLContext:
    """Takes the certificate that was made for the test."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def needed(*programs: str) -> None:
    """Skip without these programs; fail in CI."""
    absent = [program for program in programs if not shutil.which(program)]
    if absent and os.environ.get("CI") == "true":
        pytest.fail(f"CI needs {', '.join(absent)}: add the package to .ci/run")
    if absent:
        pytest.skip(f"{', '.join(absent)} is not installed (Debian: apt-get install nginx varnish caddy openssl)")


@contextmanager
def in_front(name: str, folder: Path, reader: Running, press: Press) -> Iterator[Front]:
    """A proxy until the block ends."""
    port, origin = free_port(), urlsplit(reader.address).port or 0
    if name == "nginx":
        needed("nginx", "openssl")
        command = fronts.nginx_command(fronts.nginx_configuration(folder, port, origin))
    elif name == "caddy":
        needed("caddy", "openssl")
        command = fronts.caddy_command(fronts.caddy_configuration(folder, port, origin))
    else:
        needed("varnishd")
        command = fronts.varnish_command(folder, fronts.varnish_configuration(folder, origin), port)
    front = Front(name, f"http{'' if name == 'varnish' else 's'}://127.0.0.1:{port}", reader, press)
    with (folder / "proxy.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            _wait(front, process, folder / "proxy.log")
            yield front
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(front: Front, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_S
    with front.client() as client:
        while time.monotonic() < until:
            assert process.poll() is None, log.read_text()
            try:
                if client.get("/readyz").status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            time.sleep(0.05)
    raise AssertionError(f"{front.name} does not answer: {log.read_text()}")


@pytest.fixture(params=["nginx", "varnish"])
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Front]:
    """Each test runs behind each proxy that keeps copies, if it names no others. The story has 250 updates."""
    bell, edition = MemoryBell(), MemoryEdition()
    press = Press(edition, bell).open()
    for number in range(250):
        press.publish(f"Update {number}")
    (tmp_path / "media").mkdir()
    reader = start_reader(edition, bell, Settings(data=tmp_path, reader_port=0, drain_s=0.0, stream_gzip=True))
    try:
        with in_front(request.param, tmp_path, reader, press) as front:
            yield front
    finally:
        if reader.thread.is_alive():
            reader.stop()
        bell.close()
