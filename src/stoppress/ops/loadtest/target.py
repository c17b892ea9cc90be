"""Whom a load test may ask: a story of a server on this machine, or of one that is said to be one's own."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from stoppress.base.errors import Refusal
from stoppress.base.keys import SLUG_PATTERN


@dataclass(frozen=True, slots=True)
class Target:
    """A story's address, taken apart.

    ip     the address that is connected to; found out once, so that a test asks one server.
    """

    host: str
    ip: str
    port: int
    is_secure: bool
    slug: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.is_secure else 80) else f"{name}:{self.port}"

    def request(self, after: str) -> bytes:
        """Ask for the stream. after: the position from which on it is wanted."""
        lines = [f"GET /{self.slug}/stream?after={after} HTTP/1.1", f"Host: {self.authority}"]
        return "\r\n".join([*lines, "Accept: text/event-stream", "Cache-Control: no-cache", "", ""]).encode()


def target_from(address: str, *, may_be_elsewhere: bool) -> Target:
    """The story at an address.

    may_be_elsewhere  someone has said that the server is theirs.
    Raises   Refusal  address-wrong, host-unknown, not-this-machine.
    """
    parts = urlsplit(address)
    slug = parts.path.strip("/")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        port = 0
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port or not SLUG_PATTERN.fullmatch(slug):
        raise Refusal(
            "address-wrong", f"“{address}” is no address of a story. Give one, such as http://127.0.0.1:8000/storm/."
        )
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Refusal("host-unknown", f"“{parts.hostname}” was not found. Correct the address.") from error
    ips = [str(one[4][0]) for one in found]
    if not may_be_elsewhere and not all(ipaddress.ip_address(ip.partition("%")[0]).is_loopback for ip in ips):
        raise Refusal(
            "not-this-machine",
            f"“{parts.hostname}” is not this machine. A load test of somebody else's server is an attack; if this "
            "one is yours and may be loaded, say so with --i-own-this-server.",
        )
    return Target(parts.hostname, ips[0], port, parts.scheme == "https", slug)


def head_of(target: Target) -> tuple[str, int]:
    """(position, number) at which the story stands.

    Raises   Refusal  no-answer, no-story.
    """
    kind = http.client.HTTPSConnection if target.is_secure else http.client.HTTPConnection
    connection = kind(target.host, target.port, timeout=10)
    try:
        connection.request("GET", f"/{target.slug}/head.json")
        answer = connection.getresponse()
        body = answer.read(10_000)
    except (OSError, http.client.HTTPException) as error:
        raise Refusal(
            "no-answer", f"Nothing answers at {target.authority} ({error}). Start the server, or correct the address."
        ) from error
    finally:
        connection.close()
    if answer.status != 200:
        raise Refusal("no-story", f"/{target.slug}/head.json was answered {answer.status}. Give a story that is there.")
    try:
        head = json.loads(body)
        return str(head["position"]), int(head["number"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("no-story", f"/{target.slug}/head.json is not one of ours. Correct the address.") from error


def tls(target: Target) -> ssl.SSLContext | None:
    """What a connection to it needs."""
    return ssl.create_default_context() if target.is_secure else None
