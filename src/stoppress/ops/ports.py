"""Ports that we are to answer on: taken ones are told apart before anything is started."""

from __future__ import annotations

import errno
import socket

from stoppress.base.errors import Refusal


def bound(host: str, port: int, setting: str) -> socket.socket:
    """A listening socket's ground: bound, not yet listening.

    port     0 = any free one.
    setting  the setting to name when it can't be had, without its prefix: "READER" or "DESK".
    Raises   Refusal port-taken, address-not-usable.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Refusal(
            "address-not-usable",
            f"“{host}” is no address of this machine ({error.strerror}). Correct STOPPRESS_{setting}_HOST.",
        ) from None
    ground = socket.socket(family, kind, protocol)
    try:
        ground.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ground.bind(address)
    except OSError as error:
        ground.close()
        raise _refusal(error, host, port, setting) from None
    return ground


def free_port(host: str, port: int, setting: str) -> int:
    """The port, if it can be had now; for 0, one that is free.

    Raises   Refusal port-taken, address-not-usable.
    """
    with bound(host, port, setting) as ground:
        found = ground.getsockname()[1]
        assert isinstance(found, int)
        return found


def _refusal(error: OSError, host: str, port: int, setting: str) -> Refusal:
    if error.errno == errno.EADDRINUSE:
        return Refusal(
            "port-taken",
            f"Port {port} of {host} is taken by another program. "
            f"Stop that one, or set STOPPRESS_{setting}_PORT to another port.",
        )
    if error.errno == errno.EACCES:
        return Refusal(
            "address-not-usable",
            f"Port {port} needs more rights than we have. Set STOPPRESS_{setting}_PORT to one above 1023, "
            "and let a proxy answer on the other.",
        )
    return Refusal(
        "address-not-usable",
        f"{host}, port {port}, can't be used ({error.strerror}). "
        f"Correct STOPPRESS_{setting}_HOST or STOPPRESS_{setting}_PORT.",
    )
