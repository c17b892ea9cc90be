"""Which addresses a webhook may ask: https, on the open internet. Nobody makes the desk ask its own neighbours.

Looked at when a webhook is made, and again at each message: names change what they lead to. The connection goes to
the very address that was looked at.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from stoppress.base.errors import Refusal
from stoppress.base.limits.words import URL_CHARS_MAX

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A checked address, in its parts."""

    secure: bool
    host: str
    port: int
    target: str
    """Path and query."""

    @property
    def host_header(self) -> str:
        """As the header Host wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def receiver_at(url: str, *, private: bool) -> Receiver:
    """An address in its parts. Asks no name server.

    private  True: http and private addresses are allowed too (the setting hooks_private).
    Raises   Refusal hook-address-not-usable.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused(url, "it is no address") from None
    if len(url) > URL_CHARS_MAX or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise _refused(url, "it is too long, or holds what no address holds")
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise _refused(url, "it does not begin with https://")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise _refused(url, "it names no host, or a user or fragment beside it")
    literal = _literal(parts.hostname)
    if literal is not None and not (private or is_public(literal)):
        raise _refused(url, "it leads into a private network")
    return Receiver(
        secure=parts.scheme == "https",
        host=parts.hostname,
        port=port or (443 if parts.scheme == "https" else 80),
        target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
    )


def looked_up(receiver: Receiver, *, private: bool) -> str:
    """The IP address to connect to.

    Raises   OSError: the name is not known. Refusal hook-address-not-usable: one of its addresses is private.
    """
    found = socket.getaddrinfo(receiver.host, receiver.port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not private:
        # One that is private is enough: which one is asked would be chance.
        hidden = [one for one in addresses if not is_public(ipaddress.ip_address(one.partition("%")[0]))]
        if hidden:
            raise _refused(receiver.host, "it leads into a private network")
    return addresses[0]


def is_public(address: IP) -> bool:
    """True for an address of the open internet, also when it is wrapped in one of version 6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if address.teredo is not None:
            return False
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _literal(host: str) -> IP | None:
    """The address that a host is; None for a name. Old spellings, 0177.1 or 2130706433, are addresses too."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _refused(url: str, finding: str) -> Refusal:
    return Refusal(
        "hook-address-not-usable",
        f"“{url[:80]}” can't be asked: {finding}. Give an https address that is open to the internet; an administrator "
        "may allow others by STOPPRESS_HOOKS_PRIVATE.",
        field="url",
    )
