"""Whom a load test asks: nobody else's server by accident."""

from __future__ import annotations

import pytest

from stoppress.base.errors import Refusal
from stoppress.ops.loadtest.target import target_from


@pytest.mark.parametrize(
    ("address", "authority"),
    [
        ("http://127.0.0.1:8000/storm/", "127.0.0.1:8000"),
        ("http://localhost/storm", "localhost"),
        ("https://127.0.0.1:443/storm/", "127.0.0.1"),
        ("http://[::1]:8000/storm/", "[::1]:8000"),
    ],
)
def test_a_story_on_this_machine_may_be_asked(address: str, authority: str):
    target = target_from(address, may_be_elsewhere=False)

    assert (target.slug, target.authority) == ("storm", authority)
    assert f"Host: {authority}\r\n".encode() in target.request("k3-7")


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "[2001:db8::1]", "0.0.0.0"])
def test_another_machine_may_not_unless_it_is_said_to_be_ones_own(host: str):
    address = f"http://{host}/storm/"

    with pytest.raises(Refusal) as refused:
        target_from(address, may_be_elsewhere=False)

    assert refused.value.code == "not-this-machine"
    assert "--i-own-this-server" in refused.value.message
    assert target_from(address, may_be_elsewhere=True).slug == "storm"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8000/storm/", "ftp://127.0.0.1/storm/", "http://127.0.0.1/", "http://127.0.0.1/storm/stream",
     "http://127.0.0.1:99999/storm/", "http:///storm/", "http://127.0.0.1/storm%0d%0aX:y/"],
)  # fmt: skip
def test_what_is_no_address_of_a_story_is_refused(address: str):
    with pytest.raises(Refusal) as refused:
        target_from(address, may_be_elsewhere=True)

    assert refused.value.code == "address-wrong"
