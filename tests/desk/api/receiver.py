"""A receiver of webhooks on this machine: remembers what came, and answers as it is told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Message:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """As a receiver checks it, written from the convention and not from our code."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = b".".join([self.headers["webhook-id"].encode(), self.headers["webhook-timestamp"].encode(), self.body])
        right = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return any(hmac.compare_digest(one, right) for one in self.headers["webhook-signature"].split(" "))


@dataclass
class Receiver:
    """answers: status codes for the next messages, then 204; headers go with each."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    came: list[Message] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/inbox?from=desk"

    def wait_for(self, count: int, within_s: float = 10.0) -> list[Message]:
        """What came, once it is as many."""
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.came) >= count, within_s), f"{len(self.came)} came"
            return list(self.came)

    def wait_for_different(self, count: int, within_s: float = 10.0) -> list[Message]:
        """What came, each once, as it came first: what was told may be told again after a restart, with the same id."""

        def different() -> list[Message]:
            return list({message.headers["webhook-id"]: message for message in reversed(self.came)}.values())[::-1]

        with self.heard:
            assert self.heard.wait_for(lambda: len(different()) >= count, within_s), f"{len(different())} came"
            return different()


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Inbox(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with receiver.heard:
                status = receiver.answers.pop(0) if receiver.answers else 204
                receiver.came.append(Message(self.path, dict(self.headers.items()), body))
                receiver.heard.notify_all()
            self.send_response(status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(receiver.body)))
            self.end_headers()
            self.wfile.write(receiver.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Inbox)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
