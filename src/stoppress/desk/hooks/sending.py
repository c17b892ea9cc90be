"""One request to a receiver: to the address that was checked, following nothing, bounded in bytes and seconds.

Python's own http.client, not a client library: none lets us say "connect to this checked address, with that name's
certificate" in fewer lines, and here nothing is wanted that they add: no redirects, no proxies, no pool, no cookies.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stoppress import __version__
from stoppress.base.errors import Refusal
from stoppress.base.limits.api import HOOK_ANSWER_BYTES_MAX, HOOK_CONNECT_S, HOOK_TOTAL_S
from stoppress.desk.hooks.receivers import Receiver, looked_up, receiver_at

_AGENT: Final = f"StopPress/{__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it."""

    status: int
    """0 = no answer."""
    said: str
    """The beginning of the answer, or why there was none."""
    retry_after_s: int | None
    took_ms: int

    @property
    def is_taken(self) -> bool:
        """True when the receiver has it: 200 to 299."""
        return 200 <= self.status < 300


def send(url: str, headers: Mapping[str, str], body: bytes, *, private: bool, total_s: float = HOOK_TOTAL_S) -> Answer:
    """Post a body. Never raises: what goes wrong is an answer with status 0.

    private  see receivers.receiver_at().
    """
    began = time.monotonic()
    status, said, retry_after_s = 0, "", None
    try:
        receiver = receiver_at(url, private=private)
        status, said, retry_after_s = _posted(receiver, looked_up(receiver, private=private), headers, body, total_s)
    except Refusal as refusal:
        said = refusal.message
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() - began >= total_s
        said = f"No answer within {total_s:g} s." if late else f"{type(error).__name__}: {error}"
    return Answer(
        status=status,
        said=" ".join(said.split())[:400],
        retry_after_s=retry_after_s,
        took_ms=round((time.monotonic() - began) * 1000),
    )


def _posted(
    receiver: Receiver, address: str, headers: Mapping[str, str], body: bytes, total_s: float
) -> tuple[int, str, int | None]:
    raw = socket.create_connection((address, receiver.port), timeout=HOOK_CONNECT_S)
    lines, late = [raw], threading.Event()
    # A timeout holds between two bytes; who sends one a second would hold us for ever.
    watchdog = threading.Timer(total_s, _cut, [lines, late])
    watchdog.daemon = True
    watchdog.start()
    connection = http.client.HTTPConnection(receiver.host, receiver.port)
    try:
        if receiver.secure:
            tls = ssl.create_default_context().wrap_socket(
                raw, server_hostname=receiver.host, do_handshake_on_connect=False
            )
            lines[0] = tls
            tls.do_handshake()
        connection.sock = lines[0]
        known = {"Host": receiver.host_header, "Content-Type": "application/json", "User-Agent": _AGENT}
        connection.request("POST", receiver.target, body=body, headers={**known, "Connection": "close", **headers})
        answer = connection.getresponse()
        said = answer.read(HOOK_ANSWER_BYTES_MAX).decode("utf-8", "replace")
        wait = answer.headers.get("Retry-After", "")
        answer.close()
        if late.is_set():
            # What was cut off looks like the end of an answer.
            raise TimeoutError
        return answer.status, said, int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 9 else None
    finally:
        watchdog.cancel()
        connection.close()
        lines[0].close()


def _cut(lines: list[socket.socket], late: threading.Event) -> None:
    late.set()
    try:
        lines[0].shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
