"""No request brings more than the largest form with a picture. Django would write any body to disk, asked or not."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from stoppress.base.limits.desk import FORM_BYTES_MAX
from stoppress.base.limits.pictures import PICTURE_BYTES_MAX
from stoppress.desk.addresses import API_ADDRESS

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

BODY_BYTES_MAX: Final = PICTURE_BYTES_MAX + FORM_BYTES_MAX


class BoundedBody:
    """An ASGI application before another one: answers 413 to what is too large, as soon as it is known to be."""

    def __init__(self, application: Application, bytes_max: int = BODY_BYTES_MAX) -> None:
        self._application = application
        self._bytes_max = bytes_max

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """As ASGI asks an application."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if told.isdigit() and int(told) > self._bytes_max:
            await _too_large(send, scope)
            return
        taken = 0

        async def counted() -> Any:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self._bytes_max:
                    return {"type": "http.disconnect"}
            return message

        await self._application(scope, counted, send)
        if taken > self._bytes_max:
            await _too_large(send, scope)


async def _too_large(send: Send, scope: dict[str, Any]) -> None:
    said = f"This is more than {BODY_BYTES_MAX} bytes. Send a smaller picture."
    kind, words = b"text/plain; charset=utf-8", f"{said}\n".encode()
    if scope["path"].startswith(API_ADDRESS):
        told = {"type": "about:blank", "title": "body-too-large", "status": 413, "code": "body-too-large"}
        kind, words = b"application/problem+json", json.dumps(told | {"detail": said}).encode()
    headers = [(b"content-type", kind), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": words})
