"""Whom a webhook may ask, and how long, and how much of the answer is read."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from stoppress.base.errors import Refusal
from stoppress.desk.hooks import deeds
from stoppress.desk.hooks.receivers import is_public
from stoppress.desk.hooks.sending import send
from stoppress.desk.models import Hook
from stoppress.story.write import Door
from tests.desk.api.conftest import user_named
from tests.desk.api.receiver import receiving

PRIVATE = [
    "http://hooks.example/",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://192.168.0.1/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://0.0.0.0/",
    "https://0177.0.0.1/",
    "https://2130706433/",
    "https://127.1/",
    "https://224.0.0.1/",
    "https://user:pw@hooks.example/",
    "https://hooks.example/#x",
    "https://hooks.example\\@127.0.0.1/",
    "https://hooks.example/ x",
    "https:///x",
    "https://hooks.example:99999/",
    "https://[::1/",
    "ftp://hooks.example/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "",
    "https://hooks.example/" + "x" * 2_000,
]


@pytest.mark.parametrize("url", PRIVATE)
def test_an_address_inside_or_of_another_kind_is_no_receiver(door: Door, url: str) -> None:
    with pytest.raises(Refusal) as refused:
        deeds.add_hook(user_named("ada"), "x", url, [])

    assert refused.value.code == "hook-address-not-usable"
    assert not Hook.objects.exists()


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_open_internet_is_one(address: str) -> None:
    import ipaddress

    assert is_public(ipaddress.ip_address(address))


def test_a_name_that_leads_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name was harmless when the webhook was made, and is changed afterwards."""
    asked: list[Any] = []

    def resolved(host: str, port: int, **_: object) -> list[Any]:
        return [(0, 0, 0, "", ("93.184.216.34", port)), (0, 0, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: asked.append(a))

    answer = send("https://hooks.example/", {}, b"{}", private=False)

    assert (answer.status, asked) == (0, [])
    assert "private network" in answer.said


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second look-up could be answered otherwise than the first."""
    asked: list[Any] = []
    looks: list[str] = []

    def resolved(host: str, port: int, **_: object) -> list[Any]:
        looks.append(host)
        return [(0, 0, 0, "", ("93.184.216.34", port))]

    def connected(address: tuple[str, int], **_: object) -> None:
        asked.append(address)
        raise OSError("no line")

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", connected)

    send("https://hooks.example:8443/", {}, b"{}", private=False)

    assert (asked, looks) == ([("93.184.216.34", 8443)], ["hooks.example"])


def test_a_receiver_that_drips_is_cut_off() -> None:
    """A byte a moment keeps every timeout between two bytes content for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            line, _ = server.accept()
            with line:
                try:
                    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Drip: " + b"x" * 400:
                        line.sendall(bytes([byte]))
                        time.sleep(0.02)
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        answer = send(f"http://127.0.0.1:{server.getsockname()[1]}/", {}, b"{}", private=True, total_s=0.4)
        took = time.monotonic() - began
        thread.join(10)

    assert (answer.status, took < 3) == (0, True)
    assert "No answer within 0.4 s" in answer.said


def test_a_receiver_that_is_not_there_is_an_answer_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    answer = send(f"http://127.0.0.1:{port}/", {}, b"{}", private=True)

    assert (answer.status, answer.is_taken) == (0, False)
    assert "ConnectionRefusedError" in answer.said


def test_a_long_answer_is_read_in_part() -> None:
    with receiving() as inbox:
        inbox.answers, inbox.body = [200], b"x" * 1_000_000
        answer = send(inbox.url, {}, b"{}", private=True)

    assert (answer.status, len(answer.said)) == (200, 400)
