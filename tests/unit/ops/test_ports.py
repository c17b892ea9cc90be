"""Ports that are taken are told with the setting that moves us elsewhere."""

from __future__ import annotations

import socket

import pytest

from stoppress.base.errors import Refusal
from stoppress.ops.ports import bound, free_port


def test_a_taken_port_is_named_with_its_setting():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Refusal, match=f"Port {port} of 127.0.0.1 is taken .* STOPPRESS_DESK_PORT") as refused:
            free_port("127.0.0.1", port, "DESK")

    assert refused.value.code == "port-taken"


def test_port_zero_becomes_a_free_one():
    assert free_port("127.0.0.1", 0, "READER") > 0


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Refusal, match="STOPPRESS_READER_HOST"), bound("192.0.2.1", 0, "READER"):
        pytest.fail("it was bound")
