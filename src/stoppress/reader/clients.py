"""Whose request it is, when trusted proxies stand in between."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from stoppress.reader.addresses import Headers

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Proxies:
    """The addresses whose X-Forwarded-For is believed.

    trusted   addresses and networks with commas, "*" = everyone, "" = nobody; what is neither is passed over.
    """

    def __init__(self, trusted: str) -> None:
        names = [name.strip() for name in trusted.split(",")]
        self._everyone = "*" in names
        self._networks = [network for name in names if (network := _network(name)) is not None]
        self._trusts = lru_cache(maxsize=1_000)(self._is_trusted)

    def client(self, peer: str, headers: Headers) -> str:
        """The nearest address that is no trusted proxy: what stands to the left of it anyone may have
        written.

        peer   the other end of the connection; "" when unknown.
        Returns  an address as ipaddress writes it; the proxy's own where it names none. An IPv4 one is never written
                 as an IPv6 one (::ffff:198.51.100.7), as it comes where one socket listens for both.
        """
        client = _address(peer) or peer
        if not self._trusts(client):
            return client
        for hop in reversed(_hops(headers)):
            address = _address(hop)
            if address is None:
                break
            client = address
            if not self._trusts(client):
                break
        return client

    def counted_as(self, peer: str, headers: Headers) -> str:
        """Under what a client's streams are counted: its address, or the /64 network of an IPv6 one, since whoever
        has one of these has all of them."""
        client = self.client(peer, headers)
        return str(ipaddress.ip_network((client, 64), strict=False)) if ":" in client else client

    def _is_trusted(self, address: str) -> bool:
        if self._everyone:
            return True
        try:
            one = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(one in network for network in self._networks if network.version == one.version)


def _network(name: str) -> _Network | None:
    try:
        return ipaddress.ip_network(name, strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=1_000)
def _address(name: str) -> str | None:
    try:
        one = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return None
    return str(getattr(one, "ipv4_mapped", None) or one)


def _hops(headers: Headers) -> list[str]:
    """Addresses of X-Forwarded-For, the nearest last, without ports; at most the last 20."""
    text = b",".join(value for name, value in headers if name == b"x-forwarded-for")[-2_000:].decode("latin-1")
    hops = [_without_port(hop.strip()) for hop in text.split(",")[-20:]]
    return [hop for hop in hops if hop]


def _without_port(hop: str) -> str:
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop
