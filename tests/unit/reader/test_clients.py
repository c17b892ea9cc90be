from __future__ import annotations

import pytest

from stoppress.reader.clients import Proxies


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ("127.0.0.1", "127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("", "127.0.0.1", ["203.0.113.9"], "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1, 10.0.0.0/8", "127.0.0.1", ["203.0.113.9, 10.1.2.3"], "203.0.113.9"),
        ("127.0.0.1, 10.0.0.0/8", "127.0.0.1", ["203.0.113.9", "10.1.2.3"], "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", ["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
        ("*", "198.51.100.7", ["203.0.113.9"], "203.0.113.9"),
        ("::1", "::1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("127.0.0.1", "127.0.0.1", ["203.0.113.9:4711"], "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", ["rubbish \xff"], "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", ["203.0.113.9, unknown"], "127.0.0.1"),
        ("127.0.0.1", "::ffff:127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", ["::ffff:203.0.113.9"], "203.0.113.9"),
        ("::1", "::1", ["2001:DB8:0::1%eth0"], "2001:db8::1"),
        ("rubbish, 127.0.0.1", "127.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("127.0.0.1", "", ["203.0.113.9"], ""),
    ],
)
def test_the_client_is_the_nearest_who_is_no_trusted_proxy(trusted: str, peer: str, forwarded: list[str], client: str):
    headers = [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded]

    assert Proxies(trusted).client(peer, headers) == client


@pytest.mark.parametrize(
    ("forwarded", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("rubbish", "127.0.0.1"),
    ],
)
def test_streams_are_counted_by_address_or_by_network_of_version_6(forwarded: str, counted: str):
    headers = [(b"x-forwarded-for", forwarded.encode())]

    assert Proxies("127.0.0.1").counted_as("127.0.0.1", headers) == counted
