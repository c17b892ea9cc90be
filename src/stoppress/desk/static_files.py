"""The desk's style and script, answered from memory before Django: read once, compressed once, kept by browsers."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final

from stoppress.base.limits.desk import STATIC_FRESH_S
from stoppress.desk.bounded_body import Application, Receive, Send

_KINDS: Final = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
    ".txt": b"text/plain; charset=utf-8",
}
"""All of it is text, so all of it is compressed."""

_ALWAYS: Final = (
    # The address changes with the content.
    (b"cache-control", f"public, max-age={STATIC_FRESH_S}, immutable".encode()),
    (b"vary", b"accept-encoding"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class StaticFiles:
    """An ASGI application before another one: answers for the files below an address, and leaves all else to it."""

    def __init__(self, application: Application, address: str, files: Mapping[str, bytes]) -> None:
        """address: begins and ends with a slash. files: contents by their path below it, of the kinds in _KINDS."""
        self._application = application
        self._address = address
        self._files = files
        self._packed = cache(lambda name: gzip.compress(files[name], mtime=0))

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """As ASGI asks an application."""
        name = scope["path"].removeprefix(self._address) if scope["type"] == "http" else ""
        if name not in self._files or name == scope["path"] or scope["method"] not in {"GET", "HEAD"}:
            await self._application(scope, receive, send)
            return
        headers = [(b"content-type", _KINDS[PurePosixPath(name).suffix]), *_ALWAYS]
        content = self._files[name]
        if _takes_gzip(scope):
            content = self._packed(name)
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(content)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})


def _takes_gzip(scope: dict[str, Any]) -> bool:
    asked = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    return any(coding.strip().lower() in {b"gzip", b"gzip;q=1.0", b"gzip;q=1"} for coding in asked.split(b","))
